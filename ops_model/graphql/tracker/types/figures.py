"""What figures are made of: contributions, the parts of an initiative's progress, counts."""

import strawberry
from strawberry import Parent, field

from ops_model.domain.progress import figures
from ops_model.domain.progress.vocabulary import ExclusionReason, Health, Lens
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.tracker.fields import resolved
from ops_model.graphql.tracker.node import Node


@strawberry.type(
    description="One item of a figure: what it is about, what it weighs, what it brings. Below the vision stand the "
    "levers, below a lever the KPIs and initiatives of its lenses, below an initiative its milestones."
)
class Contribution:
    subject: Node = field(description="What it is about: a Lever, Kpi, Initiative or Milestone.")
    value: float | None = field(
        description="Its value, a ratio 0..1; null where it has none. Left out, what it would have counted with."
    )
    weight: float = field(description="Its weight among its siblings, >= 0, relative.")
    share: float | None = field(
        description="Its weight over the weights that counted, a ratio 0..1; null where it is left out."
    )
    points: float | None = field(
        description="share x value (of the vision's levers: 100 times that); they add up to the value above. "
        "Null where it is left out."
    )
    index_points: float | None = field(
        description="What it carries to the index, in index points, through all levels above; 0 where it is left out, "
        "null within an initiative's own parts."
    )
    excluded: ExclusionReason | None = field(description="Why it is left out; null where it counts.")
    contributions: list["Contribution"] = field(description="What it is made of in turn; empty for a leaf.")


@strawberry.type(description="One of the two parts of an initiative's own progress.")
class PartProgress:
    lens: Lens = field(description="DELIVERY: its milestones. OUTCOME: its linked KPIs.")
    value: float | None = field(description="A ratio 0..1; null where nothing in it has a value.")
    expected: float | None = field(description="What was expected by the date, a ratio 0..1; null as value is.")
    weight: float = field(description="Its weight, a ratio 0..1: by the policy's deliveryShare.")
    share: float | None = field(
        description="Its weight over the weights that counted, a ratio 0..1; null where it is left out."
    )
    points: float | None = field(
        description="share x value; the two add up to the initiative's progress. Null where it is left out."
    )
    excluded: ExclusionReason | None = field(description="Why it is left out; null where it counts.")
    contributions: list[Contribution] = field(description="The milestones, or the linked KPIs.")


@strawberry.type(description="How many initiatives are in a stage.")
class StageCount:
    stage: InitiativeStage = field(description="The stage.")
    count: int = field(description="How many, >= 0.")


@strawberry.type(description="How many things have a health.")
class HealthCount:
    health: Health = field(description="The health.")
    count: int = field(description="How many, >= 0.")


def _initiatives_by_stage(root: Parent[figures.Counts]) -> list[StageCount]:
    return [StageCount(stage=stage, count=count) for stage, count in root.initiatives_by_stage.items()]


def _initiatives_by_health(root: Parent[figures.Counts]) -> list[HealthCount]:
    return [HealthCount(health=health, count=count) for health, count in root.initiatives_by_health.items()]


def _kpis_by_health(root: Parent[figures.Counts]) -> list[HealthCount]:
    return [HealthCount(health=health, count=count) for health, count in root.kpis_by_health.items()]


@strawberry.type(
    description="Counts of what exists and is not archived. A lever's are of every initiative with a share in it, so "
    "the levers' counts do not add up to the scorecard's."
)
class Counts:
    initiatives_by_stage: list[StageCount] = resolved(
        _initiatives_by_stage, description="Initiatives by stage: every stage, zeros included."
    )
    initiatives_by_health: list[HealthCount] = resolved(
        _initiatives_by_health,
        description="Initiatives past PROPOSED and not CANCELLED, by computed health: every health, zeros included.",
    )
    kpis_by_health: list[HealthCount] = resolved(
        _kpis_by_health, description="KPIs by health: every health, zeros included."
    )
    overdue_milestones: int = field(description="Milestones that are overdue, of initiatives not implemented yet.")
    check_ins_due: int = field(description="Initiatives of which a check-in is due.")
    watermelons: int = field(description="Initiatives reported green and computed red.")
    stale_kpis: int = field(description="KPIs whose newest measurement is too old.")
    breaches: int = field(description="Guardrails that do not hold.")

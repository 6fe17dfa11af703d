"""Levers, and how each stands."""

import strawberry
from strawberry import field

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import ExclusionReason, Health, Lens
from ops_model.graphql.tracker import lists
from ops_model.graphql.tracker.connections import Connection
from ops_model.graphql.tracker.fields import at_field, resolved
from ops_model.graphql.tracker.node import Editable
from ops_model.graphql.tracker.reported import lever_trend
from ops_model.graphql.tracker.types.figures import Contribution, Counts
from ops_model.graphql.tracker.types.references import InitiativeRef, KpiRef, MembershipRef, OrganisationRef
from ops_model.graphql.tracker.types.trend import LeverTrendPoint
from ops_model.selectors import reports


@strawberry.type(description="One of the three ways a lever is looked at, and what it brings to the lever.")
class LensProgress:
    lens: Lens = field(description="Which lens.")
    value: float | None = field(description="A ratio 0..1; null where nothing in it has a value.")
    expected: float | None = field(description="What was expected by the date, a ratio 0..1; null as value is.")
    weight: float = field(description="Its weight in the scoring policy, >= 0, relative.")
    share: float | None = field(
        description="Its weight over the weights that counted, a ratio 0..1; null where it is left out."
    )
    points: float | None = field(
        description="share x value; the lenses' add up to the lever's progress. Null where it is left out."
    )
    index_points: float = field(description="What it carries to the index, in index points; 0 where it is left out.")
    excluded: ExclusionReason | None = field(description="Why it is left out; null where it counts.")
    coverage: float = field(description="How much of its weight fresh data stands behind, a ratio 0..1.")
    contributions: list[Contribution] = field(description="What it is made of: KPIs or initiatives.")


@strawberry.type(description="How a lever stands on a day.")
class LeverProgress:
    lever: "Lever" = field(description="The lever.")
    weight: float = field(description="Its weight in the scoring policy, >= 0, relative.")
    progress: float | None = field(description="The mean of its lenses, by weight, a ratio 0..1; null without any.")
    expected_progress: float | None = field(
        description="What was expected by the date, a ratio 0..1, over the same lenses; null as progress is."
    )
    health: Health = field(description="By the gap between expected and actual; NO_DATA where not sufficient.")
    coverage: float = field(description="How much of its weight fresh data stands behind, a ratio 0..1.")
    sufficient: bool = field(description="Whether coverage reaches the policy's coverageFloor.")
    lenses: list[LensProgress] = field(
        description="Always three: outcome, delivery, maturity. Maturity has no value until assessments exist."
    )
    counts: Counts = field(description="Counts of the lever's initiatives and KPIs.")


@strawberry.type(description="One of an organisation's six levers.")
class Lever(Editable):
    report = reports.Lever

    kind: LeverKind = field(description="Which lever; unique in the organisation.")
    name: str = field(description="The framework's name of it.")
    ambition: str | None = field(description="What the organisation wants of it; null where not said.")
    shift_from: str | None = field(description="Where the organisation comes from; null where not said.")
    shift_to: str | None = field(description="Where it is going; null where not said.")
    sponsor: MembershipRef | None = field(description="Who answers for it; null for nobody.")
    organisation: OrganisationRef = field(description="Whose it is.")
    progress: LeverProgress = at_field("figures", description="How it stands on a day.")
    trend: list[LeverTrendPoint] = resolved(
        lever_trend,
        description="How it was reported, period by period, oldest first. A period of which nothing was reported has "
        "no point.",
    )
    kpis: Connection[KpiRef] = resolved(lists.kpis, description="Its KPIs.")
    initiatives: Connection[InitiativeRef] = resolved(
        lists.initiatives, description="The initiatives with a share in it."
    )

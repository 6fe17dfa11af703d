"""What a snapshot keeps of an organisation's figures: the index as it was shown, and the items that it is made of.

An item is kept with its value, what was expected of it, its weight, why it was left out, and its whole share of the
index. From these `reported` tells the scorecard again, and movements are told between two snapshots. Milestones are not
kept: an initiative is explained no further.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, ScoringPolicy
from ops_model.domain.progress.figures import (
    Contribution,
    InitiativeFigures,
    KpiFigures,
    LeverFigures,
    OrganisationFigures,
)
from ops_model.domain.progress.standings import end_of
from ops_model.domain.progress.vocabulary import ExclusionReason, Health


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLever:
    """A lever as it was reported. `index_share` is its share of the index, 0 where it was left out."""

    kind: LeverKind
    progress: float | None
    expected_progress: float | None
    weight: float
    index_share: float
    excluded: ExclusionReason | None
    coverage: float
    sufficient: bool
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKpi:
    """A KPI as it was reported, in the lever it belonged to. `index_share` is its whole share of the index, its shares
    multiplied through, 0 where it had none; 100 x index_share x attainment are its index points."""

    kpi_id: UUID
    lever_kind: LeverKind
    value: float | None
    expected_value: float | None
    attainment: float | None
    expected_attainment: float | None
    weight: float
    index_share: float
    excluded: ExclusionReason | None
    health: Health
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptInitiative:
    """An initiative as it was reported. `index_share` is its whole share of the index, summed over its levers, 0 where
    it had none; 100 x index_share x delivery are its index points. `health` is the computed one."""

    initiative_id: UUID
    delivery: float | None
    planned_delivery: float | None
    progress: float | None
    weight: float
    lever_shares: Mapping[LeverKind, float]
    index_share: float
    excluded: ExclusionReason | None
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that a snapshot keeps: the index and what stands beside it, the policy it was told by, and the items, those
    that were left out included."""

    as_of: date
    policy: ScoringPolicy
    index: float | None
    expected_index: float | None
    health: Health
    coverage: float
    sufficient: bool
    levers: tuple[KeptLever, ...]
    kpis: tuple[KeptKpi, ...]
    initiatives: tuple[KeptInitiative, ...]


def kept(figures: OrganisationFigures) -> Kept:
    """What is kept of figures; KPIs and initiatives in their order."""
    scorecard = figures.scorecard
    standings = end_of(figures).standings
    excluded = _excluded(figures)
    return Kept(
        as_of=scorecard.as_of,
        policy=scorecard.policy,
        index=scorecard.index,
        expected_index=scorecard.expected_index,
        health=scorecard.health,
        coverage=scorecard.coverage,
        sufficient=scorecard.sufficient,
        levers=tuple([_lever(*each) for each in zip(scorecard.levers, scorecard.contributions, strict=True)]),
        kpis=tuple([_kpi(each, standings[id_].share, excluded[id_]) for id_, each in figures.kpis.items()]),
        initiatives=tuple(
            [_initiative(each, standings[id_].share, excluded[id_]) for id_, each in figures.initiatives.items()]
        ),
    )


def index_points(figures: OrganisationFigures) -> Mapping[UUID, float]:
    """Return what each KPI and initiative carries to the index, in index points, summed over its levers."""
    points: dict[UUID, float] = defaultdict(float)
    for lever in figures.scorecard.contributions:
        for item in lever.contributions:
            if isinstance(item.subject, KpiFacts | InitiativeFacts):
                points[item.subject.id] += item.index_points or 0.0
    return points


def _excluded(figures: OrganisationFigures) -> Mapping[UUID, ExclusionReason | None]:
    """Return why each KPI and initiative is left out of its lens; None: it counts there."""
    return {
        item.subject.id: item.excluded
        for lever in figures.scorecard.levers
        for lens in lever.lenses
        for item in lens.contributions
        if isinstance(item.subject, KpiFacts | InitiativeFacts)
    }


def _lever(lever: LeverFigures, of_index: Contribution) -> KeptLever:
    return KeptLever(
        kind=lever.lever.kind,
        progress=lever.progress,
        expected_progress=lever.expected_progress,
        weight=lever.weight,
        index_share=of_index.share or 0.0,
        excluded=of_index.excluded,
        coverage=lever.coverage,
        sufficient=lever.sufficient,
        health=lever.health,
    )


def _kpi(kpi: KpiFigures, index_share: float, excluded: ExclusionReason | None) -> KeptKpi:
    return KeptKpi(
        kpi_id=kpi.kpi.id,
        lever_kind=kpi.kpi.lever_kind,
        value=kpi.value,
        expected_value=kpi.expected_value,
        attainment=kpi.attainment,
        expected_attainment=kpi.expected_attainment,
        weight=kpi.terms.weight,
        index_share=index_share,
        excluded=excluded,
        health=kpi.health,
        stale=kpi.stale,
    )


def _initiative(initiative: InitiativeFigures, index_share: float, excluded: ExclusionReason | None) -> KeptInitiative:
    return KeptInitiative(
        initiative_id=initiative.initiative.id,
        delivery=initiative.delivery,
        planned_delivery=initiative.planned_delivery,
        progress=initiative.progress,
        weight=initiative.terms.weight,
        lever_shares=initiative.terms.lever_shares,
        index_share=index_share,
        excluded=excluded,
        health=initiative.computed_health,
    )

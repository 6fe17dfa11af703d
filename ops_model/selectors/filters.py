"""Filters of lists: by what is shown, computed figures included.

The fields of a filter are and-ed. None asks for nothing; a tuple means any of its values, so that an empty one is
matched by nothing; of ranges both ends are included, and what has no value is in none. `and_` asks for all of some
filters (empty: for nothing), `or_` for one of them (empty: nothing matches), `not_` for what another does not match.
`search`: each of its words occurs somewhere in code, name or summary, whatever the case. A filter may have at most 100
conditions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ops_model.domain.changes import ChangedThing, ChangeKind
from ops_model.domain.framework import Indicator, LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.domain.roles import Role
from ops_model.domain.stages import InitiativeStage
from ops_model.selectors.matching import Condition, DateRange, FloatRange, conditions_of
from ops_model.selectors.reports import Initiative, Kpi, Membership, Milestone


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFilter:
    """Which initiatives. `lever`: with a share in one of these; `primary_lever`: whose primary lever is one of these;
    `kpi`: linked on the day to one of these; `overdue`: with or without overdue milestones."""

    code: tuple[str, ...] | None = None
    lever: tuple[LeverKind, ...] | None = None
    primary_lever: tuple[LeverKind, ...] | None = None
    stage: tuple[InitiativeStage, ...] | None = None
    computed_health: tuple[Health, ...] | None = None
    reported_health: tuple[Health, ...] | None = None
    watermelon: bool | None = None
    theatre: bool | None = None
    overdue: bool | None = None
    check_in_due: bool | None = None
    progress: FloatRange | None = None
    delivery: FloatRange | None = None
    planned_delivery: FloatRange | None = None
    outcome: FloatRange | None = None
    expected_outcome: FloatRange | None = None
    confidence: FloatRange | None = None
    weight: FloatRange | None = None
    start_date: DateRange | None = None
    target_date: DateRange | None = None
    owner: tuple[UUID, ...] | None = None
    sponsor: tuple[UUID, ...] | None = None
    origin: tuple[Origin, ...] | None = None
    principle: tuple[Principle, ...] | None = None
    pillar: tuple[Pillar, ...] | None = None
    tag: tuple[str, ...] | None = None
    kpi: tuple[UUID, ...] | None = None
    search: str | None = None
    and_: "tuple[InitiativeFilter, ...] | None" = None
    or_: "tuple[InitiativeFilter, ...] | None" = None
    not_: "InitiativeFilter | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFilter:
    """Which KPIs. `initiative`: linked on the day from one of these."""

    code: tuple[str, ...] | None = None
    lever: tuple[LeverKind, ...] | None = None
    role: tuple[KpiRole, ...] | None = None
    direction: tuple[Direction, ...] | None = None
    aggregation: tuple[Aggregation, ...] | None = None
    frequency: tuple[Frequency, ...] | None = None
    indicator: tuple[Indicator, ...] | None = None
    health: tuple[Health, ...] | None = None
    stale: bool | None = None
    breach: bool | None = None
    unknown: bool | None = None
    regressing: bool | None = None
    value: FloatRange | None = None
    raw: FloatRange | None = None
    attainment: FloatRange | None = None
    expected_attainment: FloatRange | None = None
    gap: FloatRange | None = None
    weight: FloatRange | None = None
    observed_on: DateRange | None = None
    due_on: DateRange | None = None
    owner: tuple[UUID, ...] | None = None
    initiative: tuple[UUID, ...] | None = None
    search: str | None = None
    and_: "tuple[KpiFilter, ...] | None" = None
    or_: "tuple[KpiFilter, ...] | None" = None
    not_: "KpiFilter | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFilter:
    """Which milestones. `lever`: whose initiative has a share in one of these; `owner`: whose initiative is owned by
    one of these; `search` looks at the milestone's name and the initiative's code and name."""

    initiative: tuple[UUID, ...] | None = None
    lever: tuple[LeverKind, ...] | None = None
    owner: tuple[UUID, ...] | None = None
    completed: bool | None = None
    cancelled: bool | None = None
    overdue: bool | None = None
    due_on: DateRange | None = None
    forecast_on: DateRange | None = None
    completed_on: DateRange | None = None
    slippage_days: FloatRange | None = None
    weight: FloatRange | None = None
    search: str | None = None
    and_: "tuple[MilestoneFilter, ...] | None" = None
    or_: "tuple[MilestoneFilter, ...] | None" = None
    not_: "MilestoneFilter | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFilter:
    """Which members. `ended`: whether the membership has ended; `search` looks at the name alone: the e-mail is not
    shown to everybody."""

    role: tuple[Role, ...] | None = None
    ended: bool | None = None
    search: str | None = None
    and_: "tuple[MemberFilter, ...] | None" = None
    or_: "tuple[MemberFilter, ...] | None" = None
    not_: "MemberFilter | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFilter:
    """Which changes. `subject`: of one of these, by type and id; terms are of their KPI or initiative, and a scoring
    policy of the organisation. `changed_on`: on these of the organisation's days. A history is filtered where it is
    kept, and its filters are neither combined nor negated."""

    thing: tuple[ChangedThing, ...] | None = None
    kind: tuple[ChangeKind, ...] | None = None
    subject: tuple[tuple[str, UUID], ...] | None = None
    actor: tuple[UUID, ...] | None = None
    changed_on: DateRange | None = None


def initiative_conditions(asked: InitiativeFilter | None) -> list[Condition[Initiative]]:
    """Return the conditions that a filter sets. Raises PageError for too many."""
    return conditions_of(asked, _OF_INITIATIVES)


def kpi_conditions(asked: KpiFilter | None) -> list[Condition[Kpi]]:
    """Return the conditions that a filter sets. Raises PageError for too many."""
    return conditions_of(asked, _OF_KPIS)


def milestone_conditions(asked: MilestoneFilter | None) -> list[Condition[Milestone]]:
    """Return the conditions that a filter sets. Raises PageError for too many."""
    return conditions_of(asked, _OF_MILESTONES)


def member_conditions(asked: MemberFilter | None) -> list[Condition[Membership]]:
    """Return the conditions that a filter sets. Raises PageError for too many."""
    return conditions_of(asked, _OF_MEMBERS)


def _levers(initiative: Initiative) -> frozenset[LeverKind]:
    return frozenset(initiative.terms_now.lever_shares) if initiative.terms_now else frozenset()


def _text(*parts: str | None) -> str:
    # No word of a search has a line break in it, so that none is found across two texts.
    return "\n".join(part for part in parts if part)


_OF_INITIATIVES: Mapping[str, Callable[[Initiative], Any]] = {
    "code": lambda one: one.code,
    "lever": _levers,
    "primary_lever": lambda one: one.figures and one.figures.terms.primary_lever,
    "stage": lambda one: one.stage,
    "computed_health": lambda one: one.figures and one.figures.computed_health,
    "reported_health": lambda one: one.figures and one.figures.reported_health,
    "watermelon": lambda one: one.figures and one.figures.watermelon,
    "theatre": lambda one: one.figures and one.figures.theatre,
    "overdue": lambda one: one.figures and one.figures.overdue_milestones > 0,
    "check_in_due": lambda one: one.figures and one.figures.check_in_due,
    "progress": lambda one: one.figures and one.figures.progress,
    "delivery": lambda one: one.figures and one.figures.delivery,
    "planned_delivery": lambda one: one.figures and one.figures.planned_delivery,
    "outcome": lambda one: one.figures and one.figures.outcome,
    "expected_outcome": lambda one: one.figures and one.figures.expected_outcome,
    "confidence": lambda one: one.figures and one.figures.confidence,
    "weight": lambda one: one.figures and one.figures.terms.weight,
    "start_date": lambda one: one.start_date,
    "target_date": lambda one: one.target_date,
    "owner": lambda one: one.owner_id,
    "sponsor": lambda one: one.sponsor_id,
    "origin": lambda one: one.origin,
    "principle": lambda one: frozenset(one.principles),
    "pillar": lambda one: frozenset(one.pillars),
    "tag": lambda one: frozenset(one.tags),
    "kpi": lambda one: frozenset(link.kpi_id for link in one.links if link.in_force),
    "search": lambda one: _text(one.code, one.name, one.summary),
}

_OF_KPIS: Mapping[str, Callable[[Kpi], Any]] = {
    "code": lambda kpi: kpi.code,
    "lever": lambda kpi: kpi.lever_kind,
    "role": lambda kpi: kpi.figures and kpi.figures.terms.role,
    "direction": lambda kpi: kpi.figures and kpi.figures.terms.direction,
    "aggregation": lambda kpi: kpi.figures and kpi.figures.terms.aggregation,
    "frequency": lambda kpi: kpi.figures and kpi.figures.terms.frequency,
    "indicator": lambda kpi: kpi.indicator,
    "health": lambda kpi: kpi.figures and kpi.figures.health,
    "stale": lambda kpi: kpi.figures and kpi.figures.stale,
    "breach": lambda kpi: kpi.figures and kpi.figures.breach,
    "unknown": lambda kpi: kpi.figures and kpi.figures.unknown,
    "regressing": lambda kpi: kpi.figures and kpi.figures.regressing,
    "value": lambda kpi: kpi.figures and kpi.figures.value,
    "raw": lambda kpi: kpi.figures and kpi.figures.raw,
    "attainment": lambda kpi: kpi.figures and kpi.figures.attainment,
    "expected_attainment": lambda kpi: kpi.figures and kpi.figures.expected_attainment,
    "gap": lambda kpi: kpi.figures and kpi.figures.gap,
    "weight": lambda kpi: kpi.figures and kpi.figures.terms.weight,
    "observed_on": lambda kpi: kpi.figures and kpi.figures.observed_on,
    "due_on": lambda kpi: kpi.figures and kpi.figures.due_on,
    "owner": lambda kpi: kpi.owner_id,
    "initiative": lambda kpi: frozenset(link.initiative_id for link in kpi.links if link.in_force),
    "search": lambda kpi: _text(kpi.code, kpi.name, kpi.definition),
}

_OF_MILESTONES: Mapping[str, Callable[[Milestone], Any]] = {
    "initiative": lambda milestone: milestone.initiative_id,
    "lever": lambda milestone: _levers(milestone.initiative),
    "owner": lambda milestone: milestone.initiative.owner_id,
    "completed": lambda milestone: milestone.completed,
    "cancelled": lambda milestone: milestone.cancelled,
    "overdue": lambda milestone: milestone.overdue,
    "due_on": lambda milestone: milestone.due_on,
    "forecast_on": lambda milestone: milestone.forecast_on,
    "completed_on": lambda milestone: milestone.completed_on,
    "slippage_days": lambda milestone: milestone.slippage_days,
    "weight": lambda milestone: milestone.weight,
    "search": lambda milestone: _text(milestone.name, milestone.initiative.code, milestone.initiative.name),
}

_OF_MEMBERS: Mapping[str, Callable[[Membership], Any]] = {
    "role": lambda member: member.role,
    "ended": lambda member: member.ended,
    "search": lambda member: _text(member.name),
}

"""Orders of lists: by what is shown, computed figures included.

What has no value comes last, ascending and descending. Words come in the order of their enumeration, health from best
to worst and then what cannot be judged; people by their names; texts without regard to case, codes by code point.
Things that are alike in all keys are ordered by id.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures
from ops_model.domain.progress.vocabulary import Health
from ops_model.selectors.ordering import Key, OrderDirection, Ordering
from ops_model.selectors.pages import PageError
from ops_model.selectors.reports import Initiative, Kpi, Membership, Milestone

T = TypeVar("T", Initiative, Kpi, Milestone, Membership)

MOST_KEYS = 8
"""By how many keys a list can be ordered."""

HEALTH_ORDER = (
    Health.ACHIEVED,
    Health.ON_TRACK,
    Health.AT_RISK,
    Health.OFF_TRACK,
    Health.NO_TARGET,
    Health.NO_DATA,
)


class InitiativeOrderField(StrEnum):
    """What initiatives can be ordered by."""

    CODE = "CODE"
    NAME = "NAME"
    LEVER = "LEVER"
    STAGE = "STAGE"
    OWNER = "OWNER"
    WEIGHT = "WEIGHT"
    START_DATE = "START_DATE"
    TARGET_DATE = "TARGET_DATE"
    PROGRESS = "PROGRESS"
    DELIVERY = "DELIVERY"
    OUTCOME = "OUTCOME"
    COMPUTED_HEALTH = "COMPUTED_HEALTH"
    REPORTED_HEALTH = "REPORTED_HEALTH"
    OVERDUE_MILESTONES = "OVERDUE_MILESTONES"
    CHECK_IN_DUE_ON = "CHECK_IN_DUE_ON"
    UPDATED_AT = "UPDATED_AT"


class KpiOrderField(StrEnum):
    """What KPIs can be ordered by."""

    CODE = "CODE"
    NAME = "NAME"
    LEVER = "LEVER"
    OWNER = "OWNER"
    ROLE = "ROLE"
    DIRECTION = "DIRECTION"
    WEIGHT = "WEIGHT"
    VALUE = "VALUE"
    ATTAINMENT = "ATTAINMENT"
    GAP = "GAP"
    HEALTH = "HEALTH"
    OBSERVED_ON = "OBSERVED_ON"
    DUE_ON = "DUE_ON"
    UPDATED_AT = "UPDATED_AT"


class MilestoneOrderField(StrEnum):
    """What milestones can be ordered by."""

    DUE_ON = "DUE_ON"
    NAME = "NAME"
    INITIATIVE = "INITIATIVE"
    WEIGHT = "WEIGHT"
    FORECAST_ON = "FORECAST_ON"
    COMPLETED_ON = "COMPLETED_ON"
    SLIPPAGE_DAYS = "SLIPPAGE_DAYS"


class MemberOrderField(StrEnum):
    """What members can be ordered by."""

    NAME = "NAME"
    ROLE = "ROLE"
    ENDED_ON = "ENDED_ON"


@dataclass(frozen=True, slots=True)
class InitiativeOrder:
    """One key of an order of initiatives."""

    field: InitiativeOrderField
    direction: OrderDirection = OrderDirection.ASC


@dataclass(frozen=True, slots=True)
class KpiOrder:
    """One key of an order of KPIs."""

    field: KpiOrderField
    direction: OrderDirection = OrderDirection.ASC


@dataclass(frozen=True, slots=True)
class MilestoneOrder:
    """One key of an order of milestones."""

    field: MilestoneOrderField
    direction: OrderDirection = OrderDirection.ASC


@dataclass(frozen=True, slots=True)
class MemberOrder:
    """One key of an order of members."""

    field: MemberOrderField
    direction: OrderDirection = OrderDirection.ASC


_Order = InitiativeOrder | KpiOrder | MilestoneOrder | MemberOrder


def initiative_ordering(order_by: Sequence[InitiativeOrder]) -> Ordering[Initiative]:
    """Return the ordering of initiatives by these keys; by code, as a state has them, without any. Raises PageError for
    more than 8."""
    return _ordering(order_by, _INITIATIVE_KEYS) if order_by else _INITIATIVES_GIVEN


def kpi_ordering(order_by: Sequence[KpiOrder]) -> Ordering[Kpi]:
    """Return the ordering of KPIs by these keys; by code, as a state has them, without any. Raises PageError for more
    than 8."""
    return _ordering(order_by, _KPI_KEYS) if order_by else _KPIS_GIVEN


def milestone_ordering(order_by: Sequence[MilestoneOrder]) -> Ordering[Milestone]:
    """Return the ordering of milestones by these keys; by due date without any. Raises PageError for more than 8."""
    return _ordering(order_by or (MilestoneOrder(MilestoneOrderField.DUE_ON),), _MILESTONE_KEYS)


def member_ordering(order_by: Sequence[MemberOrder]) -> Ordering[Membership]:
    """Return the ordering of members by these keys; by name without any. Raises PageError for more than 8."""
    return _ordering(order_by or (MemberOrder(MemberOrderField.NAME),), _MEMBER_KEYS)


def _ordering(order_by: Sequence[_Order], keys: Mapping[StrEnum, Callable[[T], Key]]) -> Ordering[T]:
    if len(order_by) > MOST_KEYS:
        raise PageError(f"A list can be ordered by at most {MOST_KEYS} keys, and not by {len(order_by)}.")
    return Ordering([(keys[order.field], order.direction) for order in order_by])


def _text(value: str | None) -> Key:
    return None if value is None else value.casefold()


def _day(value: date | datetime | None) -> Key:
    return None if value is None else value.isoformat()


def _word(value: StrEnum | None) -> Key:
    return None if value is None else list(type(value)).index(value)


def _health(value: Health | None) -> Key:
    return None if value is None else HEALTH_ORDER.index(value)


def _person(member: Membership | None) -> Key:
    return None if member is None else member.name.casefold()


def _initiative_stands(key: Callable[[InitiativeFigures], Key]) -> Callable[[Initiative], Key]:
    return lambda initiative: None if initiative.figures is None else key(initiative.figures)


def _kpi_stands(key: Callable[[KpiFigures], Key]) -> Callable[[Kpi], Key]:
    return lambda kpi: None if kpi.figures is None else key(kpi.figures)


_INITIATIVE_KEYS: Mapping[StrEnum, Callable[[Initiative], Key]] = {
    InitiativeOrderField.CODE: lambda one: one.code,
    InitiativeOrderField.NAME: lambda one: _text(one.name),
    InitiativeOrderField.LEVER: _initiative_stands(lambda stands: _word(stands.terms.primary_lever)),
    InitiativeOrderField.STAGE: lambda one: _word(one.stage),
    InitiativeOrderField.OWNER: lambda one: _person(one.owner),
    InitiativeOrderField.WEIGHT: _initiative_stands(lambda stands: stands.terms.weight),
    InitiativeOrderField.START_DATE: lambda one: _day(one.start_date),
    InitiativeOrderField.TARGET_DATE: lambda one: _day(one.target_date),
    InitiativeOrderField.PROGRESS: _initiative_stands(lambda stands: stands.progress),
    InitiativeOrderField.DELIVERY: _initiative_stands(lambda stands: stands.delivery),
    InitiativeOrderField.OUTCOME: _initiative_stands(lambda stands: stands.outcome),
    InitiativeOrderField.COMPUTED_HEALTH: _initiative_stands(lambda stands: _health(stands.computed_health)),
    InitiativeOrderField.REPORTED_HEALTH: _initiative_stands(lambda stands: _health(stands.reported_health)),
    InitiativeOrderField.OVERDUE_MILESTONES: _initiative_stands(lambda stands: stands.overdue_milestones),
    InitiativeOrderField.CHECK_IN_DUE_ON: _initiative_stands(lambda stands: _day(stands.check_in_due_on)),
    InitiativeOrderField.UPDATED_AT: lambda one: _day(one.updated_at),
}

_KPI_KEYS: Mapping[StrEnum, Callable[[Kpi], Key]] = {
    KpiOrderField.CODE: lambda kpi: kpi.code,
    KpiOrderField.NAME: lambda kpi: _text(kpi.name),
    KpiOrderField.LEVER: lambda kpi: _word(kpi.lever_kind),
    KpiOrderField.OWNER: lambda kpi: _person(kpi.owner),
    KpiOrderField.ROLE: _kpi_stands(lambda stands: _word(stands.terms.role)),
    KpiOrderField.DIRECTION: _kpi_stands(lambda stands: _word(stands.terms.direction)),
    KpiOrderField.WEIGHT: _kpi_stands(lambda stands: stands.terms.weight),
    KpiOrderField.VALUE: _kpi_stands(lambda stands: stands.value),
    KpiOrderField.ATTAINMENT: _kpi_stands(lambda stands: stands.attainment),
    KpiOrderField.GAP: _kpi_stands(lambda stands: stands.gap),
    KpiOrderField.HEALTH: _kpi_stands(lambda stands: _health(stands.health)),
    KpiOrderField.OBSERVED_ON: _kpi_stands(lambda stands: _day(stands.observed_on)),
    KpiOrderField.DUE_ON: _kpi_stands(lambda stands: _day(stands.due_on)),
    KpiOrderField.UPDATED_AT: lambda kpi: _day(kpi.updated_at),
}

_MILESTONE_KEYS: Mapping[StrEnum, Callable[[Milestone], Key]] = {
    MilestoneOrderField.DUE_ON: lambda milestone: _day(milestone.due_on),
    MilestoneOrderField.NAME: lambda milestone: _text(milestone.name),
    MilestoneOrderField.INITIATIVE: lambda milestone: milestone.initiative.code,
    MilestoneOrderField.WEIGHT: lambda milestone: milestone.weight,
    MilestoneOrderField.FORECAST_ON: lambda milestone: _day(milestone.forecast_on),
    MilestoneOrderField.COMPLETED_ON: lambda milestone: _day(milestone.completed_on),
    MilestoneOrderField.SLIPPAGE_DAYS: lambda milestone: milestone.slippage_days,
}

_MEMBER_KEYS: Mapping[StrEnum, Callable[[Membership], Key]] = {
    MemberOrderField.NAME: lambda member: _text(member.name),
    MemberOrderField.ROLE: lambda member: _word(member.role),
    MemberOrderField.ENDED_ON: lambda member: _day(member.ended_on),
}

_INITIATIVES_GIVEN = Ordering([(_INITIATIVE_KEYS[InitiativeOrderField.CODE], OrderDirection.ASC)], is_given=True)
_KPIS_GIVEN = Ordering([(_KPI_KEYS[KpiOrderField.CODE], OrderDirection.ASC)], is_given=True)

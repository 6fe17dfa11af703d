"""What can be asked of lists: ranges, filters and orders."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

import strawberry
from strawberry import UNSET, field

from ops_model.graphql.tracker.node import global_id_read, ids_read
from ops_model.selectors import matching
from ops_model.selectors.ordering import OrderDirection
from ops_model.selectors.orders import (
    InitiativeOrderField,
    KpiOrderField,
    MemberOrderField,
    MilestoneOrderField,
)

F = TypeVar("F")

IDS = {
    "actor": "Membership",
    "owner": "Membership",
    "membership": "Membership",
    "sponsor": "Membership",
    "kpi": "Kpi",
    "north_star": "Kpi",
    "initiative": "Initiative",
}
"""The type of the things whose ids these fields of inputs hold."""


@strawberry.input(description="From one number to another, both included.")
class FloatRange:
    from_: float | None = field(name="from", default=UNSET, description="The least; null or left out: no bound.")
    to: float | None = field(default=UNSET, description="The most; null or left out: no bound.")


@strawberry.input(description="From one day to another, both included.")
class DateRange:
    from_: date | None = field(name="from", default=UNSET, description="The first; null or left out: no bound.")
    to: date | None = field(default=UNSET, description="The last; null or left out: no bound.")


@strawberry.input(description="A key by which initiatives are ordered.")
class InitiativeOrder:
    field: InitiativeOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")


@strawberry.input(description="A key by which KPIs are ordered.")
class KpiOrder:
    field: KpiOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")


@strawberry.input(description="A key by which milestones are ordered.")
class MilestoneOrder:
    field: MilestoneOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")


@strawberry.input(description="A key by which members are ordered.")
class MemberOrder:
    field: MemberOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")


def filter_read(given: Any, kind: type[F]) -> F:
    """Read a filter into that of a selector, whose fields have the same names. Raises BadInputError for bad ids."""
    asked = {each.name: getattr(given, each.name) for each in fields(given)} if given else {}
    return kind(**{name: _condition(name, value, kind) for name, value in asked.items() if value not in (None, UNSET)})


def order_read(given: Sequence[Any] | None, kind: Callable[[Any, OrderDirection], F]) -> tuple[F, ...]:
    """Read the keys of an order into those of a selector."""
    return tuple(kind(key.field, key.direction) for key in given or ())


def _condition(name: str, value: Any, kind: type[Any]) -> object:
    match value:
        case list() if name in IDS:
            return ids_read(value, IDS[name])
        case list() if name == "subject":
            return tuple(global_id_read(each) for each in value)
        case list() if name in {"and_", "or_"}:
            return tuple(filter_read(part, kind) for part in value)
        case list():
            return tuple(value)
        case FloatRange():
            return matching.FloatRange(_bound(value.from_), _bound(value.to))
        case DateRange():
            return matching.DateRange(_bound(value.from_), _bound(value.to))
        case _:
            return filter_read(value, kind) if name == "not_" else value


def _bound(given: Any) -> Any:
    return None if given is UNSET else given

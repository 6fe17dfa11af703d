"""What is asked of a table in an address or on a command line: texts, called as the API calls its arguments."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ops_model.reporting.errors import ReportError
from ops_model.reporting.filters import AnyText, AnyWord, filter_set
from ops_model.reporting.names import camel_case, snake_case
from ops_model.reporting.ordering import DESCENDING
from ops_model.reporting.reading import TableParameters
from ops_model.reporting.tables import Table

AS_OF, ORDER_BY = "asOf", "orderBy"


def table_parameters(table: Table, given: Mapping[str, Sequence[str]]) -> TableParameters:
    """Read parameters, each with the values it was given. Lists of words and orders may be one value with commas;
    texts, which may have commas themselves, are given one by one. Raises ReportError."""
    filters = filter_set(table).base_filters
    read: dict[str, Any] = {}
    for called, values in given.items():
        name = snake_case(called)
        if called in _OTHERS and (called != AS_OF or table.is_of_state):
            continue
        if name not in filters or camel_case(name) != called:
            raise ReportError(called, f"There is no such parameter: {', '.join(_known(table))}.")
        read[name] = _value(filters[name], called, values)
    return TableParameters(read, _order(given.get(ORDER_BY, ())), _day(given.get(AS_OF, ())))


def _known(table: Table) -> list[str]:
    day = [AS_OF] if table.is_of_state else []
    return [*map(camel_case, filter_set(table).base_filters), *day, ORDER_BY]


def _value(asked: Any, called: str, values: Sequence[str]) -> Any:
    if isinstance(asked, AnyWord):
        return [word for value in values for word in value.split(",")]
    if isinstance(asked, AnyText):
        return [*values]
    return _only(called, values)


def _order(values: Sequence[str]) -> tuple[str, ...]:
    """Read columns, `-` before one for descending."""
    keys = [key for value in values for key in value.split(",") if key]
    return tuple(f"{DESCENDING * key.startswith(DESCENDING)}{snake_case(key.removeprefix(DESCENDING))}" for key in keys)


def _day(values: Sequence[str]) -> date | None:
    text = _only(AS_OF, values) if values else None
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ReportError(AS_OF, "Give a day like 2026-06-30.")


def _only(called: str, values: Sequence[str]) -> str:
    if len(values) > 1:
        raise ReportError(called, "It is given more than once.")
    return values[0]


_OTHERS = frozenset({AS_OF, ORDER_BY})

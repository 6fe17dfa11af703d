"""What is asked of a table in an address or on a command line: texts, called as the API calls its arguments."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django_filters import BooleanFilter, DateFilter, Filter, IsoDateTimeFilter

from ops_model.domain.written import day_read, instant_read
from ops_model.reporting.errors import ReportError
from ops_model.reporting.filters import AnyId, AnyText, AnyWord, filter_set
from ops_model.reporting.names import camel_case
from ops_model.reporting.ordering import DESCENDING
from ops_model.reporting.reading import TableParameters
from ops_model.reporting.tables import Table

AS_OF, ORDER_BY = "asOf", "orderBy"
FLAGS = {"true": True, "false": False}


def table_parameters(table: Table, given: Mapping[str, Sequence[str]]) -> TableParameters:
    """Read parameters, each with the values it was given. Lists of words and orders may be one value with commas;
    texts, which may have commas themselves, are given one by one. Raises ReportError."""
    others = {ORDER_BY, AS_OF} if table.is_of_state else {ORDER_BY}
    filters = {camel_case(name): (name, each) for name, each in filter_set(table).base_filters.items()}
    read: dict[str, Any] = {}
    for called, values in given.items():
        if called in filters:
            name, asked = filters[called]
            read[name] = _value(asked, called, values)
        elif called not in others:
            raise ReportError(called, f"There is no such parameter: {', '.join([*filters, *sorted(others)])}.")
    as_of = _only(AS_OF, given[AS_OF], _day) if given.get(AS_OF) else None
    return TableParameters(read, _order(table, given.get(ORDER_BY, ())), as_of)


def flag_read(called: str, values: Sequence[str]) -> bool:
    """Read a flag, true or false, that is given once. Raises ReportError."""
    return bool(_only(called, values, _flag))


def _value(asked: Filter, called: str, values: Sequence[str]) -> Any:
    match asked:
        case AnyWord() | AnyId():
            return [word for value in values for word in value.split(",")]
        case AnyText():
            return [*values]
        case BooleanFilter():
            return _only(called, values, _flag)
        case DateFilter():
            return _only(called, values, _day)
        case IsoDateTimeFilter():
            return _only(called, values, _instant)
    return _only(called, values, lambda _, text: text)


def _only(called: str, values: Sequence[str], read: Callable[[str, str], Any]) -> Any:
    if len(values) > 1:
        raise ReportError(called, "It is given more than once.")
    return read(called, values[0])


def _flag(called: str, text: str) -> bool:
    if text not in FLAGS:
        raise ReportError(called, "Give true or false.")
    return FLAGS[text]


def _day(called: str, text: str) -> date:
    try:
        return day_read(text)
    except ValueError:
        raise ReportError(called, "Give a day like 2026-06-30.") from None


def _instant(called: str, text: str) -> datetime:
    try:
        return instant_read(text)
    except ValueError:
        raise ReportError(called, "Give an instant with its offset, like 2026-06-30T09:30:00Z.") from None


def _order(table: Table, values: Sequence[str]) -> tuple[str, ...]:
    """Read columns, `-` before one for descending."""
    columns = {camel_case(name): name for name in table.varying}
    keys: list[str] = []
    for key in (key for value in values for key in value.split(",") if key):
        called = key.removeprefix(DESCENDING)
        if called not in columns:
            raise ReportError(ORDER_BY, f"There is no column '{called}': order by {', '.join(columns)}.")
        keys.append(f"{key.removesuffix(called)}{columns[called]}")
    return tuple(keys)

"""Scalars of both APIs beyond GraphQL's own: read strictly, and refused with a sentence that says what they can be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ops_model.graphql.http.errors import BadInputError

DATE_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
INSTANT_FORM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
DECIMAL_FORM = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
LAST_YEAR = 9999
SHOWN_CHARACTERS = 40


def date_read(value: Any) -> date:
    """Read YYYY-MM-DD, years 0001 to 9999. Raises BadInputError."""
    if isinstance(value, str) and DATE_FORM.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise _unfit(value, "a calendar date", 'a string like "2026-06-30"')


def instant_read(value: Any) -> datetime:
    """Read an ISO 8601 instant with its offset, before the year 9999: in whatever zone it is shown, it is one. Raises
    BadInputError."""
    if isinstance(value, str) and INSTANT_FORM.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value).astimezone(UTC)
            if instant.year < LAST_YEAR:
                return instant
        except (ValueError, OverflowError):
            pass
    raise _unfit(value, "an instant with an offset", 'a string like "2026-06-30T09:30:00+02:00"')


def decimal_read(value: Any) -> Decimal:
    """Read a decimal number, at most 30 digits before and after its point. Raises BadInputError."""
    if isinstance(value, str) and DECIMAL_FORM.fullmatch(value):
        return Decimal(value)
    raise _unfit(value, "a decimal number", 'a string like "12.5"')


def decimal_write(value: Decimal) -> str:
    """Write a decimal number as it was given, without an exponent."""
    return format(value, "f")


def _unfit(value: Any, described: str, example: str) -> BadInputError:
    text = repr(value)
    shown = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."
    return BadInputError(f"{shown} is not {described}: give {example}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A scalar: its name, what it is, where that is specified, and how its values are written and read."""

    name: str
    description: str
    specified_by: str
    write: Callable[[Any], str]
    read: Callable[[Any], Any]


SCALARS: Mapping[type, Scalar] = {
    date: Scalar(
        name="Date",
        description='A calendar date, ISO 8601, like "2026-06-30".',
        specified_by="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        write=date.isoformat,
        read=date_read,
    ),
    datetime: Scalar(
        name="DateTime",
        description='An instant with its offset, ISO 8601, like "2026-06-30T09:30:00+02:00".',
        specified_by="https://scalars.graphql.org/andimarek/date-time",
        write=datetime.isoformat,
        read=instant_read,
    ),
    Decimal: Scalar(
        name="Decimal",
        description='A number as a string, exact, like "12.5": where a person edits it. Computed figures are Float.',
        specified_by="https://www.rfc-editor.org/rfc/rfc8259#section-6",
        write=decimal_write,
        read=decimal_read,
    ),
}
"""The scalar of each Python type."""

"""Scalars of both APIs beyond GraphQL's own: read strictly, and refused with a sentence that says what they can be."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ops_model.domain.written import day_read, instant_read
from ops_model.graphql.http.errors import BadInputError

DECIMAL_FORM = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)
SHOWN_CHARACTERS = 40


def date_scalar(value: Any) -> date:
    """Read a day as `day_read` does. Raises BadInputError."""
    if isinstance(value, str):
        with suppress(ValueError):
            return day_read(value)
    raise _unfit(value, "a calendar date", 'a string like "2026-06-30"')


def instant_scalar(value: Any) -> datetime:
    """Read an instant as `instant_read` does. Raises BadInputError."""
    if isinstance(value, str):
        with suppress(ValueError):
            return instant_read(value)
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
        read=date_scalar,
    ),
    datetime: Scalar(
        name="DateTime",
        description='An instant with its offset, ISO 8601, like "2026-06-30T09:30:00+02:00".',
        specified_by="https://scalars.graphql.org/andimarek/date-time",
        write=datetime.isoformat,
        read=instant_scalar,
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

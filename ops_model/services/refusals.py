"""What Django, PostgreSQL and the domain's rules refuse, said as a ServiceError."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from ops_model.domain.rules import Problem
from ops_model.services.constraints import REFUSALS, Refusal
from ops_model.services.errors import ErrorCode, Refused, ServiceError, refuse

Path = tuple[str, ...]

_NOT_NULL = "23502"
_NEEDED = "This is needed."
_THIS_MACHINES = frozenset({"localtime", "posixrules", "Factory"})
"""What a machine has among its time zones that is none: PostgreSQL does not know it."""
_TOLD: Mapping[str, tuple[ErrorCode, str]] = {
    "blank": (ErrorCode.REQUIRED, "text"),
    "null": (ErrorCode.REQUIRED, "null"),
    "max_length": (ErrorCode.TOO_LONG, "text"),
    "invalid_choice": (ErrorCode.INVALID, "choice"),
    "item_invalid": (ErrorCode.INVALID, "set"),
    "min_value": (ErrorCode.OUT_OF_RANGE, "range"),
    "max_value": (ErrorCode.OUT_OF_RANGE, "range"),
    "max_digits": (ErrorCode.OUT_OF_RANGE, "range"),
    "max_decimal_places": (ErrorCode.OUT_OF_RANGE, "range"),
    "max_whole_digits": (ErrorCode.OUT_OF_RANGE, "range"),
}
"""Django's code of what a field refuses: ours, and the kind of constraint whose sentence tells it."""


@contextmanager
def refusals(names: Mapping[str, str] | None = None, *, within: Path = ()) -> Generator[None]:
    """Turn what a constraint refuses into a ServiceError; `names` are the input's names for columns it calls otherwise,
    `within` is where in the input they stand.

    Raises the database's own error where the constraint has no entry: that is a defect and no refusal.
    """
    try:
        yield
    except IntegrityError as error:
        refusal = _refusal_of(error)
        if refusal is None:
            raise
        raise ServiceError.of([_refused(refusal, names or {}, within)]) from error


@contextmanager
def one_write(names: Mapping[str, str] | None = None) -> Generator[None]:
    """Write all or nothing: in a transaction, or a savepoint of the one there is, with refusals said."""
    with refusals(names), transaction.atomic():
        yield


def fields_check(row: models.Model, names: Mapping[str, str] | None = None, *, within: Path = ()) -> None:
    """Raise a ServiceError for all fields of a row that their own rules refuse; references are left to the database.

    No statement.
    """
    refuse(fields_refused(row, names, within=within))


def fields_refused(
    row: models.Model, names: Mapping[str, str] | None = None, *, within: Path = ()
) -> Iterator[Refused]:
    """Return what `fields_check` raises."""
    references = {field.name for field in row._meta.concrete_fields if field.is_relation}
    refused = dict(_blank_texts(row))
    try:
        row.clean_fields(exclude=references)
    except ValidationError as error:
        for column, problems in error.error_dict.items():
            refused[column] = _refusal_by_field(row, column, problems[0])
    return (_refused(refusal, names or {}, within) for refusal in refused.values())


def places_refused(kind: type[models.Model], column: str, values: Sequence[object]) -> Iterator[int]:
    """Yield the places of the values that `fields_check` refuses in this column, without making rows of them.

    No statement.
    """
    field: models.Field[Any, Any] = next(each for each in kind._meta.concrete_fields if each.name == column)
    blank = _blank_refusal(kind, field)
    for place, value in enumerate(values):
        if value is None:
            is_taken = field.null
        else:
            is_taken = not (blank and _is_blank(value)) and _is_valid(field.validators, value)
        if not is_taken:
            yield place


def problems_refused(problems: Iterable[Problem], *, within: Path = ()) -> Iterator[Refused]:
    """Yield the domain's problems as reasons; `within` is where in the input they stand."""
    for problem in problems:
        yield Refused(ErrorCode[problem.code], (*within, *problem.field), problem.message)


def time_zone_check(name: str) -> None:
    """Raise a ServiceError for what is no IANA time zone. No statement."""
    if name not in available_timezones() or name in _THIS_MACHINES:
        raise ServiceError(ErrorCode.INVALID, ("time_zone",), "There is no such time zone; one is Europe/Berlin.")


def _is_valid(validators: Iterable[Callable[[Any], None]], value: object) -> bool:
    try:
        for validator in validators:
            validator(value)
    except ValidationError:
        return False
    return True


def _refusal_by_field(row: models.Model, column: str, problem: ValidationError) -> Refusal:
    """Return what a field refuses in the sentence of the constraint that would refuse it, or else in Django's."""
    code, kind = _TOLD.get(problem.code or "", (ErrorCode.INVALID, ""))
    if kind == "null":
        return Refusal(code, column, _NEEDED)
    known = REFUSALS.get(f"{row._meta.db_table}_{column}_{kind}")
    return Refusal(code, column, known.sentence if known else problem.messages[0])


def _blank_texts(row: models.Model) -> Iterator[tuple[str, Refusal]]:
    """Yield the texts that a constraint would refuse as blank: it does not tell of which of several rows."""
    for field in row._meta.concrete_fields:
        refusal = _blank_refusal(type(row), field)
        if refusal and _is_blank(getattr(row, field.attname)):
            yield field.name, refusal if field.blank else replace(refusal, code=ErrorCode.REQUIRED)


def _blank_refusal(kind: type[models.Model], field: "models.Field[Any, Any]") -> Refusal | None:
    return REFUSALS.get(f"{kind._meta.db_table}_{field.name}_text")


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _refusal_of(error: IntegrityError) -> Refusal | None:
    diagnostics = getattr(error.__cause__, "diag", None)
    if diagnostics is None:
        return None
    if diagnostics.sqlstate == _NOT_NULL:
        return Refusal(ErrorCode.REQUIRED, diagnostics.column_name, _NEEDED)
    return REFUSALS.get(diagnostics.constraint_name)


def _refused(refusal: Refusal, names: Mapping[str, str], within: Path) -> Refused:
    field = names.get(refusal.field, refusal.field)
    return Refused(refusal.code, (*within, *(part for part in field.split(".") if part)), refusal.sentence)

"""What Django and PostgreSQL refuse, said as a ServiceError."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from ops_model.services.constraints import REFUSALS, Refusal
from ops_model.services.errors import ErrorCode, ServiceError

_NOT_NULL = "23502"
_CODES = {
    "blank": ErrorCode.REQUIRED,
    "null": ErrorCode.REQUIRED,
    "max_length": ErrorCode.TOO_LONG,
    "min_value": ErrorCode.OUT_OF_RANGE,
    "max_value": ErrorCode.OUT_OF_RANGE,
}


@contextmanager
def refusals(names: Mapping[str, str] | None = None) -> Generator[None]:
    """Turn what a constraint refuses into a ServiceError; `names` are the input's names for columns it calls otherwise.

    Raises the database's own error where the constraint has no entry: that is a defect and no refusal.
    """
    try:
        yield
    except IntegrityError as error:
        refusal = _refusal_of(error)
        if refusal is None:
            raise
        raise _service_error(refusal, names or {}) from error


def fields_check(row: models.Model, names: Mapping[str, str] | None = None) -> None:
    """Raise a ServiceError for the first field of a row that its own rules refuse; references are left to the database.

    No statement.
    """
    references = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.clean_fields(exclude=references)
    except ValidationError as error:
        column, problems = next(iter(error.error_dict.items()))
        code = _CODES.get(problems[0].code or "", ErrorCode.INVALID)
        raise _service_error(Refusal(code, column, problems[0].messages[0]), names or {}) from error


def time_zone_check(name: str) -> None:
    """Raise a ServiceError for what is no IANA time zone. No statement."""
    if name not in available_timezones():
        raise ServiceError(ErrorCode.INVALID, ("time_zone",), "There is no such time zone; one is Europe/Berlin.")


def _refusal_of(error: IntegrityError) -> Refusal | None:
    diagnostics = getattr(error.__cause__, "diag", None)
    if diagnostics is None:
        return None
    if diagnostics.sqlstate == _NOT_NULL:
        return Refusal(ErrorCode.REQUIRED, diagnostics.column_name, "This is needed.")
    return REFUSALS.get(diagnostics.constraint_name)


def _service_error(refusal: Refusal, names: Mapping[str, str]) -> ServiceError:
    field = names.get(refusal.field, refusal.field)
    return ServiceError(refusal.code, (field,) if field else (), refusal.sentence)

"""The errors that a client sees: each has a code, and none shows what it should not."""

import logging
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from graphql import GraphQLError

logger = logging.getLogger(__name__)

Entry = dict[str, Any]
"""One entry of an answer's `errors`, ready for JSON."""

WAITED = "55P03"
"""SQLSTATE of a statement that waited for a lock longer than lock_timeout."""

TOO_SLOW = frozenset({"57014", WAITED})
"""SQLSTATEs of a statement that ran longer than statement_timeout, or waited too long."""

COLLISIONS = frozenset({"40P01", "40001"})
"""SQLSTATEs of two transactions that got in each other's way, and of which the same again may succeed: a deadlock."""


GONE = frozenset({None, "57P01", "57P02", "57P03"})
"""SQLSTATEs of a server that shuts down, crashed or starts; None: there was nobody to send one."""


class ErrorCode(StrEnum):
    """What `extensions.code` of an error may be."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    BAD_REQUEST = "BAD_REQUEST"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    COST_LIMIT = "COST_LIMIT"
    RATE_LIMITED = "RATE_LIMITED"
    IDEMPOTENCY_MISMATCH = "IDEMPOTENCY_MISMATCH"
    IDEMPOTENCY_IN_PROGRESS = "IDEMPOTENCY_IN_PROGRESS"
    TIMEOUT = "TIMEOUT"
    INTERNAL = "INTERNAL"


class ApiError(Exception):
    """An error whose message is meant for the client. `status` is the answer's where it ends the whole request, `told`
    what its extensions have beside the code."""

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        *,
        status: int = 400,
        headers: Mapping[str, str] | None = None,
        told: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.headers = dict(headers or {})
        self.told = dict(told or {})


class BadInputError(ApiError):
    """A value that a scalar or an argument cannot be; the message says what it can be."""

    def __init__(self, message: str) -> None:
        super().__init__(ErrorCode.BAD_USER_INPUT, message)


class RefusedError(Exception):
    """A request refused with several errors at once: a document that is not valid, variables that do not fit."""

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__(entries[0]["message"])
        self.entries = entries


def unauthenticated() -> ApiError:
    """Make the error of whoever is not signed in, or no longer."""
    return ApiError(
        ErrorCode.UNAUTHENTICATED,
        "Sign in: send the header 'Authorization: Bearer TOKEN', or sign in by a browser at /sign-in/.",
        status=401,
        headers={"WWW-Authenticate": "Bearer"},
    )


def too_slow() -> ApiError:
    """Make the error of an operation whose statement took too long."""
    message = "The operation took too long; ask for less at once, or try again later."
    return ApiError(ErrorCode.TIMEOUT, message, status=503, headers={"Retry-After": "5"})


def unreachable() -> ApiError:
    """Make the error of an operation for which the database is not there."""
    return ApiError(
        ErrorCode.TIMEOUT,
        "The database cannot be reached: try again in a few seconds. Whether a change was made is not known: send it "
        "with an Idempotency-Key, and it is made once.",
        status=503,
        headers={"Retry-After": "2"},
    )


def entry(code: ErrorCode, message: str, **extensions: Any) -> Entry:
    """Make an entry that belongs to the whole request."""
    return {"message": message, "extensions": {"code": code.value, **extensions}}


def refusal_entries(errors: list[GraphQLError], code: ErrorCode) -> list[Entry]:
    """Make the entries of a refused document or of variables that do not fit; the code is `code`, or the one of what
    a scalar refused."""
    return [_placed(error, _own_code(error) or code, error.message) for error in errors]


def field_entry(error: GraphQLError) -> Entry:
    """Make the entry of an error that a field had in execution; what is not meant for the client is logged instead."""
    cause = list(_causes(error))[-1]
    if isinstance(cause, BadInputError):
        return _placed(error, cause.code, cause.message)
    # Only what refuses an argument names its place in the document; a result that cannot be serialised does not.
    if isinstance(cause, GraphQLError) and cause.nodes and cause.path is None:
        return _placed(error, ErrorCode.BAD_USER_INPUT, cause.message)
    hidden = internal_entry(cause)
    return {**_placed(error, ErrorCode.INTERNAL, hidden["message"]), "extensions": hidden["extensions"]}


def internal_entry(cause: BaseException) -> Entry:
    """Log an unexpected error with a new id, and make an entry that shows nothing of it but the id."""
    error_id = uuid4().hex
    logger.error("internal error %s", error_id, exc_info=cause)
    return entry(ErrorCode.INTERNAL, "internal error", id=error_id)


def failure_of(error: Exception) -> DatabaseError | ApiError | None:
    """Return what an error of a field is to the whole operation; None: it is the field's alone.

    The database's own error, of a transaction that has failed with it; a refusal of more than an argument; or the
    refusal of a document so deep that no field below can be executed.
    """
    for cause in _causes(error):
        if isinstance(cause, RecursionError):
            return ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, "The operation is nested too deeply.")
        if isinstance(cause, DatabaseError) or (isinstance(cause, ApiError) and not isinstance(cause, BadInputError)):
            return cause
    return None


def is_timeout(error: BaseException) -> bool:
    """Say whether a database error is a statement that ran, or waited, longer than it may."""
    return _sqlstate(error) in TOO_SLOW


def has_waited(error: BaseException) -> bool:
    """Say whether a database error is a statement that waited for a lock longer than it may."""
    return _sqlstate(error) == WAITED


def is_collision(error: BaseException) -> bool:
    """Say whether a database error is of two transactions that got in each other's way."""
    return _sqlstate(error) in COLLISIONS


def is_unreachable(error: BaseException) -> bool:
    """Say whether a database error is of a server that is not there, or went away meanwhile."""
    return isinstance(error, InterfaceError | OperationalError) and _sqlstate(error) in GONE


def _sqlstate(error: BaseException) -> str | None:
    return getattr(error.__cause__, "pgcode", None)


def _causes(error: Exception) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.original_error if isinstance(cause, GraphQLError) else None


def _own_code(error: GraphQLError) -> ErrorCode | None:
    return next((cause.code for cause in _causes(error) if isinstance(cause, ApiError)), None)


def _placed(error: GraphQLError, code: ErrorCode, message: str) -> Entry:
    placed: Entry = {"message": message}
    if error.locations:
        placed["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        placed["path"] = error.path
    return {**placed, "extensions": {"code": code.value}}

"""How a write is refused."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class ErrorCode(StrEnum):
    """Why a write is refused."""

    REQUIRED = "REQUIRED"
    INVALID = "INVALID"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    TOO_LONG = "TOO_LONG"
    DUPLICATE = "DUPLICATE"
    NOT_FOUND = "NOT_FOUND"
    FORBIDDEN = "FORBIDDEN"
    CONFLICT = "CONFLICT"
    NOT_ALLOWED_IN_STAGE = "NOT_ALLOWED_IN_STAGE"


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason why a write is refused: a code, the path of the input's field in snake case (empty: the whole input),
    and a sentence that a person can act on. `current_version` goes with CONFLICT."""

    code: ErrorCode
    field: tuple[str, ...]
    message: str
    current_version: int | None = None


class ServiceError(Exception):
    """A refused write, with every reason that was found, at least one; nothing of it is kept."""

    def __init__(self, code: ErrorCode, field: tuple[str, ...], message: str) -> None:
        """Take the three parts of the only reason."""
        super().__init__(message)
        self.reasons: tuple[Refused, ...] = (Refused(code, field, message),)

    @classmethod
    def of(cls, reasons: Iterable[Refused]) -> "ServiceError":
        """Make the refusal for these reasons, of which there is at least one."""
        first, *others = reasons
        error = cls(first.code, first.field, first.message)
        error.reasons = (first, *others)
        return error

    @property
    def code(self) -> ErrorCode:
        """The first reason's code."""
        return self.reasons[0].code

    @property
    def field(self) -> tuple[str, ...]:
        """The first reason's field."""
        return self.reasons[0].field

    @property
    def message(self) -> str:
        """The first reason's sentence."""
        return self.reasons[0].message


class Reasons:
    """The reasons that several checks find, told all at once: each check runs inside `found`, and `refuse` ends it."""

    def __init__(self) -> None:
        """Begin without any."""
        self._found: list[Refused] = []

    @contextmanager
    def found(self) -> Generator[None]:
        """Take down why a check refuses, and go on."""
        try:
            yield
        except ServiceError as error:
            self._found += error.reasons

    def refuse(self) -> None:
        """Raise a ServiceError for all that was found; do nothing where that is nothing."""
        refuse(self._found)


def refuse(reasons: Iterable[Refused]) -> None:
    """Raise a ServiceError for these reasons; do nothing where there are none."""
    found = tuple(reasons)
    if found:
        raise ServiceError.of(found)

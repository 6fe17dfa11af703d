"""How a write is refused."""

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


class ServiceError(Exception):
    """A refused write: a code, the path of the input's field in snake case (empty: the whole input), and a sentence
    that a person can act on."""

    def __init__(self, code: ErrorCode, field: tuple[str, ...], message: str) -> None:
        """Take the three parts."""
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message

"""How a sheet, or a part of it, is refused."""

from collections.abc import Iterator

from ops_model.services.errors import Refused, ServiceError


class SheetError(Exception):
    """A sheet or a mapping that cannot be used at all; the message names it and says what to do."""


class RowError(Exception):
    """A row, or what several rows are about, that cannot come in; the message says why and what to do."""


def reasons_said(error: ServiceError) -> str:
    """Return every reason of a service's refusal as one line, each with the field that it is about."""
    return " ".join(_reason_said(reason) for reason in error.reasons)


def _reason_said(reason: Refused) -> str:
    field = " ".join(_field_words(reason.field))
    return f"{field}: {reason.message}" if field else reason.message


def _field_words(path: tuple[str, ...]) -> Iterator[str]:
    """Yield a path in plain words, without the places in lists, which a sheet has not."""
    for part in path:
        if part not in {"terms", "rows", "id"} and not part.isdigit():
            yield part.replace("_", " ")

"""Archiving: what is out from a day on changes no more until it is taken back in, but for measurements of earlier
days."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from ops_model.domain.progress import begun
from ops_model.models import Initiative, Kpi
from ops_model.services.errors import ErrorCode, Refused, ServiceError, refuse
from ops_model.services.refusals import Path
from ops_model.services.rows import row_change, row_lock
from ops_model.services.writer import Writer

Archivable = TypeVar("Archivable", Initiative, Kpi)


class HasBeenArchived(Protocol):
    """What may be archived: a row, or its report."""

    @property
    def code(self) -> str:
        """What people call it."""

    @property
    def archived_on(self) -> date | None:
        """From when it is out; None: it is not."""


def archived_refused(thing: HasBeenArchived, day: date, *, field: Path) -> Iterator[Refused]:
    """Yield why something may not change: it is archived on the day. No statement."""
    if begun(thing.archived_on, day):
        message = f"{thing.code} is archived since {thing.archived_on}: take it back in first (archivedOn: null)."
        yield Refused(ErrorCode.INVALID, field, message)


def day_refused(kpi: HasBeenArchived, day: date, path: Path) -> Iterator[Refused]:
    """Yield why a day's measurement may not change: the KPI is out on it. Of the days before it is as any other's. No
    statement."""
    if begun(kpi.archived_on, day):
        message = f"{kpi.code} is archived since {kpi.archived_on}: keep to earlier days, or take it back in first."
        yield Refused(ErrorCode.INVALID, path, message)


def not_archived_check(row: Initiative | Kpi, writer: Writer, *, field: Path = ("id",)) -> None:
    """Raise a ServiceError INVALID for what is archived on the writer's day. No statement."""
    refuse(archived_refused(row, writer.today, field=field))


def unarchived_lock(kind: type[Archivable], writer: Writer, row_id: UUID, *, version: int) -> Archivable:
    """Return what may change, locked until the transaction ends. One statement.

    Raises ServiceError: NOT_FOUND, CONFLICT, INVALID for what is archived.
    """
    row = row_lock(kind, writer, row_id, version=version)
    not_archived_check(row, writer)
    return row


def row_archive(row: Initiative | Kpi, writer: Writer, archived_on: date | None, *, begins: date) -> None:
    """Write from when a locked row is out; None: it is not. One statement.

    Raises ServiceError OUT_OF_RANGE for a day before it `begins` to exist.
    """
    if archived_on is not None and archived_on < begins:
        message = f"{row.code} exists from {begins} on: give that day or a later one."
        raise ServiceError(ErrorCode.OUT_OF_RANGE, ("archived_on",), message)
    row_change(row, writer, {"archived_on": archived_on})

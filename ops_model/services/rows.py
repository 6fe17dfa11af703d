"""Rows that are changed: found, locked, at the version that the change was based on, and written back."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.functions import Now

from ops_model.domain.progress import begun
from ops_model.models import (
    ApiToken,
    CheckIn,
    Initiative,
    InitiativeKpi,
    Kpi,
    Lever,
    Measurement,
    Membership,
    Milestone,
    Organisation,
    Vision,
)
from ops_model.models.rows import EditableRow, TenantRow
from ops_model.services.errors import ErrorCode, Refused, ServiceError, refuse
from ops_model.services.refusals import Path, fields_check
from ops_model.services.writer import Writer

Row = TypeVar("Row", bound=TenantRow)
Changes = Mapping[str, Any]

_CALLED: Mapping[type[models.Model], str] = {
    ApiToken: "token",
    CheckIn: "check-in",
    Initiative: "initiative",
    InitiativeKpi: "link",
    Kpi: "KPI",
    Lever: "lever",
    Measurement: "measurement",
    Membership: "member",
    Milestone: "milestone",
    Organisation: "organisation",
    Vision: "vision",
}
"""What people call a thing."""


def columns_check(columns: Changes) -> None:
    """Raise a ServiceError REQUIRED for a change of nothing. No statement."""
    if not columns:
        raise ServiceError(ErrorCode.REQUIRED, (), "Give at least one field to change, besides id and version.")


def without_nulls(given: Changes) -> Changes:
    """Return what is given of something new: None says no more than what is left out, and leaves it its default."""
    return {name: value for name, value in given.items() if value is not None}


def row_lock(
    kind: type[Row], writer: Writer, row_id: UUID, *, version: int | None = None, field: Path = ("id",)
) -> Row:
    """Return a row of the writer's organisation, locked until the transaction ends. One statement.

    Raises ServiceError: NOT_FOUND, the same for what does not exist and for what is another organisation's; CONFLICT
    for a row that is not at `version` (None: it may be at any).
    """
    found = kind._default_manager.filter(organisation_id=writer.organisation_id, pk=row_id)
    row = found.select_for_update(no_key=True).first()
    if row is None:
        raise not_found(kind, field)
    if version is not None:
        version_check(row, version)
    return row


def organisation_lock(writer: Writer) -> Organisation:
    """Return the writer's organisation, its row locked until the transaction ends. One statement."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=writer.organisation_id)


def not_found(kind: type[models.Model], field: Path) -> ServiceError:
    """Make the refusal of a reference to nothing."""
    return ServiceError(ErrorCode.NOT_FOUND, field, f"The {_CALLED[kind]} was not found.")


def version_check(row: Any, version: int) -> None:
    """Raise a ServiceError CONFLICT unless the row is at this version."""
    if row.version != version:
        message = f"Version {version} is not the current one, {row.version}: read it again and then decide."
        raise ServiceError.of([Refused(ErrorCode.CONFLICT, ("version",), message, current_version=row.version)])


def row_change(row: EditableRow | Organisation, writer: Writer, changes: Changes) -> None:
    """Write changed columns of a locked row, and count the change. One statement, also where nothing changes.

    Raises ServiceError for columns that their own rules refuse.
    """
    for column, value in changes.items():
        setattr(row, column, value)
    fields_check(row)
    row.version += 1
    row.updated_at = Now()
    counted = ["version", "updated_at"]
    if isinstance(row, EditableRow):
        row.updated_by_id = writer.membership_id
        counted.append("updated_by")
    row.save(force_update=True, update_fields=[*changes, *counted])


def members_check(writer: Writer, changes: Changes, names: Iterable[str]) -> None:
    """Raise a ServiceError where one of these people of a change is no member, or is one no longer on the writer's day.

    `names` are the references' (`owner`), without the `_id` of their columns. One statement, none without people.
    """
    wanted = {name: changes[f"{name}_id"] for name in names if changes.get(f"{name}_id")}
    if not wanted:
        return
    found = Membership.objects.filter(organisation_id=writer.organisation_id, pk__in=set(wanted.values()))
    ends = dict(found.values_list("pk", "ended_on"))
    refuse(
        Refused(ErrorCode.INVALID, (name,), f"This person is no member since {ends[member_id]}: choose another.")
        if member_id in ends
        else Refused(ErrorCode.NOT_FOUND, (name,), f"The {name} was not found.")
        for name, member_id in wanted.items()
        if member_id not in ends or begun(ends[member_id], writer.today)
    )

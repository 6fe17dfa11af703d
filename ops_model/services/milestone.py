"""Milestones of initiatives."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.rules import past_day_problem
from ops_model.models import Initiative, Milestone
from ops_model.services.errors import ErrorCode, Refused, ServiceError, refuse
from ops_model.services.refusals import Path, fields_check, one_write, problems_refused
from ops_model.services.rows import Changes, columns_check, row_change, row_lock, version_check
from ops_model.services.work import work_check
from ops_model.services.writer import Writer

_COMMITTED = ("due_on", "weight")
"""What was committed to: to move it restates the past, and asks for a reason."""


def milestone_add(*, writer: Writer, initiative_id: UUID, columns: Changes) -> UUID:
    """Add a milestone to an initiative, and return its id.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for an initiative that is archived,
    NOT_ALLOWED_IN_STAGE for one that has ended, and what columns cannot be.
    """
    writer.ask(Action.MILESTONE_ADD)
    row = Milestone(
        organisation_id=writer.organisation_id,
        initiative_id=initiative_id,
        updated_by_id=writer.membership_id,
        **columns,
    )
    with one_write():
        initiative = row_lock(Initiative, writer, initiative_id, field=("initiative",))
        work_check(writer, Action.MILESTONE_ADD, initiative, field=("initiative",))
        fields_check(row)
        row.save(force_insert=True)
    return row.pk


def milestone_update(*, writer: Writer, milestone_id: UUID, version: int, columns: Changes, reason: str | None) -> UUID:
    """Change the columns given of a milestone: its name, weight, day committed to, forecast. To move what was committed
    to (`due_on`, `weight`) asks for a reason.

    Four statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, REQUIRED for the reason, INVALID for one where
    nothing of it moves and for an initiative that is archived, NOT_ALLOWED_IN_STAGE for one that has ended, and what
    columns cannot be.
    """
    writer.ask(Action.MILESTONE_UPDATE)
    columns_check(columns)
    with one_write():
        milestone = _locked(writer, Action.MILESTONE_UPDATE, milestone_id, version)
        moved = any(name in columns and columns[name] != getattr(milestone, name) for name in _COMMITTED)
        if moved and not (reason or "").strip():
            message = "Say why: to move the day committed to, or the weight, changes figures of the past."
            raise ServiceError(ErrorCode.REQUIRED, ("reason",), message)
        if reason and not moved:
            message = "Leave it out: neither the day committed to nor the weight moves."
            raise ServiceError(ErrorCode.INVALID, ("reason",), message)
        row_change(milestone, writer, {**columns, **({"reason": reason} if moved else {})})
    return milestone_id


def milestone_complete(*, writer: Writer, milestone_id: UUID, version: int, completed_on: date | None) -> UUID:
    """Complete an open milestone, on a day that is not to come: today (None), or an earlier one.

    Four statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, OUT_OF_RANGE for a day to come, INVALID for
    one that is completed or cancelled already, and as `milestone_update` for its initiative.
    """
    writer.ask(Action.MILESTONE_COMPLETE)
    return _end(writer, Action.MILESTONE_COMPLETE, milestone_id, version, "completed_on", completed_on)


def milestone_cancel(*, writer: Writer, milestone_id: UUID, version: int, cancelled_on: date | None) -> UUID:
    """Cancel an open milestone: it is left out from a day on that is not to come: today (None), or an earlier one.

    Statements and refusals as of `milestone_complete`.
    """
    writer.ask(Action.MILESTONE_CANCEL)
    return _end(writer, Action.MILESTONE_CANCEL, milestone_id, version, "cancelled_on", cancelled_on)


def milestone_reopen(*, writer: Writer, milestone_id: UUID, version: int) -> UUID:
    """Open a milestone that was completed or cancelled again.

    Four statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for one that is open, and as
    `milestone_update` for its initiative.
    """
    writer.ask(Action.MILESTONE_REOPEN)
    with one_write():
        milestone = _locked(writer, Action.MILESTONE_REOPEN, milestone_id, version)
        if not _ended_on(milestone):
            raise ServiceError(ErrorCode.INVALID, ("id",), "The milestone is open: there is nothing to take back.")
        row_change(milestone, writer, {"completed_on": None, "cancelled_on": None})
    return milestone_id


def ended_refused(completed_on: date | None, cancelled_on: date | None, *, field: Path) -> Iterator[Refused]:
    """Yield why a milestone may not be completed or cancelled: it is so already. No statement."""
    if ended_on := completed_on or cancelled_on:
        word = "completed" if completed_on else "cancelled"
        yield Refused(ErrorCode.INVALID, field, f"The milestone is {word} since {ended_on}: reopen it first.")


def _end(writer: Writer, action: Action, milestone_id: UUID, version: int, column: str, day: date | None) -> UUID:
    with one_write():
        milestone = _locked(writer, action, milestone_id, version)
        refuse(ended_refused(milestone.completed_on, milestone.cancelled_on, field=("id",)))
        if problem := past_day_problem(column, day or writer.today, today=writer.today):
            refuse(problems_refused([problem]))
        row_change(milestone, writer, {column: day or writer.today})
    return milestone_id


def _ended_on(milestone: Milestone) -> date | None:
    return milestone.completed_on or milestone.cancelled_on


def _locked(writer: Writer, action: Action, milestone_id: UUID, version: int) -> Milestone:
    milestone = row_lock(Milestone, writer, milestone_id)
    initiative = Initiative.objects.get(organisation_id=writer.organisation_id, pk=milestone.initiative_id)
    work_check(writer, action, initiative)
    version_check(milestone, version)
    return milestone

"""Check-ins: what is reported of initiatives, never rewritten."""

from uuid import UUID

from django.db.models.functions import Now

from ops_model.domain.permissions import Action
from ops_model.domain.rules import check_in_problem, past_day_problem
from ops_model.models import CheckIn, Initiative
from ops_model.services.archive import not_archived_check
from ops_model.services.errors import ErrorCode, ServiceError, refuse
from ops_model.services.refusals import fields_check, one_write, problems_refused
from ops_model.services.rows import Changes, not_found, row_lock
from ops_model.services.work import stage_on
from ops_model.services.writer import Writer


def check_in_submit(*, writer: Writer, initiative_id: UUID, columns: Changes) -> UUID:
    """Report of an initiative on a day, today unless `checked_on` says an earlier one, and return the check-in's id.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, OUT_OF_RANGE for a day to come or before the initiative
    exists, NOT_ALLOWED_IN_STAGE by its stage on the day, INVALID for one that is archived, REQUIRED for the path to
    green, and what columns cannot be.
    """
    writer.ask(Action.CHECK_IN_SUBMIT)
    if writer.membership_id is None:
        raise ServiceError(ErrorCode.FORBIDDEN, (), "A check-in has an author: sign in as a member.")
    day = columns.get("checked_on") or writer.today
    row = CheckIn(
        organisation_id=writer.organisation_id,
        initiative_id=initiative_id,
        author_id=writer.membership_id,
        **{**columns, "checked_on": day},
    )
    with one_write():
        initiative = row_lock(Initiative, writer, initiative_id, field=("initiative",))
        writer.ask_of(Action.CHECK_IN_SUBMIT, owner_id=initiative.owner_id)
        not_archived_check(initiative, writer, field=("initiative",))
        problem = past_day_problem("checked_on", day, today=writer.today) or check_in_problem(stage_on(initiative, day))
        if problem:
            refuse(problems_refused([problem]))
        fields_check(row)
        row.save(force_insert=True)
    return row.pk


def check_in_withdraw(*, writer: Writer, check_in_id: UUID) -> UUID:
    """Withdraw the newest check-in of an initiative, and return the initiative's id; from the next on it stays.

    Four statements. Raises ServiceError: FORBIDDEN, NOT_FOUND also for one that was withdrawn, INVALID for one that is
    not the newest, or whose initiative is archived.
    """
    writer.ask(Action.CHECK_IN_WITHDRAW)
    with one_write():
        check_in = row_lock(CheckIn, writer, check_in_id)
        initiative = row_lock(Initiative, writer, check_in.initiative_id)
        writer.ask_of(Action.CHECK_IN_WITHDRAW, owner_id=initiative.owner_id)
        if check_in.withdrawn_at is not None:
            raise not_found(CheckIn, ("id",))
        not_archived_check(initiative, writer)
        newest = CheckIn.objects.filter(
            organisation_id=writer.organisation_id, initiative_id=initiative.pk, withdrawn_at=None
        ).order_by("-checked_on", "-recorded_at", "-id")
        if newest.values_list("pk", flat=True).first() != check_in_id:
            message = "Another check-in has followed: what was reported before it stays. Submit a new one instead."
            raise ServiceError(ErrorCode.INVALID, ("id",), message)
        check_in.withdrawn_at = Now()
        check_in.version += 1
        check_in.save(force_update=True, update_fields=["withdrawn_at", "version"])
    return initiative.pk

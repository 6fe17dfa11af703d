"""Memberships: who belongs to an organisation, and as what."""

from datetime import date
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.roles import Role
from ops_model.domain.rules import coming_day_problem
from ops_model.models import Membership
from ops_model.services.account import account_ensure, same_email
from ops_model.services.api_token import api_tokens_revoke_of
from ops_model.services.errors import ErrorCode, ServiceError, refuse
from ops_model.services.refusals import fields_check, one_write, problems_refused
from ops_model.services.rows import row_change, row_lock
from ops_model.services.writer import Writer


def member_invite(*, writer: Writer, email: str, name: str, role: Role) -> UUID:
    """Make somebody a member, or again one who was ended, and return the membership's id; tokens from before stay at an
    end. Whoever has no account with this e-mail gets one, without a password: its person sets one by a link, which they
    ask for.

    At most four statements. Raises ServiceError: FORBIDDEN, DUPLICATE for who is a member, and what columns cannot be.
    """
    writer.ask(Action.MEMBER_INVITE)
    row = Membership(
        organisation_id=writer.organisation_id,
        name=name,
        email=email,
        role=role,
        updated_by_id=writer.membership_id,
    )
    fields_check(row)
    with one_write({"account": "email"}):
        former = _former(writer, email)
        if former is not None:
            row_change(former, writer, {"name": name, "role": role, "ended_on": None})
            api_tokens_revoke_of(former)
            return former.pk
        row.account = account_ensure(email=email)
        row.save(force_insert=True)
    return row.pk


def member_change_role(*, writer: Writer, membership_id: UUID, version: int, role: Role) -> UUID:
    """Give a member another role, from now on.

    Two statements, and the trigger's. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for one who was
    ended and for the last ADMIN.
    """
    writer.ask(Action.MEMBER_CHANGE_ROLE)
    with one_write():
        row_change(_not_ended(writer, membership_id, version), writer, {"role": role})
    return membership_id


def member_end(*, writer: Writer, membership_id: UUID, version: int, ended_on: date | None) -> UUID:
    """End a membership from a day on, today (None) or a later one: from then on the person may do nothing there, and
    what refers to it stays.

    Two statements, and the trigger's. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, OUT_OF_RANGE for a day that
    has passed, INVALID for one who was ended and for the last ADMIN.
    """
    writer.ask(Action.MEMBER_END)
    day = ended_on or writer.today
    if problem := coming_day_problem("ended_on", day, today=writer.today):
        refuse(problems_refused([problem]))
    with one_write():
        row_change(_not_ended(writer, membership_id, version), writer, {"ended_on": day})
    return membership_id


def _former(writer: Writer, email: str) -> Membership | None:
    """Return who had this e-mail and was ended, their row locked; None where nobody was."""
    ended = Membership.objects.filter(same_email(email), organisation_id=writer.organisation_id, ended_on__isnull=False)
    return ended.select_for_update(no_key=True).first()


def _not_ended(writer: Writer, membership_id: UUID, version: int) -> Membership:
    member = row_lock(Membership, writer, membership_id, version=version)
    if member.ended_on is not None:
        message = f"This membership ends on {member.ended_on}: invite the person again instead."
        raise ServiceError(ErrorCode.INVALID, ("id",), message)
    return member

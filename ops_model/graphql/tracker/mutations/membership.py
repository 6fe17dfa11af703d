"""Memberships: who belongs to an organisation, and as what."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.domain.permissions import Action
from ops_model.domain.roles import Role
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.writing import (
    ChangeInput,
    Ids,
    OrganisationInput,
    mutation,
    optional,
    payload,
)
from ops_model.graphql.tracker.types.organisation import Membership
from ops_model.services import membership
from ops_model.services.writer import Writer


@strawberry.input(description="Somebody who is to be a member, or again one.")
class MemberInviteInput(OrganisationInput):
    email: str = field(description="The person's e-mail, up to 254 characters: what they sign in by.")
    name: str = field(description="The person's name, up to 200 characters.")
    role: Role = field(description="What the person may do.")


@strawberry.input(description="Another role for a member.")
class MemberChangeRoleInput(ChangeInput):
    role: Role = field(description="What the person may do from now on.")


@strawberry.input(description="The end of a membership.")
class MemberEndInput(ChangeInput):
    ended_on: date | None = optional("The day from which the person is no member, none past; null or left out: today.")


def _invite(writer: Writer, given: Given) -> Ids:
    return {"membership": membership.member_invite(writer=writer, **given.all())}


def _change_role(writer: Writer, given: Given) -> Ids:
    id_, version = given.id("Membership"), given.input.version
    changed = membership.member_change_role(writer=writer, membership_id=id_, version=version, **given.all())
    return {"membership": changed}


def _end(writer: Writer, given: Given) -> Ids:
    ended = membership.member_end(
        writer=writer,
        membership_id=given.id("Membership"),
        version=given.input.version,
        ended_on=given.value("ended_on"),
    )
    return {"membership": ended}


_MEMBERSHIP = (Membership, "The member; null where nothing was written.")

MEMBER_INVITE = mutation(
    Action.MEMBER_INVITE,
    _invite,
    MemberInviteInput,
    payload("MemberInvitePayload", "What came of inviting somebody.", membership=_MEMBERSHIP),
    description="Make somebody a member, or again one who was ended, whose old tokens stay at an end. Nothing is sent: "
    "who has no password yet asks for a link at /sign-in/password/.",
)
MEMBER_CHANGE_ROLE = mutation(
    Action.MEMBER_CHANGE_ROLE,
    _change_role,
    MemberChangeRoleInput,
    payload("MemberChangeRolePayload", "What came of changing a role.", membership=_MEMBERSHIP),
    description="Give a member another role. The last ADMIN keeps theirs.",
)
MEMBER_END = mutation(
    Action.MEMBER_END,
    _end,
    MemberEndInput,
    payload("MemberEndPayload", "What came of ending a membership.", membership=_MEMBERSHIP),
    description="End a membership: the person, and every token of theirs, may do nothing from that day on. What they "
    "own and wrote stays theirs. The last ADMIN cannot be ended.",
)

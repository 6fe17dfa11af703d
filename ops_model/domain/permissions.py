"""Who may do what: one table, role by action, that every service asks and every API shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ops_model.domain.roles import Role


class Thing(StrEnum):
    """What something is done to."""

    ORGANISATION = "ORGANISATION"
    LEVER = "LEVER"
    VISION = "VISION"
    INITIATIVE = "INITIATIVE"
    MILESTONE = "MILESTONE"
    CHECK_IN = "CHECK_IN"
    KPI = "KPI"
    KPI_LINK = "KPI_LINK"
    MEASUREMENT = "MEASUREMENT"
    MEMBERSHIP = "MEMBERSHIP"
    API_TOKEN = "API_TOKEN"  # noqa: S105 - a thing's name


class Action(StrEnum):
    """What people do; each is the mutation of the same name."""

    ORGANISATION_UPDATE = "ORGANISATION_UPDATE"
    SCORING_POLICY_SET = "SCORING_POLICY_SET"
    VISION_DRAFT = "VISION_DRAFT"
    VISION_UPDATE = "VISION_UPDATE"
    VISION_PUBLISH = "VISION_PUBLISH"
    LEVER_UPDATE = "LEVER_UPDATE"
    INITIATIVE_CREATE = "INITIATIVE_CREATE"
    INITIATIVE_UPDATE = "INITIATIVE_UPDATE"
    INITIATIVE_SET_TERMS = "INITIATIVE_SET_TERMS"
    INITIATIVE_MOVE = "INITIATIVE_MOVE"
    INITIATIVE_CLONE = "INITIATIVE_CLONE"
    INITIATIVE_ARCHIVE = "INITIATIVE_ARCHIVE"
    INITIATIVE_LINK_KPI = "INITIATIVE_LINK_KPI"
    INITIATIVE_UNLINK_KPI = "INITIATIVE_UNLINK_KPI"
    MILESTONE_ADD = "MILESTONE_ADD"
    MILESTONE_UPDATE = "MILESTONE_UPDATE"
    MILESTONE_COMPLETE = "MILESTONE_COMPLETE"
    MILESTONE_REOPEN = "MILESTONE_REOPEN"
    MILESTONE_CANCEL = "MILESTONE_CANCEL"
    CHECK_IN_SUBMIT = "CHECK_IN_SUBMIT"
    CHECK_IN_WITHDRAW = "CHECK_IN_WITHDRAW"
    KPI_CREATE = "KPI_CREATE"
    KPI_UPDATE = "KPI_UPDATE"
    KPI_SET_TERMS = "KPI_SET_TERMS"
    KPI_ARCHIVE = "KPI_ARCHIVE"
    MEASUREMENT_RECORD = "MEASUREMENT_RECORD"
    MEASUREMENT_WITHDRAW = "MEASUREMENT_WITHDRAW"
    MEMBER_INVITE = "MEMBER_INVITE"
    MEMBER_CHANGE_ROLE = "MEMBER_CHANGE_ROLE"
    MEMBER_END = "MEMBER_END"
    API_TOKEN_CREATE = "API_TOKEN_CREATE"  # noqa: S105 - an action's name
    API_TOKEN_REVOKE = "API_TOKEN_REVOKE"  # noqa: S105 - an action's name


class Sight(StrEnum):
    """What of an organisation not every member may see."""

    MEMBER_EMAIL = "MEMBER_EMAIL"
    API_TOKENS = "API_TOKENS"


@dataclass(frozen=True, slots=True)
class Permission:
    """What an action is done to, the least role that may do it to anything, and the least that may do it to what they
    own: the initiative or KPI that it is about (None: owning makes no difference)."""

    to: Thing
    least: Role
    owner: Role | None = None


PERMISSIONS: Mapping[Action, Permission] = {
    Action.ORGANISATION_UPDATE: Permission(Thing.ORGANISATION, Role.ADMIN),
    Action.SCORING_POLICY_SET: Permission(Thing.ORGANISATION, Role.ADMIN),
    Action.VISION_DRAFT: Permission(Thing.ORGANISATION, Role.EDITOR),
    Action.VISION_UPDATE: Permission(Thing.VISION, Role.EDITOR),
    Action.VISION_PUBLISH: Permission(Thing.VISION, Role.EDITOR),
    Action.LEVER_UPDATE: Permission(Thing.LEVER, Role.EDITOR),
    Action.INITIATIVE_CREATE: Permission(Thing.ORGANISATION, Role.EDITOR),
    Action.INITIATIVE_UPDATE: Permission(Thing.INITIATIVE, Role.EDITOR),
    Action.INITIATIVE_SET_TERMS: Permission(Thing.INITIATIVE, Role.EDITOR),
    Action.INITIATIVE_MOVE: Permission(Thing.INITIATIVE, Role.EDITOR),
    Action.INITIATIVE_CLONE: Permission(Thing.INITIATIVE, Role.EDITOR),
    Action.INITIATIVE_ARCHIVE: Permission(Thing.INITIATIVE, Role.EDITOR),
    Action.INITIATIVE_LINK_KPI: Permission(Thing.INITIATIVE, Role.EDITOR),
    Action.INITIATIVE_UNLINK_KPI: Permission(Thing.KPI_LINK, Role.EDITOR),
    Action.MILESTONE_ADD: Permission(Thing.INITIATIVE, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.MILESTONE_UPDATE: Permission(Thing.MILESTONE, Role.EDITOR),
    Action.MILESTONE_COMPLETE: Permission(Thing.MILESTONE, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.MILESTONE_REOPEN: Permission(Thing.MILESTONE, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.MILESTONE_CANCEL: Permission(Thing.MILESTONE, Role.EDITOR),
    Action.CHECK_IN_SUBMIT: Permission(Thing.INITIATIVE, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.CHECK_IN_WITHDRAW: Permission(Thing.CHECK_IN, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.KPI_CREATE: Permission(Thing.ORGANISATION, Role.EDITOR),
    Action.KPI_UPDATE: Permission(Thing.KPI, Role.EDITOR),
    Action.KPI_SET_TERMS: Permission(Thing.KPI, Role.EDITOR),
    Action.KPI_ARCHIVE: Permission(Thing.KPI, Role.EDITOR),
    Action.MEASUREMENT_RECORD: Permission(Thing.KPI, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.MEASUREMENT_WITHDRAW: Permission(Thing.MEASUREMENT, Role.EDITOR, owner=Role.CONTRIBUTOR),
    Action.MEMBER_INVITE: Permission(Thing.ORGANISATION, Role.ADMIN),
    Action.MEMBER_CHANGE_ROLE: Permission(Thing.MEMBERSHIP, Role.ADMIN),
    Action.MEMBER_END: Permission(Thing.MEMBERSHIP, Role.ADMIN),
    Action.API_TOKEN_CREATE: Permission(Thing.ORGANISATION, Role.ADMIN),
    Action.API_TOKEN_REVOKE: Permission(Thing.API_TOKEN, Role.ADMIN),
}
"""The table. What undoes an act (reopen, withdraw) is allowed to whom the act is."""

SIGHTS: Mapping[Sight, Role] = {Sight.MEMBER_EMAIL: Role.CONTRIBUTOR, Sight.API_TOKENS: Role.ADMIN}
"""The least role that may see what not everyone may; all else of an organisation is every member's to see."""


def may(role: Role, action: Action, *, owns: bool = False) -> bool:
    """Whether a role may do this; `owns` tells whether the member owns what it is done to."""
    permission = PERMISSIONS[action]
    least = permission.owner if owns and permission.owner else permission.least
    return role.rank >= least.rank


def may_see(role: Role, sight: Sight) -> bool:
    """Whether a role may see this of everyone; what is one's own, everyone may see."""
    return role.rank >= SIGHTS[sight].rank


def owns(member_id: UUID | None, owner_id: UUID | None) -> bool:
    """Whether a member owns what has this owner; nobody (None) owns nothing."""
    return member_id is not None and member_id == owner_id


def actions_on(thing: Thing, role: Role, *, owns: bool = False) -> tuple[Action, ...]:
    """What a role may do to a thing, in the order of Action."""
    return tuple(
        action for action, permission in PERMISSIONS.items() if permission.to is thing and may(role, action, owns=owns)
    )

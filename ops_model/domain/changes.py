"""The audit log's words, and who may read of what."""

from enum import StrEnum

from ops_model.domain.permissions import Sight, may_see
from ops_model.domain.roles import Role


class ChangeKind(StrEnum):
    """What was done to a thing."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    DELETED = "DELETED"


class ChangedThing(StrEnum):
    """What has a history."""

    ORGANISATION = "ORGANISATION"
    MEMBERSHIP = "MEMBERSHIP"
    API_TOKEN = "API_TOKEN"  # noqa: S105 - a word, and no token
    SCORING_POLICY = "SCORING_POLICY"
    LEVER = "LEVER"
    VISION = "VISION"
    INITIATIVE = "INITIATIVE"
    INITIATIVE_TERMS = "INITIATIVE_TERMS"
    MILESTONE = "MILESTONE"
    CHECK_IN = "CHECK_IN"
    KPI = "KPI"
    KPI_TERMS = "KPI_TERMS"
    KPI_LINK = "KPI_LINK"
    MEASUREMENT = "MEASUREMENT"


def things_shown(role: Role) -> tuple[ChangedThing, ...]:
    """Return the things whose changes a role may read: of API tokens who may see them, of all else everybody."""
    hidden = () if may_see(role, Sight.API_TOKENS) else (ChangedThing.API_TOKEN,)
    return tuple(thing for thing in ChangedThing if thing not in hidden)

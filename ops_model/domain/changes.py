"""The audit log's words, and who may read of what."""

from collections.abc import Mapping
from enum import StrEnum

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


_READERS: Mapping[ChangedThing, frozenset[Role]] = {ChangedThing.API_TOKEN: frozenset({Role.ADMIN})}


def things_shown(role: Role) -> tuple[ChangedThing, ...]:
    """Return the things whose changes a role may read: of API tokens an ADMIN alone, of all else everybody."""
    return tuple(thing for thing in ChangedThing if role in _READERS.get(thing, Role))

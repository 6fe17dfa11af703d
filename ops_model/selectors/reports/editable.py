"""What everything that people edit shows of its edits."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits of a row as the database wrote them down. The instants stay ISO texts until somebody looks: a state
    has thousands of them."""

    version: int
    created: str
    updated: str
    updated_by_id: UUID | None


class InState(Protocol):
    """What belongs to a state."""

    @property
    def state(self) -> "OrganisationState":
        """The organisation's state that this belongs to."""


class Edited(InState, Protocol):
    """What belongs to a state and knows its edits."""

    @property
    def edits(self) -> Edits:
        """Its edits."""


class Editable:
    """How often something was edited (`version` counts from 1), when, and by whom."""

    __slots__ = ()

    @property
    def version(self: Edited) -> int:
        """The version, from 1; an update is based on it."""
        return self.edits.version

    @property
    def created_at(self: Edited) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.edits.created)

    @property
    def updated_at(self: Edited) -> datetime:
        """When it was last changed."""
        return datetime.fromisoformat(self.edits.updated)

    @property
    def updated_by(self: Edited) -> "Membership | None":
        """Who changed it last; None: nobody who was signed in."""
        return self.state.member(self.edits.updated_by_id)

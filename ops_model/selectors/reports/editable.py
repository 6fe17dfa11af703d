"""What everything that people edit shows of its edits."""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


Edits = tuple[int, str, str, str | None]
"""The edits of a row as the database wrote them down: its version, the instants at which it was made and last changed,
and the id of the member who changed it. They stay texts, and part of what was read, until somebody looks: a state has
thousands of them."""


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
        return self.edits[0]

    @property
    def created_at(self: Edited) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.edits[1])

    @property
    def updated_at(self: Edited) -> datetime:
        """When it was last changed."""
        return datetime.fromisoformat(self.edits[2])

    @property
    def updated_by(self: Edited) -> "Membership | None":
        """Who changed it last; None: nobody who was signed in."""
        member_id = self.edits[3]
        return None if member_id is None else self.state.member(UUID(member_id))

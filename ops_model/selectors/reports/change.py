"""Changes: what was done to a thing, by whom."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from ops_model.domain.changes import ChangedThing, ChangeKind

if TYPE_CHECKING:
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True)
class ChangedField:
    """A field and what it was changed from and to, as people read it; None: it had no value, or has none any more. What
    is part of another (a target's value) is called with a dot between."""

    name: str
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one statement did to one row. `number` counts within the table of the thing. `subject_type` and `subject_id`
    say of what it is shown: of terms the KPI or the initiative. `client` is
    the API token's name, `browser`, or the command's name; it, `request_id` and `operation` are None where nobody
    said."""

    number: int
    statement_id: UUID = field(repr=False)
    at: datetime
    thing: ChangedThing
    kind: ChangeKind
    subject_type: str
    subject_id: UUID
    actor_id: UUID | None = field(repr=False)
    client: str | None
    request_id: str | None = field(repr=False)
    operation: str | None
    fields: tuple[ChangedField, ...]
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def id(self) -> UUID:
        """Its identifier, made of the statement's and of its own number; nothing is found by it."""
        return uuid5(self.statement_id, str(self.number))

    @property
    def actor(self) -> "Membership | None":
        """Who did it; None: nobody who was signed in."""
        return None if self.actor_id is None else self.state.members_by_id.get(self.actor_id)

"""People, as an organisation knows them."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress import begun
from ops_model.domain.roles import Role
from ops_model.selectors.reports.editable import Editable, Edits

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Editable):
    """A person in an organisation; ended from `ended_on` on, never deleted. The account is never shown."""

    id: UUID
    account_id: UUID
    name: str
    email: str
    role: Role
    ended_on: date | None
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def ended(self) -> bool:
        """Whether the person is no member any more on the state's date."""
        return begun(self.ended_on, self.state.as_of)

    @property
    def organisation(self) -> "OrganisationState":
        """The organisation."""
        return self.state

"""API tokens, as administrators see them: never the token itself."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.roles import TokenScope

if TYPE_CHECKING:
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token of a member, known again by its first characters. Good until it expires or is revoked (None: it is not),
    and as long as the member is one; `last_used_at` to the minute, None: never."""

    id: UUID
    name: str
    prefix: str
    scopes: tuple[TokenScope, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    membership_id: UUID = field(repr=False)
    created_by_id: UUID | None = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def membership(self) -> "Membership":
        """Whose it is."""
        return self.state.members_by_id[self.membership_id]

    @property
    def created_by(self) -> "Membership | None":
        """Who made it; None: nobody who was signed in."""
        return self.state.member(self.created_by_id)

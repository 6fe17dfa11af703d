"""Check-ins: what people report of initiatives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress.facts import CheckInFacts

if TYPE_CHECKING:
    from ops_model.selectors.reports.initiative import Initiative
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(CheckInFacts):
    """What was reported of an initiative on a day; withdrawn ones are in no list."""

    id: UUID
    initiative_id: UUID
    happened: str | None
    next: str | None
    path_to_green: str | None
    author_id: UUID = field(repr=False)
    recorded: str = field(repr=False, compare=False)  # as it was read: one instant has several spellings
    version: int = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def initiative(self) -> "Initiative":
        """The initiative that it is about."""
        return self.state.initiatives_by_id[self.initiative_id]

    @property
    def author(self) -> "Membership":
        """Who reported."""
        return self.state.members_by_id[self.author_id]

    @property
    def recorded_at(self) -> datetime:
        """When it was written down; it counts for `checked_on`."""
        return datetime.fromisoformat(self.recorded)

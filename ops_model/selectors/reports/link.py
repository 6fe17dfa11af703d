"""Links of initiatives to the KPIs that they are to move."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress import begun, link_in_force
from ops_model.domain.progress.facts import LinkFacts
from ops_model.selectors.reports.editable import Editable, Edits

if TYPE_CHECKING:
    from ops_model.selectors.reports.initiative import Initiative
    from ops_model.selectors.reports.kpi import Kpi
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiLink(Editable, LinkFacts):
    """An initiative's link to a KPI of whichever lever, ended or not. `unlinked_on` may be a day to come."""

    id: UUID
    initiative_id: UUID
    kpi: "Kpi" = field(repr=False, compare=False)
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def initiative(self) -> "Initiative":
        """The initiative."""
        return self.state.initiatives_by_id[self.initiative_id]

    @property
    def exists(self) -> bool:
        """Whether it has begun, and what it links exists."""
        return self.has_begun and self.initiative.exists

    @property
    def has_begun(self) -> bool:
        """Whether it has begun and its KPI exists: it does where its initiative exists too."""
        return begun(self.linked_on, self.state.as_of) and self.kpi.exists

    @property
    def in_force(self) -> bool:
        """Whether it holds on the state's date."""
        return self.exists and link_in_force(self, self.state.as_of)

"""Visions: what an organisation wants to be for its customers."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.selectors.reports.editable import Editable, Edits

if TYPE_CHECKING:
    from ops_model.selectors.reports.kpi import Kpi
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Vision(Editable):
    """One version, counted by `number` from 1; `published_on` None: a draft."""

    id: UUID
    number: int
    statement: str
    purpose: str | None
    start_date: date
    target_date: date
    north_star_id: UUID | None = field(repr=False)
    published_on: date | None
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def organisation(self) -> "OrganisationState":
        """The organisation whose it is."""
        return self.state

    @property
    def north_star(self) -> "Kpi | None":
        """The KPI that the vision is followed by, shown beside the index; None where none was chosen."""
        return self.state.kpis_by_id[self.north_star_id] if self.north_star_id else None

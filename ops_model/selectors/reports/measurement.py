"""Measurements, those that count and those that were corrected or withdrawn."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress.facts import Measurement

if TYPE_CHECKING:
    from ops_model.selectors.reports.kpi import Kpi
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementReport(Measurement):
    """What was measured of a day. It counts while `superseded_at` is None; superseded by another (`superseded_by_id`)
    it was corrected, by none withdrawn."""

    id: UUID
    kpi_id: UUID
    note: str | None
    recorded_by_id: UUID | None = field(repr=False)
    recorded_at: datetime
    superseded_at: datetime | None
    superseded_by_id: UUID | None
    superseded_reason: str | None
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def kpi(self) -> "Kpi":
        """The KPI that was measured."""
        return self.state.kpis_by_id[self.kpi_id]

    @property
    def recorded_by(self) -> "Membership | None":
        """Who recorded it; None: nobody who was signed in."""
        return self.state.member(self.recorded_by_id)

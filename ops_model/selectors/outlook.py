"""Where the index is heading: the forecasts of all KPIs and milestones, rolled up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain import progress
from ops_model.domain.progress.forecast import POINTS
from ops_model.domain.progress.foreseen import Outlook
from ops_model.domain.progress.vocabulary import OutlookReason
from ops_model.selectors.histories import Histories, History
from ops_model.selectors.kpi_course import kpis_measured

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def outlook(histories: Histories, state: "OrganisationState") -> Outlook:
    """Return where the index is heading by the target date of the vision, seen from the state's date.

    One statement, whatever the size.
    """
    return histories.get(_Outlook(), state=state, parent_id=state.id)


@dataclass(frozen=True, slots=True)
class _Outlook(History[Outlook]):
    """The outlook of the whole organisation."""

    @property
    def nothing(self) -> Outlook:
        return _UNREAD

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Outlook]:
        kpis = kpis_measured(state, list(state.figures.kpis), points=POINTS)
        vision = state.vision
        found = progress.outlook(
            state.figures, {kpi.id: kpi for kpi in kpis}, target_date=vision.target_date if vision else None
        )
        return dict.fromkeys(parent_ids, found)


_UNREAD = Outlook(
    on=None,
    index=None,
    coverage=0.0,
    reason=OutlookReason.NO_DATA,
    reached_on=None,
    reached_reason=OutlookReason.NO_DATA,
    items=(),
)

"""Milestones of all initiatives."""

from typing import TYPE_CHECKING

from ops_model.domain.makers import maker
from ops_model.domain.progress import begun
from ops_model.selectors.facts.initiative_rows import EDITS, REST, WHOSE
from ops_model.selectors.facts.sql import Ids, Row, id_of
from ops_model.selectors.reports import Milestone

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_SHOWN = slice(REST, REST + 7)

_milestone = maker(
    Milestone,
    *("id", "initiative_id", "name", "weight", "due_on", "forecast_on", "completed_on", "cancelled_on", "reason"),
    *("edits", "state"),
)


def milestone_reports(rows: list[Row], ids: Ids, state: "OrganisationState") -> tuple[Milestone, ...]:
    """Make the reports of milestones; what is completed or cancelled later than the state's date is not yet."""
    as_of, reports = state.as_of, []
    for row in rows:
        id_, initiative_id = row[WHOSE]
        weight, due_on, forecast_on, completed_on, cancelled_on, name, reason = row[_SHOWN]
        report = _milestone(
            id_of(id_),
            ids[initiative_id],
            name,
            weight,
            due_on,
            forecast_on,
            completed_on if begun(completed_on, as_of) else None,
            cancelled_on if begun(cancelled_on, as_of) else None,
            reason,
            row[EDITS],
            state,
        )
        reports.append(report)
    return tuple(reports)

"""Milestones of all initiatives."""

from datetime import date
from typing import TYPE_CHECKING

from ops_model.domain.progress import begun
from ops_model.selectors.facts.sql import Columns, Ids, json_day, json_edits
from ops_model.selectors.reports import Milestone

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def milestone_report(row: Columns, ids: Ids, state: "OrganisationState") -> Milestone:
    """Make the report of a milestone; what is completed or cancelled later than the state's date is not yet."""
    completed_on, cancelled_on = json_day(row["completed_on"]), json_day(row["cancelled_on"])
    return Milestone(
        id=ids[row["id"]],
        initiative_id=ids[row["initiative_id"]],
        name=row["name"],
        weight=float(row["weight"]),
        due_on=date.fromisoformat(row["due_on"]),
        forecast_on=json_day(row["forecast_on"]),
        completed_on=completed_on if begun(completed_on, state.as_of) else None,
        cancelled_on=cancelled_on if begun(cancelled_on, state.as_of) else None,
        reason=row["reason"],
        edits=json_edits(row, ids),
        state=state,
    )

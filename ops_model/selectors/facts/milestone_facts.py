"""Milestones of all initiatives."""

from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress import begun
from ops_model.selectors.facts.sql import Ids, Row, rows_read
from ops_model.selectors.reports import Milestone

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_STATEMENT = """
SELECT
    id::text, initiative_id::text, name, weight, due_on, forecast_on, completed_on, cancelled_on,
    version, created_at::text, updated_at::text, updated_by_id::text
FROM milestone
WHERE organisation_id = %(organisation_id)s
ORDER BY due_on, name, id
"""


def milestone_rows(organisation_id: UUID) -> list[Row]:
    """Read the organisation's milestones, by due date. One statement."""
    return rows_read(_STATEMENT, {"organisation_id": organisation_id})


def milestone_report(row: Row, ids: Ids, state: "OrganisationState") -> Milestone:
    """Make the report of a milestone; what is completed later than the state's date is not yet."""
    id_, initiative_id, name, weight, due_on, forecast_on, completed_on, cancelled_on, *edits = row
    return Milestone(
        id=ids[id_],
        initiative_id=ids[initiative_id],
        name=name,
        weight=weight,
        due_on=due_on,
        forecast_on=forecast_on,
        completed_on=completed_on if begun(completed_on, state.as_of) else None,
        cancelled_on=cancelled_on,
        edits=ids.edits(*edits),
        state=state,
    )

"""Links of initiatives to KPIs."""

from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.selectors.facts.sql import Ids, Row, rows_read
from ops_model.selectors.reports import KpiLink

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_STATEMENT = """
SELECT
    id::text, initiative_id::text, kpi_id::text, weight, linked_on, unlinked_on,
    version, created_at::text, updated_at::text, updated_by_id::text
FROM initiative_kpi
WHERE organisation_id = %(organisation_id)s
"""


def link_rows(organisation_id: UUID) -> list[Row]:
    """Read the organisation's links, ended ones included. One statement."""
    return rows_read(_STATEMENT, {"organisation_id": organisation_id})


def link_report(row: Row, ids: Ids, state: "OrganisationState") -> KpiLink:
    """Make the report of a link."""
    id_, initiative_id, kpi_id, weight, linked_on, unlinked_on, *edits = row
    return KpiLink(
        id=ids[id_],
        initiative_id=ids[initiative_id],
        kpi_id=ids[kpi_id],
        weight=weight,
        linked_on=linked_on,
        unlinked_on=unlinked_on,
        edits=ids.edits(*edits),
        state=state,
    )

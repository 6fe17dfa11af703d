"""Links of initiatives to KPIs."""

from datetime import date
from typing import TYPE_CHECKING

from ops_model.selectors.facts.sql import Columns, Ids, json_day, json_edits
from ops_model.selectors.reports import KpiLink

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def link_report(row: Columns, ids: Ids, state: "OrganisationState") -> KpiLink:
    """Make the report of a link."""
    return KpiLink(
        id=ids[row["id"]],
        initiative_id=ids[row["initiative_id"]],
        kpi_id=ids[row["kpi_id"]],
        weight=float(row["weight"]),
        linked_on=date.fromisoformat(row["linked_on"]),
        unlinked_on=json_day(row["unlinked_on"]),
        edits=json_edits(row, ids),
        state=state,
    )

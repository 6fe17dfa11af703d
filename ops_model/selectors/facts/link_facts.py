"""Links of initiatives to KPIs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ops_model.domain.makers import maker
from ops_model.selectors.facts.initiative_rows import EDITS, REST, WHOSE
from ops_model.selectors.facts.sql import Ids, Row, id_of
from ops_model.selectors.reports import Kpi, KpiLink

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_SHOWN = slice(REST, REST + 6)
_LINKED_ON, _KPI_ID = REST + 1, REST + 5

_link = maker(KpiLink, "id", "initiative_id", "kpi_id", "kpi", "weight", "linked_on", "unlinked_on", "edits", "state")


def links_sort(rows: list[Row], kpis: Mapping[str, Kpi]) -> None:
    """Put the rows of links in order: by the code of the KPI, given by the text of its id, and by the day."""
    rows.sort(key=lambda row: (kpis[row[_KPI_ID]].code, row[_LINKED_ON]))


def link_reports(rows: list[Row], kpis: Mapping[str, Kpi], ids: Ids, state: "OrganisationState") -> tuple[KpiLink, ...]:
    """Make the reports of links, given those of KPIs by the texts of their ids."""
    reports = []
    for row in rows:
        id_, initiative_id = row[WHOSE]
        weight, linked_on, unlinked_on, _, _, kpi_id = row[_SHOWN]
        kpi = kpis[kpi_id]
        link = _link(id_of(id_), ids[initiative_id], kpi.id, kpi, weight, linked_on, unlinked_on, row[EDITS], state)
        reports.append(link)
    return tuple(reports)

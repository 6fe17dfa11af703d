"""Which table is which thing of the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass

from ops_model.domain.changes import ChangedThing, ChangeKind

ROW_ITSELF = "pgh_obj_id"
"""The column of events that has the id of the row that was changed."""


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table with a history, and whose changes its rows' are shown as: the type of the subject, and the column that
    has its id (ROW_ITSELF unless it is another)."""

    table: str
    subject: str
    column: str = ROW_ITSELF


TRACKED: Mapping[ChangedThing, TrackedTable] = {
    ChangedThing.ORGANISATION: TrackedTable("organisation", "Organisation"),
    ChangedThing.MEMBERSHIP: TrackedTable("membership", "Membership"),
    ChangedThing.API_TOKEN: TrackedTable("api_token", "ApiToken"),
    ChangedThing.SCORING_POLICY: TrackedTable("scoring_policy", "Organisation", "organisation_id"),
    ChangedThing.LEVER: TrackedTable("lever", "Lever"),
    ChangedThing.VISION: TrackedTable("vision", "Vision"),
    ChangedThing.INITIATIVE: TrackedTable("initiative", "Initiative"),
    ChangedThing.INITIATIVE_TERMS: TrackedTable("initiative_terms", "Initiative", "initiative_id"),
    ChangedThing.MILESTONE: TrackedTable("milestone", "Milestone"),
    ChangedThing.CHECK_IN: TrackedTable("check_in", "CheckIn"),
    ChangedThing.KPI: TrackedTable("kpi", "Kpi"),
    ChangedThing.KPI_TERMS: TrackedTable("kpi_terms", "Kpi", "kpi_id"),
    ChangedThing.KPI_LINK: TrackedTable("initiative_kpi", "KpiLink"),
    ChangedThing.MEASUREMENT: TrackedTable("measurement", "Measurement"),
}
"""The tables of what has a history."""

THINGS = {tracked.table: thing for thing, tracked in TRACKED.items()}
LABELS = {ChangeKind.CREATED: "insert", ChangeKind.UPDATED: "update", ChangeKind.DELETED: "delete"}
"""What the triggers call what was done."""
KINDS = {label: kind for kind, label in LABELS.items()}

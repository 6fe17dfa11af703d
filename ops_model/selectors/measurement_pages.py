"""What was measured of KPIs, page by page."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ops_model.selectors.facts.sql import Row
from ops_model.selectors.histories import Histories
from ops_model.selectors.history_pages import ById, Moment, Source, Span, history_page
from ops_model.selectors.pages import FIRST_PAGE, NO_PAGE, Page, PageArguments
from ops_model.selectors.reports import Kpi, MeasurementReport

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def measurements_page(
    histories: Histories,
    kpi: Kpi,
    *,
    since: date | None = None,
    until: date | None = None,
    include_superseded: bool = False,
    arguments: PageArguments = FIRST_PAGE,
) -> Page[MeasurementReport]:
    """Return a page of a KPI's measurements, newest first, dated by the state's date and within the days given, both
    included; corrected and withdrawn ones only where asked for. Before the KPI exists there are none.

    One statement for all KPIs with the same arguments, one more if a total is asked for. Raises PageError.
    """
    if not kpi.exists:
        return NO_PAGE
    source = EVERY_MEASUREMENT if include_superseded else _COUNTED
    return history_page(histories, source, Span(since, until), of=kpi, arguments=arguments)


def measurement_report(row: Row, state: "OrganisationState") -> MeasurementReport:
    """Make the report of a measurement."""
    (id_, kpi_id, observed_on, value, sample_size, margin, note, recorded_by_id, recorded_at, *superseded) = row
    superseded_at, superseded_by_id, superseded_reason = superseded
    return MeasurementReport(
        id=id_,
        kpi_id=kpi_id,
        observed_on=observed_on,
        value=value,
        sample_size=sample_size,
        margin=margin,
        note=note,
        recorded_by_id=recorded_by_id,
        recorded_at=recorded_at,
        superseded_at=superseded_at,
        superseded_by_id=superseded_by_id,
        superseded_reason=superseded_reason,
        state=state,
    )


def _moment(measurement: MeasurementReport) -> Moment:
    return measurement.observed_on, measurement.recorded_at, measurement.id


# Each half has an index of its own, and there is none over both.
_BOTH = (
    "(SELECT * FROM measurement WHERE superseded_at IS NULL"
    " UNION ALL SELECT * FROM measurement WHERE superseded_at IS NOT NULL) AS measurement"
)

EVERY_MEASUREMENT = Source(
    name="every measurement",
    table=_BOTH,
    columns="id, kpi_id, observed_on, value, sample_size, margin, note, recorded_by_id, recorded_at, "
    "superseded_at, superseded_by_id, superseded_reason",
    day="observed_on",
    of_parent="kpi_id = parent.id",
    counts="true",
    report=measurement_report,
    moment=_moment,
)
"""All measurements of a KPI, superseded ones too."""

_COUNTED = replace(EVERY_MEASUREMENT, name="measurements", table="measurement", counts="superseded_at IS NULL")

MEASUREMENT_BY_ID = ById(replace(EVERY_MEASUREMENT, table="measurement"))
"""A measurement by its own id, superseded or not."""

"""The long KPI sheet: a row a KPI and period, with target and actual."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ops_model.domain.framework import Indicator, LeverKind
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.imports.attempts import each_attempted
from ops_model.imports.errors import RowError
from ops_model.imports.kpi_goal import KpiGoal, KpiPeriod, kpi_goal
from ops_model.imports.kpi_measurements import kpi_measured
from ops_model.imports.kpi_rows import (
    LASTING_FIELDS,
    PERIOD_FIELDS,
    KpiLasting,
    KpiRows,
    kpi_lasting,
    kpi_periods,
    kpis_rows,
)
from ops_model.imports.kpi_writes import kpi_changed, kpi_made, name_notes, shown_name
from ops_model.imports.mapping import KpiMapping
from ops_model.imports.report import Deed, Line, Outcome
from ops_model.imports.sheet_kind import Run, SheetKind
from ops_model.selectors.measurements_recorded import Recorded, measurements_recorded
from ops_model.selectors.reports import Kpi, KpiTerms

_NEEDED = {
    "name": "fill its column",
    "lever": "name it in the mapping (lever_by_name, values.lever, defaults.lever)",
    "unit": "fill its column, or give the mapping a default",
}
"""What a new KPI cannot do without, and what to do."""


def kpis_import(run: Run[KpiMapping]) -> Iterator[Outcome]:
    """Bring in the KPIs of a sheet with their terms and measurements, and yield what became of each.

    What a cell leaves empty stays as it is. One statement, and for each KPI those of the services that it needs, none
    for one that is as the sheet says.
    """
    kpis = {kpi.code: kpi for kpi in run.state.kpis}
    of_sheet = [*kpis_rows(run)]
    known = [kpis[rows.code].id for rows in of_sheet if rows.code in kpis]
    recorded = measurements_recorded(organisation_id=run.state.id, kpi_ids=known)

    def bring_in(rows: KpiRows) -> Outcome:
        kpi = kpis.get(rows.code)
        return _kpi_import(run, rows, kpi, recorded.get(kpi.id, {}) if kpi else {})

    yield from each_attempted(of_sheet, thing="KPI", named=lambda rows: (rows.title, rows.numbers), act=bring_in)


KPI_SHEET = SheetKind(
    fields=(*LASTING_FIELDS, *PERIOD_FIELDS),
    needed=(("name", "code"), ("period",)),
    words={
        "lever": LeverKind,
        "direction": Direction,
        "role": KpiRole,
        "indicator": Indicator,
        "frequency": Frequency,
        "aggregation": Aggregation,
    },
    mapping=KpiMapping,
    bring_in=kpis_import,
    found_by_name=False,
)


def _kpi_import(run: Run[KpiMapping], rows: KpiRows, kpi: Kpi | None, recorded: Mapping[date, Recorded]) -> Outcome:
    lasting = kpi_lasting(run, rows)
    terms = _checked_terms(rows, lasting, kpi)
    scale = lasting.unit.scale if lasting.unit else Decimal(1)
    periods, refused = kpi_periods(run, rows, scale, today=run.writer.today)
    goal = _goal(run.mapping, lasting, periods, terms)
    if kpi and terms:
        kpi_id, done = kpi_changed(run, rows, lasting, goal, kpi=kpi, terms=terms)
    else:
        kpi_id, done = kpi_made(run, rows, lasting, goal, periods)
    without = ("made without the rows that are refused below",) if refused else ()
    said = (*without, *name_notes(rows.name), *goal.notes)
    notes = [Line(thing="KPI", deed=Deed.NOTED, said=note) for note in said]
    measured = kpi_measured(run.writer, kpi_id, periods, recorded, reason=run.reason)
    by_row = sorted([*refused, *measured], key=lambda line: min(line.rows))
    return Outcome(title=rows.title, lines=[done, *notes, *by_row], remark=goal.remark)


def _checked_terms(rows: KpiRows, lasting: KpiLasting, kpi: Kpi | None) -> KpiTerms | None:
    """Return the terms in force; None for a KPI that is new. Raises RowError for what can't be made, or changed."""
    if not rows.code:
        raise RowError("It has neither name nor code: fill one of the two.")
    if kpi is None:
        for field, advice in _NEEDED.items():
            if getattr(lasting, field) is None:
                raise RowError(f"It has no {field}, and is new: {advice}.")
        return None
    if rows.named and kpi.name != shown_name(rows.name):
        raise RowError(
            f"Its code, {kpi.code}, is made of its name, and is that of '{kpi.name}': give codes in a column."
        )
    if kpi.archived:
        raise RowError(f"It is archived since {kpi.archived_on}: take it back in first, or leave it out of the sheet.")
    if kpi.terms_now is None:
        raise RowError(f"It begins on {kpi.terms[0].valid_from}, and nothing can be said of it before.")
    return kpi.terms_now


def _goal(mapping: KpiMapping, lasting: KpiLasting, periods: Sequence[KpiPeriod], terms: KpiTerms | None) -> KpiGoal:
    """Return the goal that the sheet says; of a KPI that is there, without targets and limits, the direction alone."""
    direction = lasting.direction or (terms.direction if terms else None)
    if direction is None:
        raise RowError("It has no direction: give it one, or one to all in the mapping (defaults.direction).")
    if terms and not any(period.has_goal for period in periods):
        if terms.target and direction is not terms.direction:
            raise RowError(
                f"It is {terms.direction} and has a target: give targets for {direction}, or leave the direction empty."
            )
        return KpiGoal(direction=direction)
    return kpi_goal(direction, periods, met_at_baseline=mapping.met_at_baseline)

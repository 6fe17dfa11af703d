"""The long KPI sheet: its rows by KPI, what is the same in all of them, and what each says of its period."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from ops_model.domain.framework import Indicator, LeverKind
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.domain.rules import CODE_LENGTH
from ops_model.imports.cells import Cells, cell_given
from ops_model.imports.errors import RowError
from ops_model.imports.kpi_goal import KpiPeriod
from ops_model.imports.mapping import KpiMapping, UnitMapping, folded
from ops_model.imports.numbers import number_scaled
from ops_model.imports.periods import period_end
from ops_model.imports.report import Deed, Line, rows_said
from ops_model.imports.rows import Cell, Row, plain_text
from ops_model.imports.sheet_kind import Run

LASTING_FIELDS = (
    *("name", "code", "lever", "unit", "direction", "role", "definition", "source", "owner", "indicator", "frequency"),
    *("aggregation", "window", "weight", "decimals"),
)
"""What is said of a KPI itself: the same in all of its rows, or left empty."""

PERIOD_FIELDS = ("period", "actual", "target", "lower", "upper", "tolerance", "sample_size", "margin", "note")
"""What a row says of one period."""

_HASH_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRows:
    """The rows of one KPI, by the code that its rows or else its name (`named` then) give it."""

    code: str
    name: str
    named: bool
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """Its full name, or its code where the sheet has no name."""
        return self.name or self.code or "Without name and code"

    @property
    def numbers(self) -> list[int]:
        """The rows' numbers."""
        return [row.number for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiLasting:
    """What the rows of a KPI say of it. None: nothing."""

    name: str | None
    lever: LeverKind | None
    unit: UnitMapping | None
    direction: Direction | None
    role: KpiRole | None
    definition: str | None
    source: str | None
    owner_id: UUID | None
    indicator: Indicator | None
    frequency: Frequency | None
    aggregation: Aggregation | None
    window: int | None
    weight: float | None
    decimals: int | None


def kpi_code(name: str) -> str:
    """Return the code of a KPI that has none: its name in capitals and hyphens. One that is cut, or has no letter, ends
    in a hash of the whole name; the same name always has the same code."""
    slug = re.sub(r"[\W_]+", "-", name.upper()).strip("-")
    if slug and len(slug) <= CODE_LENGTH:
        return slug
    digest = sha256(name.encode()).hexdigest()[:_HASH_LENGTH].upper()
    return f"{slug[: CODE_LENGTH - _HASH_LENGTH - 1].rstrip('-') or 'KPI'}-{digest}"


def kpis_rows(run: Run[KpiMapping]) -> Iterator[KpiRows]:
    """Yield the rows of each KPI, in the sheet's order; rows with neither name nor code stand under the code ''."""
    rows: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, tuple[str, bool]] = {}
    for row in run.sheet.rows:
        code, name = (plain_text(_given(run, row, field)) for field in ("code", "name"))
        key = code or (name and kpi_code(name))
        rows[key].append(row)
        names[key] = names.get(key, ("", True))[0] or name, not code and names.get(key, ("", True))[1]
    for key, of_kpi in rows.items():
        name, named = names[key]
        yield KpiRows(code=key, name=name, named=named, rows=tuple(of_kpi))


def kpi_lasting(run: Run[KpiMapping], kpi: KpiRows) -> KpiLasting:
    """Return what the rows of a KPI say of it. Raises RowError where they differ, or cannot be read."""
    cells = run.cells(_merged(run, kpi))
    lasting = KpiLasting(
        name=kpi.name or None,
        lever=run.mapping.lever_by_name.get(folded(kpi.name)) or cells.word("lever", LeverKind),
        unit=cells.read("unit", lambda cell: _unit(run.mapping, plain_text(cell))),
        direction=cells.word("direction", Direction),
        role=cells.word("role", KpiRole),
        definition=cells.text("definition"),
        source=cells.text("source"),
        owner_id=run.member(cells, "owner"),
        indicator=cells.word("indicator", Indicator),
        frequency=cells.word("frequency", Frequency),
        aggregation=cells.word("aggregation", Aggregation),
        window=cells.whole("window"),
        weight=cells.weight("weight"),
        decimals=cells.whole("decimals"),
    )
    cells.check()
    return lasting


def kpi_periods(
    run: Run[KpiMapping], kpi: KpiRows, scale: Decimal, *, today: date
) -> tuple[list[KpiPeriod], list[Line]]:
    """Return what a KPI's rows say of their periods, ascending by date, and the rows that are refused: those that
    cannot be read, an actual of a day to come, and two of one day."""
    periods: dict[date, list[KpiPeriod]] = defaultdict(list)
    refused: list[Line] = []
    for row in kpi.rows:
        try:
            period = _period(run, run.cells(row), scale)
            if period.actual is not None and period.on > today:
                raise RowError(f"An actual of {period.on} is of a day to come: leave it empty until then.")
            periods[period.on].append(period)
        except RowError as error:
            refused.append(_refused([row.number], str(error)))
    for on, several in periods.items():
        if len(several) > 1:
            rows = [period.row for period in several]
            refused.append(_refused(rows, f"{rows_said(rows).capitalize()} are of the same day, {on}: keep one."))
    return [several[0] for _, several in sorted(periods.items()) if len(several) == 1], refused


def _period(run: Run[KpiMapping], cells: Cells, scale: Decimal) -> KpiPeriod:
    def scaled(field: str) -> Decimal | None:
        number = cells.number(field)
        try:
            return None if number is None else number_scaled(number, scale)
        except ValueError as error:
            cells.refuse(field, str(error).rstrip("."))
            return None

    def end(cell: Cell) -> date:
        first_month = run.state.fiscal_year_start_month
        return period_end(cell, run.mapping.period, first_month=first_month, date_format=run.mapping.date_format)

    on = cells.read("period", end)
    numbers = {field: scaled(field) for field in ("actual", "target", "lower", "upper", "tolerance", "margin")}
    sample_size, note = cells.whole("sample_size"), cells.text("note")
    if on is None:
        cells.needed("period")
    cells.check()
    return KpiPeriod(row=cells.row, on=on or date.min, sample_size=sample_size, note=note, **numbers)


def _merged(run: Run[KpiMapping], kpi: KpiRows) -> Row:
    """Return one row of what all rows of a KPI say alike. Raises RowError where they differ."""
    merged: dict[str, Cell] = {}
    for field in LASTING_FIELDS:
        said: dict[str, tuple[int, Cell]] = {}
        for row in kpi.rows:
            if (cell := _given(run, row, field)) is not None:
                said.setdefault(folded(plain_text(cell)), (row.number, cell))
        if len(said) > 1:
            spelled = ", ".join(f"'{plain_text(cell)}' in row {number}" for number, cell in said.values())
            raise RowError(f"Column '{run.columns[field]}' is {spelled}: one KPI has one {field.replace('_', ' ')}.")
        for _, cell in said.values():
            merged[run.columns[field]] = cell
    return Row(kpi.rows[0].number, merged)


def _unit(mapping: KpiMapping, spelled: str) -> UnitMapping:
    if not mapping.units:
        return UnitMapping(unit=spelled)
    found = mapping.units.get(folded(spelled))
    if found is None:
        raise ValueError(f"'{spelled}' is not among the mapping's units: add it there, with its scale")
    return found


def _given(run: Run[KpiMapping], row: Row, field: str) -> Cell:
    return cell_given(row, run.columns.get(field), run.mapping)


def _refused(rows: Sequence[int], said: str) -> Line:
    return Line(thing="row", deed=Deed.REFUSED, rows=rows, said=said)

"""The actuals of a KPI's periods, as measurements: recorded, corrected, or there already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from ops_model.imports.errors import reasons_said
from ops_model.imports.kpi_goal import KpiPeriod
from ops_model.imports.report import Deed, Line
from ops_model.selectors.measurements_recorded import Recorded
from ops_model.services.errors import Refused, ServiceError
from ops_model.services.measurement import MOST_ROWS, measurement_record_many
from ops_model.services.measurement_columns import MeasurementEntry
from ops_model.services.writer import Writer

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class _Actual:
    """What a row measures, and what was recorded of its day before (None: nothing)."""

    row: int
    entry: MeasurementEntry
    before: Recorded | None

    @property
    def line(self) -> Line:
        entry, before = self.entry, self.before
        said = f"{entry.value:f} on {entry.observed_on}"
        if before is None:
            return Line(thing="measurement", deed=Deed.RECORDED, rows=[self.row], said=said)
        if self.differs:
            said += f", where {before.value:f} stood"
        return Line(
            thing="measurement", deed=Deed.CORRECTED if self.differs else Deed.UNCHANGED, rows=[self.row], said=said
        )

    @property
    def differs(self) -> bool:
        names = ("value", "sample_size", "margin", "note")
        return any(getattr(self.entry, name) != getattr(self.before, name, None) for name in names)


def kpi_measured(
    writer: Writer, kpi_id: UUID, periods: Sequence[KpiPeriod], recorded: Mapping[date, Recorded], *, reason: str
) -> list[Line]:
    """Record the actuals of a KPI's periods where they differ from what was recorded, and return a line for each row.

    What a cell leaves empty of a day that was measured stays as it is. Rows that the service refuses are refused, and
    the others come in. Statements as of `measurement_record_many`, none where nothing differs.
    """
    lines = [
        Line(thing="row", deed=Deed.NOTED, rows=[period.row], said="no actual")
        for period in periods
        if period.actual is None
    ]
    actuals = [*_actuals(kpi_id, periods, recorded, reason)]
    lines += [actual.line for actual in actuals if not actual.differs]
    wanted = [actual for actual in actuals if actual.differs]
    for start in range(0, len(wanted), MOST_ROWS):
        lines += _record(writer, wanted[start : start + MOST_ROWS])
    return lines


def _actuals(
    kpi_id: UUID, periods: Sequence[KpiPeriod], recorded: Mapping[date, Recorded], reason: str
) -> Iterator[_Actual]:
    for period in periods:
        if period.actual is not None:
            before = recorded.get(period.on)
            entry = MeasurementEntry(
                kpi_id=kpi_id,
                observed_on=period.on,
                value=period.actual,
                sample_size=_said(period.sample_size, before.sample_size if before else None),
                margin=_said(period.margin, before.margin if before else None),
                note=_said(period.note, before.note if before else None),
                reason=reason if before else None,
            )
            yield _Actual(period.row, entry, before)


def _said(now: Said | None, before: Said | None) -> Said | None:
    return before if now is None else now


def _record(writer: Writer, actuals: Sequence[_Actual]) -> list[Line]:
    """Record all of them, or without those that the service refuses."""
    try:
        measurement_record_many(writer=writer, entries=[actual.entry for actual in actuals])
    except ServiceError as error:
        reasons: dict[int, list[Refused]] = {}
        for reason in error.reasons:
            _, place, *_ = (*reason.field, "", "")
            if not place:
                raise
            reasons.setdefault(int(place), []).append(reason)
        sound = [actual for place, actual in enumerate(actuals) if place not in reasons]
        refused = [_refused(actuals[place].row, ServiceError.of(several)) for place, several in reasons.items()]
        return refused + (_record(writer, sound) if sound else [])
    return [actual.line for actual in actuals]


def _refused(row: int, error: ServiceError) -> Line:
    return Line(thing="row", deed=Deed.REFUSED, rows=[row], said=reasons_said(error))

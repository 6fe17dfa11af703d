"""Which measurements of a batch are refused, and why. No statement is taken here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.rules import past_day_problem
from ops_model.models import Kpi, Measurement
from ops_model.services.archive import day_refused
from ops_model.services.errors import ErrorCode, Refused, ServiceError
from ops_model.services.measurement_columns import MeasurementColumns
from ops_model.services.refusals import Path, fields_refused, places_refused, problems_refused
from ops_model.services.rows import not_found
from ops_model.services.writer import Writer

Kpis = Mapping[UUID | str, Kpi]
"""The KPIs that were found, by what they were asked for by."""

Where = Callable[[int, str], Path]
"""Where in the input the field of a measurement stands, by its place and its name."""

NAMES = {"superseded_reason": "reason"}
"""What an input calls a column otherwise: the reason is written down in the row that is corrected."""


def batch_refused(writer: Writer, batch: MeasurementColumns, kpis: Kpis, where: Where) -> Iterator[Refused]:
    """Yield every reason for which measurements of a batch are refused, in their order.

    Column by column it is found at which places something is wrong; what that is, is asked of those alone.
    """
    twice = _twice(batch)
    for place in sorted(_doubtful(writer, batch, kpis, twice)):
        kpi, day = kpis.get(batch.kpis[place]), batch.observed_on[place]
        row = Measurement(**{name: column[place] for name, column in batch.given().items()})
        for refused in (
            *_kpi_refused(writer, kpi, day),
            *_day_refused(writer, day, is_twice=(batch.kpis[place], day) in twice),
            *fields_refused(row, NAMES),
        ):
            yield replace(refused, field=where(place, *refused.field))


def _doubtful(writer: Writer, batch: MeasurementColumns, kpis: Kpis, twice: set[tuple[UUID | str, date]]) -> set[int]:
    """Return the places at which something may be refused: all of those at which something is, and few others."""
    sound = {known_by for known_by, kpi in kpis.items() if not [*_kpi_refused(writer, kpi, writer.today)]}
    kpis_and_days = zip(batch.kpis, batch.observed_on, strict=True)
    doubtful = {
        place
        for place, (kpi, day) in enumerate(kpis_and_days)
        if kpi not in sound or day > writer.today or (kpi, day) in twice
    }
    for name, column in batch.given().items():
        doubtful.update(places_refused(Measurement, name, column))
    return doubtful


def _twice(batch: MeasurementColumns) -> set[tuple[UUID | str, date]]:
    kpis: Sequence[UUID | str] = batch.kpis
    if len(set(zip(kpis, batch.observed_on, strict=True))) == len(kpis):
        return set()  # mostly so, and quicker found than counted
    times = Counter(zip(kpis, batch.observed_on, strict=True))
    return {kpi_and_day for kpi_and_day, count in times.items() if count > 1}


def _kpi_refused(writer: Writer, kpi: Kpi | None, day: date) -> Iterator[Refused]:
    if kpi is None:
        yield from not_found(Kpi, ("kpi",)).reasons
        return
    try:
        writer.ask_of(Action.MEASUREMENT_RECORD, owner_id=kpi.owner_id)
    except ServiceError as error:
        yield replace(error.reasons[0], field=("kpi",))
    yield from day_refused(kpi, day, ("observed_on",))


def _day_refused(writer: Writer, day: date, *, is_twice: bool) -> Iterator[Refused]:
    if problem := past_day_problem("observed_on", day, today=writer.today):
        yield from problems_refused([problem])
    if is_twice:
        yield Refused(ErrorCode.DUPLICATE, ("observed_on",), "This KPI and day stand in several rows: keep one.")

"""Measurements of KPIs: recorded, corrected, withdrawn, never overwritten."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models.functions import Now

from ops_model.domain.permissions import Action
from ops_model.models import Kpi, Measurement
from ops_model.services.archive import day_refused
from ops_model.services.errors import ErrorCode, Refused, ServiceError, refuse
from ops_model.services.measurement_columns import MeasurementColumns, MeasurementEntry
from ops_model.services.measurement_refusals import NAMES, Where, batch_refused
from ops_model.services.measurement_writing import measurements_kpis_lock, measurements_write
from ops_model.services.refusals import Path, fields_refused, one_write
from ops_model.services.rows import row_lock
from ops_model.services.writer import Writer

MOST_ROWS = 5_000
"""How many measurements one batch may have."""

_COLUMNS = {
    "kpi": "kpi_codes",
    "observed_on": "observed_on",
    "value": "values",
    "sample_size": "sample_sizes",
    "margin": "margins",
    "note": "notes",
    "reason": "reasons",
}
"""The column of each field of a measurement, as the input calls it."""


def measurement_record(*, writer: Writer, entry: MeasurementEntry) -> UUID:
    """Record what was measured of a KPI on a day, and return the measurement's id. What was recorded of the day before
    is corrected: it stays, superseded.

    Three statements, four for a correction, at any length of history. Raises ServiceError: FORBIDDEN, NOT_FOUND,
    INVALID for a KPI that was archived by the day, OUT_OF_RANGE for a day to come, and what columns cannot be.
    """
    writer.ask(Action.MEASUREMENT_RECORD)
    (measurement_id,) = _record(writer, MeasurementColumns.of([entry]), lambda _, name: (name,))
    return measurement_id


def measurement_record_many(*, writer: Writer, entries: Sequence[MeasurementEntry]) -> list[UUID]:
    """Record up to 5,000 measurements, all or none, and return their ids in the same order.

    As many statements as `measurement_record`, however many. Raises ServiceError: as that, for all rows that are wrong
    at once, each with its place in `rows`; DUPLICATE for a KPI and day that stand there twice, OUT_OF_RANGE for too
    many rows, REQUIRED for none.
    """
    writer.ask(Action.MEASUREMENT_RECORD)
    _count_check(len(entries), ("rows",))
    return _record(writer, MeasurementColumns.of(entries), lambda place, name: ("rows", str(place), name))


def measurement_record_columns(*, writer: Writer, columns: MeasurementColumns) -> list[UUID]:
    """Do as `measurement_record_many` with measurements that are given by column, their KPIs by their codes.

    As many statements. Raises ServiceError as that, with the column and the place in it (`columns`, `values`, 17), and
    INVALID for each column that is not as long as that of the KPIs.
    """
    writer.ask(Action.MEASUREMENT_RECORD)
    length = len(columns.kpis)
    refuse(
        Refused(
            ErrorCode.INVALID,
            ("columns", _COLUMNS[NAMES.get(name, name)]),
            f"Give a value for each KPI code, {length:,}, and not {len(column):,}; null where there is none.",
        )
        for name, column in columns.given().items()
        if len(column) != length
    )
    _count_check(length, ("columns", "kpi_codes"))
    return _record(writer, columns, lambda place, name: ("columns", _COLUMNS[name], str(place)))


def measurement_withdraw(*, writer: Writer, measurement_id: UUID, reason: str | None) -> UUID:
    """Withdraw a measurement: it stays, superseded by nothing, and its day has none. Return its id.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for one that was corrected or withdrawn
    already, and for a KPI that was archived by its day.
    """
    writer.ask(Action.MEASUREMENT_WITHDRAW)
    with one_write(NAMES):
        measurement = row_lock(Measurement, writer, measurement_id)
        kpi = Kpi.objects.get(organisation_id=writer.organisation_id, pk=measurement.kpi_id)
        writer.ask_of(Action.MEASUREMENT_WITHDRAW, owner_id=kpi.owner_id)
        refuse(day_refused(kpi, measurement.observed_on, ("id",)))
        if measurement.superseded_at is not None:
            word = "corrected" if measurement.superseded_by_id else "withdrawn"
            raise ServiceError(ErrorCode.INVALID, ("id",), f"It was {word} already: it does not count any more.")
        measurement.superseded_reason = reason
        refuse(fields_refused(measurement, NAMES))
        measurement.superseded_at = Now()
        measurement.save(force_update=True, update_fields=["superseded_at", "superseded_reason"])
    return measurement_id


def _count_check(count: int, path: Path) -> None:
    if not count:
        raise ServiceError(ErrorCode.REQUIRED, path, "Give at least one row.")
    if count > MOST_ROWS:
        message = f"Give at most {MOST_ROWS:,} rows at once, and not {count:,}."
        raise ServiceError(ErrorCode.OUT_OF_RANGE, path, message)


def _record(writer: Writer, batch: MeasurementColumns, where: Where) -> list[UUID]:
    with one_write(NAMES):
        kpis = measurements_kpis_lock(writer, batch.kpis)
        refuse(batch_refused(writer, batch, kpis, where))
        return measurements_write(writer, batch, kpis)

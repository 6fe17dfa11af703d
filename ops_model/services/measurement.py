"""Measurements of KPIs: recorded, corrected, withdrawn, never overwritten."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from ops_model.domain.permissions import Action
from ops_model.domain.progress import begun
from ops_model.domain.rules import past_day_problem
from ops_model.models import Kpi, Measurement
from ops_model.services.archive import HasBeenArchived
from ops_model.services.errors import ErrorCode, Refused, ServiceError, refuse
from ops_model.services.refusals import Path, fields_refused, one_write, problems_refused
from ops_model.services.rows import not_found, row_lock
from ops_model.services.writer import Writer

MOST_ROWS = 5_000
"""How many measurements one batch may have."""

Written = Mapping[tuple[UUID, date], UUID]
"""The id of the measurement of each KPI and day."""

_NAMES = {"superseded_reason": "reason"}
_SUPERSEDE = """
UPDATE measurement SET superseded_at = statement_timestamp(), superseded_reason = corrected.reason
FROM unnest(%(kpi_ids)s::uuid[], %(days)s::date[], %(reasons)s::text[]) AS corrected (kpi_id, observed_on, reason)
WHERE organisation_id = %(organisation_id)s AND measurement.kpi_id = corrected.kpi_id
    AND measurement.observed_on = corrected.observed_on AND superseded_at IS NULL
RETURNING id, measurement.kpi_id, measurement.observed_on, superseded_at
"""
_INSERT = """
INSERT INTO measurement
    (organisation_id, recorded_by_id, recorded_at, kpi_id, observed_on, value, sample_size, margin, note)
SELECT
    %(organisation_id)s, %(recorded_by_id)s::uuid, coalesce(%(recorded_at)s, statement_timestamp()), entry.*
FROM unnest(
    %(kpi_ids)s::uuid[], %(days)s::date[], %(values)s::numeric[], %(sample_sizes)s::integer[], %(margins)s::numeric[],
    %(notes)s::text[]
) AS entry
RETURNING id, kpi_id, observed_on, recorded_at
"""
_SUCCEED = """
UPDATE measurement SET superseded_by_id = successor.id
FROM unnest(%(superseded)s::uuid[], %(successors)s::uuid[]) AS successor (superseded_id, id)
WHERE organisation_id = %(organisation_id)s AND measurement.id = successor.superseded_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementEntry:
    """What was measured of a KPI on a day, in its unit; `reason` is why it corrects what was recorded of the day."""

    kpi_id: UUID
    observed_on: date
    value: Decimal
    sample_size: int | None = None
    margin: Decimal | None = None
    note: str | None = None
    reason: str | None = None


def measurement_record(*, writer: Writer, entry: MeasurementEntry) -> UUID:
    """Record what was measured of a KPI on a day, and return the measurement's id. What was recorded of the day before
    is corrected: it stays, superseded.

    Three statements, four for a correction. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for a KPI that was
    archived by the day, OUT_OF_RANGE for a day to come, and what columns cannot be.
    """
    (measurement_id,) = _record(writer, [entry], [()])
    return measurement_id


def measurement_record_many(*, writer: Writer, entries: Sequence[MeasurementEntry]) -> list[UUID]:
    """Record up to 5,000 measurements, all or none, and return their ids in the same order.

    As many statements as `measurement_record`, however many. Raises ServiceError: as that, for all rows that are wrong
    at once, each with its place in `rows`; DUPLICATE for a KPI and day that stand there twice, OUT_OF_RANGE for too
    many rows, REQUIRED for none.
    """
    writer.ask(Action.MEASUREMENT_RECORD)
    if not entries:
        raise ServiceError(ErrorCode.REQUIRED, ("rows",), "Give at least one row.")
    if len(entries) > MOST_ROWS:
        message = f"Give at most {MOST_ROWS:,} rows at once, and not {len(entries):,}."
        raise ServiceError(ErrorCode.OUT_OF_RANGE, ("rows",), message)
    return _record(writer, entries, [("rows", str(place)) for place in range(len(entries))])


def measurement_withdraw(*, writer: Writer, measurement_id: UUID, reason: str | None) -> UUID:
    """Withdraw a measurement: it stays, superseded by nothing, and its day has none. Return its id.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for one that was corrected or withdrawn
    already, and for a KPI that was archived by its day.
    """
    writer.ask(Action.MEASUREMENT_WITHDRAW)
    with one_write(_NAMES):
        measurement = row_lock(Measurement, writer, measurement_id)
        kpi = Kpi.objects.get(organisation_id=writer.organisation_id, pk=measurement.kpi_id)
        writer.ask_of(Action.MEASUREMENT_WITHDRAW, owner_id=kpi.owner_id)
        refuse(day_refused(kpi, measurement.observed_on, ("id",)))
        if measurement.superseded_at is not None:
            word = "corrected" if measurement.superseded_by_id else "withdrawn"
            raise ServiceError(ErrorCode.INVALID, ("id",), f"It was {word} already: it does not count any more.")
        measurement.superseded_reason = reason
        refuse(fields_refused(measurement, _NAMES))
        measurement.superseded_at = Now()
        measurement.save(force_update=True, update_fields=["superseded_at", "superseded_reason"])
    return measurement_id


def day_refused(kpi: HasBeenArchived, day: date, path: Path) -> Iterator[Refused]:
    """Yield why a day's measurement may not change: the KPI is out on it. Of the days before it is as any other's. No
    statement."""
    if begun(kpi.archived_on, day):
        message = f"{kpi.code} is archived since {kpi.archived_on}: keep to earlier days, or take it back in first."
        yield Refused(ErrorCode.INVALID, path, message)


def _record(writer: Writer, entries: Sequence[MeasurementEntry], paths: Sequence[Path]) -> list[UUID]:
    writer.ask(Action.MEASUREMENT_RECORD)
    rows = [_row(writer, entry) for entry in entries]
    with one_write(_NAMES):
        kpis = _kpis_lock(writer, {entry.kpi_id for entry in entries})
        times = Counter((entry.kpi_id, entry.observed_on) for entry in entries)
        refuse(
            refused
            for entry, row, path in zip(entries, rows, paths, strict=True)
            for refused in (
                *_entry_refused(writer, entry, kpis.get(entry.kpi_id), path),
                *_twice_refused(times[entry.kpi_id, entry.observed_on], path),
                *fields_refused(row, _NAMES, within=path),
            )
        )
        parameters = _parameters(writer, entries)
        superseded, at = _written(_SUPERSEDE, parameters)
        # What corrects is recorded at the instant at which what it corrects ceases to count.
        recorded, _ = _written(_INSERT, {**parameters, "recorded_at": at})
        if superseded:
            _succeed(writer, superseded, recorded)
    return [recorded[entry.kpi_id, entry.observed_on] for entry in entries]


def _row(writer: Writer, entry: MeasurementEntry) -> Measurement:
    """Return the row of an entry, to be looked at: its reason is written down in the row that it corrects."""
    return Measurement(
        organisation_id=writer.organisation_id,
        kpi_id=entry.kpi_id,
        observed_on=entry.observed_on,
        value=entry.value,
        sample_size=entry.sample_size,
        margin=entry.margin,
        note=entry.note,
        superseded_reason=entry.reason,
    )


def _kpis_lock(writer: Writer, kpi_ids: set[UUID]) -> Mapping[UUID, Kpi]:
    """Lock the KPIs, always in the same order, so that two batches wait for one another and never both."""
    kpis = Kpi.objects.filter(organisation_id=writer.organisation_id, pk__in=kpi_ids).order_by("pk")
    return {kpi.pk: kpi for kpi in kpis.select_for_update(no_key=True)}


def _entry_refused(writer: Writer, entry: MeasurementEntry, kpi: Kpi | None, path: Path) -> Iterator[Refused]:
    if kpi is None:
        yield from not_found(Kpi, (*path, "kpi")).reasons
        return
    try:
        writer.ask_of(Action.MEASUREMENT_RECORD, owner_id=kpi.owner_id)
    except ServiceError as error:
        yield replace(error.reasons[0], field=(*path, "kpi"))
    yield from day_refused(kpi, entry.observed_on, (*path, "observed_on"))
    if problem := past_day_problem("observed_on", entry.observed_on, today=writer.today):
        yield from problems_refused([problem], within=path)


def _twice_refused(times: int, path: Path) -> Iterator[Refused]:
    if times > 1:
        yield Refused(ErrorCode.DUPLICATE, (*path, "observed_on"), "This KPI and day stand in several rows: keep one.")


def _parameters(writer: Writer, entries: Sequence[MeasurementEntry]) -> dict[str, Any]:
    return {
        "organisation_id": writer.organisation_id,
        "recorded_by_id": writer.membership_id,
        "kpi_ids": [str(entry.kpi_id) for entry in entries],
        "days": [entry.observed_on for entry in entries],
        "values": [entry.value for entry in entries],
        "sample_sizes": [entry.sample_size for entry in entries],
        "margins": [entry.margin for entry in entries],
        "notes": [entry.note for entry in entries],
        "reasons": [entry.reason for entry in entries],
    }


def _written(statement: str, parameters: dict[str, Any]) -> tuple[Written, datetime | None]:
    """Run a statement that writes measurements, and return which, and at what instant (None: none)."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    written = {(kpi_id, day): measurement_id for measurement_id, kpi_id, day, _ in rows}
    return written, rows[0][-1] if rows else None


def _succeed(writer: Writer, superseded: Written, recorded: Written) -> None:
    """Write down what corrected what."""
    parameters: dict[str, Any] = {
        "organisation_id": writer.organisation_id,
        "superseded": [str(measurement_id) for measurement_id in superseded.values()],
        "successors": [str(recorded[place]) for place in superseded],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUCCEED, parameters)

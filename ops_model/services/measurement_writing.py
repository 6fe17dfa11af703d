"""A batch of measurements is written: each column of it as one array, a text that PostgreSQL reads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from ops_model.models import Kpi
from ops_model.selectors.facts.sql import array_text
from ops_model.services.measurement_columns import MeasurementColumns
from ops_model.services.measurement_refusals import Kpis
from ops_model.services.writer import Writer

# Each bound says no more than the join does, and lets no plan read more of a history than the batch's days.
_SUPERSEDE = """
UPDATE measurement SET superseded_at = statement_timestamp(), superseded_reason = corrected.reason
FROM unnest(%(kpi_id)s::uuid[], %(observed_on)s::date[], %(superseded_reason)s::text[])
    WITH ORDINALITY AS corrected (kpi_id, observed_on, reason, number)
WHERE organisation_id = %(organisation_id)s AND measurement.kpi_id = corrected.kpi_id
    AND measurement.observed_on = corrected.observed_on AND superseded_at IS NULL
    AND measurement.kpi_id = ANY (%(kpi_ids)s::uuid[]) AND measurement.observed_on BETWEEN %(first)s AND %(last)s
RETURNING number - 1, id::text, superseded_at
"""
_INSERT = """
INSERT INTO measurement
    (organisation_id, recorded_by_id, recorded_at, kpi_id, observed_on, value, sample_size, margin, note)
SELECT
    %(organisation_id)s, %(recorded_by_id)s::uuid, coalesce(%(recorded_at)s, statement_timestamp()),
    kpi_id, observed_on, value, sample_size, margin, note
FROM unnest(
    %(kpi_id)s::uuid[], %(observed_on)s::date[], %(value)s::numeric[], %(sample_size)s::integer[],
    %(margin)s::numeric[], %(note)s::text[]
) WITH ORDINALITY AS entry (kpi_id, observed_on, value, sample_size, margin, note, number)
ORDER BY number
RETURNING id
"""
_SUCCEED = """
UPDATE measurement SET superseded_by_id = successor.id
FROM unnest(%(superseded)s::uuid[], %(successors)s::uuid[]) AS successor (superseded_id, id)
WHERE measurement.id = ANY (%(superseded)s::uuid[]) AND measurement.id = successor.superseded_id
"""


def measurements_kpis_lock(writer: Writer, known_by: Sequence[UUID] | Sequence[str]) -> Kpis:
    """Lock the KPIs that are known by these ids or codes, and return those that there are by what they are known by.

    One statement. They are locked always in the same order, so that two batches wait for one another and never both.
    """
    wanted = set(known_by)
    by_code = any(isinstance(each, str) for each in wanted)
    asked = Q(code__in=wanted) if by_code else Q(pk__in=wanted)
    kpis = Kpi.objects.filter(asked, organisation_id=writer.organisation_id).order_by("pk")
    return {kpi.code if by_code else kpi.pk: kpi for kpi in kpis.select_for_update(no_key=True)}


def measurements_write(writer: Writer, batch: MeasurementColumns, kpis: Kpis) -> list[UUID]:
    """Write a batch in which nothing is refused, and return the ids of its measurements in their order. What was
    recorded of a day before stays, superseded by what corrects it.

    Two statements, three where something is corrected, however many measurements and however long their history.
    """
    parameters = _parameters(writer, batch, kpis)
    superseded = _rows(_SUPERSEDE, parameters)
    # What corrects is recorded at the instant at which what it corrects ceases to count.
    at: datetime | None = superseded[0][2] if superseded else None
    recorded = [measurement_id for (measurement_id,) in _rows(_INSERT, {**parameters, "recorded_at": at})]
    if superseded:
        _succeed({measurement_id: recorded[place] for place, measurement_id, _ in superseded})
    return recorded


def _parameters(writer: Writer, batch: MeasurementColumns, kpis: Kpis) -> dict[str, Any]:
    ids = {known_by: str(kpi.pk) for known_by, kpi in kpis.items()}
    return {
        "organisation_id": writer.organisation_id,
        "recorded_by_id": writer.membership_id,
        "kpi_id": array_text(ids[known_by] for known_by in batch.kpis),
        "observed_on": array_text(batch.observed_on),
        "value": array_text(batch.values),
        "sample_size": _array_or_none(batch.sample_sizes),
        "margin": _array_or_none(batch.margins),
        "note": _array_or_none(batch.notes),
        "superseded_reason": _array_or_none(batch.reasons),
        "kpi_ids": array_text(ids.values()),
        "first": min(batch.observed_on),
        "last": max(batch.observed_on),
    }


def _array_or_none(column: Sequence[object] | None) -> str | None:
    """Write a column that may say nothing: nulls then, as unnest makes of an array that ends before the others."""
    return None if column is None else array_text(map(_quoted, column))


def _quoted(value: object) -> str:
    if value is None:
        return "NULL"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _rows(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _succeed(successors: Mapping[str, UUID]) -> None:
    """Write down what corrected what."""
    with connection.cursor() as cursor:
        arrays = {"superseded": array_text(successors), "successors": array_text(successors.values())}
        cursor.execute(_SUCCEED, arrays)

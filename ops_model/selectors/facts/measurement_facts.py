"""The newest measurements of KPIs: as many of each as its value is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TypeVar
from uuid import UUID

from ops_model.domain.makers import maker
from ops_model.domain.progress import measurements_needed, terms_in_force
from ops_model.domain.progress.facts import KpiTerms, Measurement
from ops_model.domain.progress.vocabulary import Aggregation
from ops_model.selectors.facts.sql import Row, array_text, rows_read
from ops_model.selectors.prepared import Prepared

IdT = TypeVar("IdT", UUID, str)

# Each probe names both columns of the index: by kpi_id alone it is three times slower. What SUM leaves out is summed
# here, once a KPI (OFFSET 0 keeps it from being done for each row), and not fetched: the one cost of a state that grows
# with history.
_STATEMENT = Prepared(
    "measurements_newest",
    """
SELECT place, observed_on, value, sample_size, margin, left_out
FROM (
    SELECT place, kpi_id, count, CASE WHEN carries THEN (
        SELECT sum(value)
        FROM (
            SELECT value
            FROM measurement
            WHERE organisation_id = %(organisation_id)s AND kpi_id = asked.kpi_id
                AND superseded_at IS NULL AND observed_on <= %(as_of)s AND observed_on > asked.after
            ORDER BY observed_on DESC
            OFFSET asked.count
        ) AS older
    ) END AS left_out
    FROM unnest(%(kpi_ids)s, %(counts)s, %(carries)s, %(after)s)
        WITH ORDINALITY AS asked (kpi_id, count, carries, after, place)
    OFFSET 0
) AS wanted
CROSS JOIN LATERAL (
    SELECT observed_on, value, sample_size, margin
    FROM measurement
    WHERE organisation_id = %(organisation_id)s AND kpi_id = wanted.kpi_id
        AND superseded_at IS NULL AND observed_on <= %(as_of)s
    ORDER BY observed_on DESC
    LIMIT wanted.count
) AS listed
ORDER BY place, observed_on DESC
""",
    organisation_id="uuid",
    as_of="date",
    kpi_ids="uuid[]",
    counts="integer[]",
    carries="boolean[]",
    after="date[]",
)

_ALL = """
SELECT kpi_id::text, observed_on, value, sample_size, margin, NULL
FROM measurement
WHERE organisation_id = %(organisation_id)s AND superseded_at IS NULL AND observed_on <= %(as_of)s
ORDER BY kpi_id, observed_on DESC
"""


_CORRECTED = """
SELECT kpi_id, max(observed_on)
FROM measurement
WHERE organisation_id = %(organisation_id)s AND observed_on <= %(on)s AND (
    recorded_at > %(after)s AND recorded_at <= %(until)s OR superseded_at > %(after)s AND superseded_at <= %(until)s
)
GROUP BY kpi_id
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a KPI: the newest measurements, ascending, and the sum of those left out that are dated
    after the baseline (for SUM alone; 0 otherwise)."""

    listed: tuple[Measurement, ...] = ()
    carried: Decimal = Decimal(0)


UNMEASURED = Measured()
"""What was measured of a KPI of which nothing was."""

_SHOWN, _CARRIED = slice(1, 5), 5
"""Which columns of a row are the measurement's, and which is the sum of those left out."""

_NOTHING = Decimal(0)

_measurement = maker(Measurement, "observed_on", "value", "sample_size", "margin")
_measured_of = maker(Measured, "listed", "carried")


def measurements_newest(
    terms: Mapping[IdT, Sequence[KpiTerms]], *, organisation_id: UUID, as_of: date, points: int
) -> dict[IdT, Measured]:
    """Read of each KPI the newest measurements dated by `as_of` that `points` points of its value are made of, by the
    terms in force then; KPIs without terms in force or without measurements are left out. They are known by their ids,
    or by the texts of them. One statement.

    Superseded measurements are not among them.
    """
    in_force = {kpi_id: now for kpi_id, versions in terms.items() if (now := terms_in_force(versions, as_of))}
    rows = rows_read(
        _STATEMENT,
        {
            "organisation_id": organisation_id,
            "as_of": as_of,
            "kpi_ids": array_text(in_force),
            "counts": array_text([measurements_needed(now, points) for now in in_force.values()]),
            "carries": array_text([now.aggregation is Aggregation.SUM for now in in_force.values()]),
            "after": array_text([now.baseline.on if now.baseline else date.min for now in in_force.values()]),
        },
    )
    kpi_ids = list(in_force)
    return {kpi_ids[place - 1]: _measured(list(of_kpi)) for place, of_kpi in groupby(rows, key=itemgetter(0))}


def measurements_all(*, organisation_id: UUID, as_of: date) -> dict[UUID, Measured]:
    """Read all measurements of all KPIs dated by `as_of`; KPIs without are left out. One statement, and the one that
    grows with history: for what is told of many days at once.

    Superseded measurements are not among them.
    """
    rows = rows_read(_ALL, {"organisation_id": organisation_id, "as_of": as_of})
    return {UUID(text): _measured(list(of_kpi)) for text, of_kpi in groupby(rows, key=itemgetter(0))}


def corrections_between(*, organisation_id: UUID, on: date, after: datetime, until: datetime) -> dict[UUID, date]:
    """Read the KPIs of which something dated by `on` was recorded, corrected or withdrawn after the one instant and by
    the other, each with the newest such date. One statement."""
    asked = {"organisation_id": organisation_id, "on": on, "after": after, "until": until}
    return dict(rows_read(_CORRECTED, asked))


def _measured(rows: list[Row]) -> Measured:
    rows.reverse()
    listed = [_measurement(*row[_SHOWN]) for row in rows]
    return _measured_of(tuple(listed), rows[0][_CARRIED] or _NOTHING)

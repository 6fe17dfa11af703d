"""What was recorded of KPIs: every measurement that counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ops_model.selectors.facts.sql import rows_read

_STATEMENT = """
SELECT kpi_id::text, observed_on, value, sample_size, margin, note
FROM measurement
WHERE organisation_id = %(organisation_id)s AND kpi_id = ANY (%(kpi_ids)s::uuid[]) AND superseded_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was measured of a day, in the KPI's unit."""

    value: Decimal
    sample_size: int | None
    margin: Decimal | None
    note: str | None


def measurements_recorded(*, organisation_id: UUID, kpi_ids: Iterable[UUID]) -> Mapping[UUID, Mapping[date, Recorded]]:
    """Read every measurement of these KPIs that counts, by KPI and day; KPIs without any are left out.

    One statement.
    """
    by_kpi: dict[UUID, dict[date, Recorded]] = {}
    parameters = {"organisation_id": organisation_id, "kpi_ids": [str(kpi_id) for kpi_id in kpi_ids]}
    for kpi_id, observed_on, value, sample_size, margin, note in rows_read(_STATEMENT, parameters):
        recorded = Recorded(value=value, sample_size=sample_size, margin=margin, note=note)
        by_kpi.setdefault(UUID(kpi_id), {})[observed_on] = recorded
    return by_kpi

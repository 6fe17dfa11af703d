"""Measurements by column: what stands at one place of every list is of one measurement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementColumns:
    """Measurements of KPIs, each known by its id or its code: as many values in every column. A column that is None
    says nothing of any measurement, and a value that is None nothing of its own."""

    kpis: Sequence[UUID] | Sequence[str]
    observed_on: Sequence[date]
    values: Sequence[Decimal]
    sample_sizes: Sequence[int | None] | None = None
    margins: Sequence[Decimal | None] | None = None
    notes: Sequence[str | None] | None = None
    reasons: Sequence[str | None] | None = None

    @classmethod
    def of(cls, entries: Sequence[MeasurementEntry]) -> "MeasurementColumns":
        """Turn measurements that are given one by one into columns."""
        return cls(
            kpis=[entry.kpi_id for entry in entries],
            observed_on=[entry.observed_on for entry in entries],
            values=[entry.value for entry in entries],
            sample_sizes=[entry.sample_size for entry in entries],
            margins=[entry.margin for entry in entries],
            notes=[entry.note for entry in entries],
            reasons=[entry.reason for entry in entries],
        )

    def given(self) -> dict[str, Sequence[Any]]:
        """Return the columns that say something, by the names that they have in the table; which KPIs is not among
        them."""
        columns = {
            "observed_on": self.observed_on,
            "value": self.values,
            "sample_size": self.sample_sizes,
            "margin": self.margins,
            "note": self.notes,
            "superseded_reason": self.reasons,
        }
        return {name: column for name, column in columns.items() if column is not None}

"""What everybody is asked.

Q1 a scorecard; Q2 the first 50 initiatives; Q3 all initiatives with their KPIs; M1 one measurement is recorded, and Q1
asked again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from uuid import UUID

from benchmarks.dataset.kpis import is_archived, kpi_code
from benchmarks.dataset.organisations import SEED
from benchmarks.dataset.rows import identifiers
from benchmarks.dataset.shapes import AS_OF, Shape

READS = ("q1", "q2", "q3")
WRITE = "m1"
DOCUMENTS = Path(__file__).parent / "documents"
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Write:
    """One measurement to be recorded, of a day on which nothing was measured before."""

    organisation: str
    kpi_id: UUID
    kpi_code: str
    observed_on: date
    value: str

    def in_words(self) -> tuple[str, str, str, str]:
        """Return organisation, KPI, day and value, as a client that knows codes would give them."""
        return self.organisation, self.kpi_code, self.observed_on.isoformat(), self.value


def document(schema: str, name: str) -> str:
    """Return the text of a document."""
    return (DOCUMENTS / schema / f"{name}.graphql").read_text(encoding="utf-8")


def writes(shape: Shape) -> Iterator[Write]:
    """Yield measurements to be recorded, of all KPIs that are not archived in turn, the newest day first: no two of one
    KPI and day."""
    kpi_ids = enumerate(islice(identifiers(SEED, shape.slug, "kpi"), shape.kpis))
    living = [(number, kpi_id) for number, kpi_id in kpi_ids if not is_archived(number)]
    days = (AS_OF - timedelta(days=ago) for ago in count())
    for day in (day for day in days if day.weekday() != SUNDAY):
        for number, kpi_id in living:
            yield Write(shape.slug, kpi_id, kpi_code(number), day, f"{30 + number % 40}.5")

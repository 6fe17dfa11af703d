"""How large the organisations of the data set are, and on which day they stand."""

from dataclasses import dataclass
from datetime import date

AS_OF = date(2026, 7, 1)
"""The day that everything is asked for: a Wednesday."""

MEASURED_LAST = date(2026, 6, 28)
"""The last of the Sundays on which KPIs are measured."""

WEEKS = 104
MEMBERS = 40

BASE = "bench"
HISTORY_10X = "bench-history-10x"
HISTORY_100X = "bench-history-100x"
INITIATIVES_10X = "bench-initiatives-10x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One organisation: how many initiatives and KPIs it has, and of how many weeks each of them has a history."""

    slug: str
    initiatives: int
    kpis: int
    weeks: int = WEEKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The organisation that is measured, and how many small ones stand beside it."""

    initiatives: int
    kpis: int
    small_ones: int

    def base(self) -> Shape:
        """Return the organisation that is measured."""
        return Shape(slug=BASE, initiatives=self.initiatives, kpis=self.kpis)

    def shapes(self) -> tuple[Shape, ...]:
        """Return all organisations: the base, what it is beside small ones, and longer and wider than itself."""
        one, many = self.initiatives, self.kpis
        return (
            self.base(),
            *(Shape(slug=f"small-{number:02}", initiatives=6, kpis=20) for number in range(self.small_ones)),
            Shape(slug=INITIATIVES_10X, initiatives=10 * one, kpis=many),
            Shape(slug=HISTORY_10X, initiatives=one, kpis=many, weeks=10 * WEEKS),
            Shape(slug=HISTORY_100X, initiatives=one, kpis=many, weeks=100 * WEEKS),
        )


SIZES = {
    "full": Size(initiatives=300, kpis=1000, small_ones=50),
    "small": Size(initiatives=30, kpis=100, small_ones=5),
}

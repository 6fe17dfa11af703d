"""What everybody is asked, and how answers of different schemas are compared.

Q1 a scorecard; Q2 the first 50 initiatives; Q3 all initiatives with their KPIs; M1 one measurement is recorded, and Q1
asked again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from math import isclose
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.dataset.kpis import kpi_code
from benchmarks.dataset.organisations import SEED
from benchmarks.dataset.rows import identifiers
from benchmarks.dataset.shapes import AS_OF, Shape

READS = ("q1", "q2", "q3")
WRITE = "m1"
DOCUMENTS = Path(__file__).parent / "documents"
SUNDAY = 6
RELATIVE, ABSOLUTE = 1e-9, 1e-9


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
    """Yield measurements to be recorded, of all KPIs in turn, the newest day first: no two of one KPI and day."""
    kpi_ids = list(islice(identifiers(SEED, shape.slug, "kpi"), shape.kpis))
    days = (AS_OF - timedelta(days=ago) for ago in count())
    for day in (day for day in days if day.weekday() != SUNDAY):
        for number, kpi_id in enumerate(kpi_ids):
            yield Write(shape.slug, kpi_id, kpi_code(number), day, f"{30 + number % 40}.5")


def figures(answer: Any) -> Any:
    """Return what an answer says, without the shape that a schema gives it: what stands in an object of its own stands
    beside the rest, an object of one field is that field's value, and null is as good as nothing. Raises ValueError
    where two things would stand under one name."""
    if isinstance(answer, list):
        return [figures(item) for item in answer]
    if not isinstance(answer, dict):
        return answer
    merged: dict[str, Any] = {}
    for name, value in answer.items():
        inner = figures(value)
        for key, each in inner.items() if isinstance(inner, dict) else [(name, inner)]:
            if key in merged:
                raise ValueError(f"Two values are called {key}.")
            if each is not None:
                merged[key] = each
    return next(iter(merged.values())) if len(answer) == 1 and len(merged) == 1 else merged


def one_list(value: Any) -> Any:
    """Return lists that stand beside one another as one, by code; anything else as it is."""
    if not isinstance(value, dict) or not all(isinstance(each, list) for each in value.values()):
        return value
    return sorted((item for each in value.values() for item in each), key=lambda item: str(item["code"]))


def differences(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """Yield where two answers differ, value by value; numbers may do so by 1e-9."""
    match one, other:
        case dict(), dict():
            for key in sorted({*one, *other}):
                yield from differences(one.get(key), other.get(key), f"{place}.{key}")
        case list(), list() if len(one) == len(other):
            for number, (left, right) in enumerate(zip(one, other, strict=True)):
                yield from differences(left, right, f"{place}[{number}]")
        case int() | float(), int() | float() if not isinstance(one, bool) and not isinstance(other, bool):
            if not isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
                yield f"{place}: {one} and {other}"
        case _:
            if one != other or isinstance(one, bool) is not isinstance(other, bool):
                yield f"{place}: {_short(one)} and {_short(other)}"


def _short(value: Any) -> str:
    return f"{len(value)} items" if isinstance(value, list) else repr(value)[:80]

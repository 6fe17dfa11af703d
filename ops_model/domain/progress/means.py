"""The one weighted mean. Every figure above a KPI and a milestone is a tally of items, and explained by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Generic, TypeVar

from ops_model.domain.progress.facts import MilestoneFacts
from ops_model.domain.progress.vocabulary import ExclusionReason

SubjectT_co = TypeVar("SubjectT_co", covariant=True)


@dataclass(slots=True)
class Item(Generic[SubjectT_co]):
    """What may count in a mean: its value and the value expected of it, both None where it has none, and its weight
    >= 0.

    `excluded` None means that it counts: it has a value, an expected value and a weight above 0. `fresh` False: it
    counts, but too old to be covered. `below` is the tally that its value is of, where that is explained further.
    """

    subject: SubjectT_co
    value: float | None
    expected: float | None
    weight: float
    excluded: ExclusionReason | None
    fresh: bool = True
    below: "Tally[MilestoneFacts] | None" = None


@dataclass(slots=True)
class Tally(Generic[SubjectT_co]):
    """The mean of `items` by weight. `weight` is the sum of the weights that counted; where none did, it is 0 and
    `value` and `expected` are None."""

    items: Sequence[Item[SubjectT_co]]
    weight: float
    value: float | None
    expected: float | None

    def share(self, item: Item[Any]) -> float | None:
        """The item's weight over the weights that counted; None where it is left out."""
        return item.weight / self.weight if item.excluded is None else None


def exclusion(weight: float, value: float | None) -> ExclusionReason | None:
    """Why something that is neither archived nor in a stage that does not count is left out; None where it counts."""
    if weight == 0:
        return ExclusionReason.ZERO_WEIGHT
    return ExclusionReason.NO_DATA if value is None else None


def tally(items: Sequence[Item[SubjectT_co]]) -> Tally[SubjectT_co]:
    """The mean of the values, and of the expected values over the same items.

    Sums are exact (`math.fsum`), so neither the order of the items nor those left out can move a digit.
    """
    weights, values, expected = [], [], []
    for item in items:
        if item.excluded is None:
            weight = item.weight
            weights.append(weight)
            if item.value is not None:
                values.append(weight * item.value)
            if item.expected is not None:
                expected.append(weight * item.expected)
    if not weights:
        return Tally(items, 0.0, None, None)
    whole = fsum(weights)
    return Tally(items, whole, fsum(values) / whole, fsum(expected) / whole)


MISSING = (ExclusionReason.NO_DATA, ExclusionReason.NO_TARGET)
"""What an item is left out for that lowers coverage: it should count, and nothing is known of it."""


def coverage(items: Sequence[Item[SubjectT_co]]) -> float:
    """How much of what should count counts with fresh data: weight over weight, 0..1; 0 where nothing should."""
    due = fsum([item.weight for item in items if item.excluded is None or item.excluded in MISSING])
    known = fsum([item.weight for item in items if item.excluded is None and item.fresh])
    return known / due if due else 0.0


def mean_coverage(parts: Sequence[tuple[float, float]]) -> float:
    """The mean of (weight, coverage) pairs over all of them; 0 where the weights sum to 0."""
    weight = fsum([weight for weight, _ in parts])
    return fsum([weight * covered for weight, covered in parts]) / weight if weight else 0.0

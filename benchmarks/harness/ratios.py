"""Ratios of what was measured in turn: whatever else the machine did in a round, it did to both."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratios of the rounds: the middle one, the least and the greatest."""

    median: float
    min: float
    max: float


def paired(numerators: Sequence[float], denominators: Sequence[float]) -> Ratio:
    """Divide what was measured in each round by what else was measured in it. Raises ValueError where the rounds are
    not the same or none."""
    ratios = [one / other for one, other in zip(numerators, denominators, strict=True)]
    if not ratios:
        raise ValueError("There was no round.")
    return Ratio(median(ratios), min(ratios), max(ratios))


def single(values: Sequence[float]) -> Ratio:
    """Sum up what was measured in each round by itself. Raises ValueError where there was none."""
    return paired(values, [1.0] * len(values))

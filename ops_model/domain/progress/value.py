"""A KPI's value from its measurements, by its aggregation, and the course that it took."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from operator import attrgetter

from ops_model.domain.progress.dates import terms_in_force
from ops_model.domain.progress.facts import KpiFacts, KpiTerms, Measurement
from ops_model.domain.progress.vocabulary import Aggregation

DatedDecimal = tuple[date, Decimal]

_observed_on = attrgetter("observed_on")


@dataclass(frozen=True, slots=True)
class Point:
    """The KPI's value on a day on which it was measured, in its unit."""

    on: date
    value: float


def measured_by(kpi: KpiFacts, as_of: date) -> Sequence[Measurement]:
    """The listed measurements dated by `as_of`, ascending; what is assumed by then is the last of them."""
    measurements, assumed = kpi.measurements, kpi.assumed
    if assumed is not None and assumed.observed_on <= as_of:
        return (*measurements[: bisect_left(measurements, assumed.observed_on, key=_observed_on)], assumed)
    if not measurements or measurements[-1].observed_on <= as_of:
        return measurements
    return measurements[: bisect_right(measurements, as_of, key=_observed_on)]


def measurements_needed(terms: KpiTerms, points: int) -> int:
    """How many of a KPI's newest measurements must be listed for `points` points of its value to be exact: for a
    rolling mean `window` - 1 more; for SUM those left out must then be told by `carried`."""
    return points + terms.window - 1 if terms.aggregation is Aggregation.ROLLING_MEAN else points


def value_points(kpi: KpiFacts, terms: KpiTerms, measured: Sequence[Measurement], points: int) -> list[DatedDecimal]:
    """The newest `points` points of the KPI's value under `terms`, ascending, one a measurement; fewer if fewer exist.

    For SUM the running total, from the baseline's value, of what is dated after it; for ROLLING_MEAN the rolling mean.
    What is assumed is a point as it is, whatever the aggregation.
    """
    if measured and measured[-1] is kpi.assumed:
        before = _aggregated(kpi, terms, measured[:-1], points)
        return [*before, (measured[-1].observed_on, measured[-1].value)][-points:]
    return _aggregated(kpi, terms, measured, points)


def kpi_series(kpi: KpiFacts, *, as_of: date, points: int) -> tuple[Point, ...]:
    """The newest `points` (1 or more) points of the KPI's value dated by `as_of`, ascending, by the terms in force
    then; empty before it exists."""
    terms = terms_in_force(kpi.terms, as_of)
    if terms is None:
        return ()
    return tuple(Point(on, float(value)) for on, value in value_points(kpi, terms, measured_by(kpi, as_of), points))


def _aggregated(kpi: KpiFacts, terms: KpiTerms, measured: Sequence[Measurement], points: int) -> list[DatedDecimal]:
    if terms.aggregation is Aggregation.LATEST:
        return [(measurement.observed_on, measurement.value) for measurement in measured[-points:]]
    if terms.aggregation is Aggregation.SUM:
        return _running_totals(kpi, terms, measured)[-points:]
    ends = range(max(1, len(measured) - points + 1), len(measured) + 1)
    return [(measured[end - 1].observed_on, _mean(measured[max(0, end - terms.window) : end])) for end in ends]


def _mean(measured: Sequence[Measurement]) -> Decimal:
    return sum((measurement.value for measurement in measured), Decimal(0)) / len(measured)


def _running_totals(kpi: KpiFacts, terms: KpiTerms, measured: Sequence[Measurement]) -> list[DatedDecimal]:
    baseline = terms.baseline
    start = kpi.carried
    if baseline is not None:
        start += baseline.value
        measured = [measurement for measurement in measured if measurement.observed_on > baseline.on]
    totals = list(accumulate((measurement.value for measurement in measured), initial=start))[1:]
    return [(measurement.observed_on, total) for measurement, total in zip(measured, totals, strict=True)]

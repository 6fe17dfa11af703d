"""Where a KPI is heading: a robust line (Theil-Sen) through the newest points of its value."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import combinations
from statistics import median, quantiles

from ops_model.domain.progress.attainment import raw_attainment
from ops_model.domain.progress.dates import days_after, terms_in_force
from ops_model.domain.progress.facts import DatedValue, KpiFacts, KpiTerms
from ops_model.domain.progress.foreseen import Forecast
from ops_model.domain.progress.kpi import PERIOD_DAYS
from ops_model.domain.progress.ratios import clamp, unit_epsilon
from ops_model.domain.progress.value import kpi_series
from ops_model.domain.progress.vocabulary import Direction, ForecastReason

POINTS = 12
"""How many of the newest points a forecast looks at."""

FEWEST = 3
"""How many points it takes."""

HORIZON_DAYS = 3653
"""How far from as_of a target may be reached: ten years."""

DayValue = tuple[int, float]
"""A day, counted from as_of, and the KPI's value on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: `slope` in the KPI's unit a day, `intercept` its value on as_of."""

    slope: float
    intercept: float

    def at(self, day: int) -> float:
        """The value on the day, counted from as_of."""
        return self.intercept + self.slope * day

    def ahead(self, day: int, target: Decimal, direction: Direction) -> bool:
        """Whether it is at or past the target on the day; 1e-9 of max(1, |target|) beside it is at it."""
        sign = 1.0 if direction is Direction.INCREASE else -1.0
        return sign * (self.at(day) - float(target)) >= -float(unit_epsilon(target))


@dataclass(frozen=True, slots=True)
class Trend:
    """The line through a KPI's points, and those with the lower and the upper quartile of the slopes."""

    middle: Line
    lower: Line
    upper: Line


def kpi_forecast(kpi: KpiFacts, *, as_of: date) -> Forecast | None:
    """Where the KPI's value stands at its target date if it goes on as it went, and when it reaches the target, by
    the terms in force at `as_of`; for MAINTAIN where it stands a period from `as_of`. None before the KPI exists."""
    terms = terms_in_force(kpi.terms, as_of)
    if terms is None:
        return None
    days = _days(kpi, as_of)
    missing = _missing(terms, len(days))
    if missing is not None:
        return _null(len(days), missing, reached_on=None, reached_reason=missing)
    trend = theil_sen(days)
    reached_on, reached_reason = target_reached(terms, trend.middle, as_of)
    on = period_ahead(terms, as_of) if terms.target is None else terms.target.on
    if on < as_of:
        return _null(len(days), ForecastReason.TARGET_DATE_PASSED, reached_on=reached_on, reached_reason=reached_reason)
    day = (on - as_of).days
    value = trend.middle.at(day)
    low, high = sorted((trend.lower.at(day), trend.upper.at(day)))
    raw = raw_attainment(terms, Decimal(value))
    return Forecast(
        on=on,
        value=value,
        low=low,
        high=high,
        raw=raw,
        attainment=None if raw is None else clamp(raw),
        reached_on=reached_on,
        points=len(days),
        reason=None,
        reached_reason=reached_reason,
    )


def kpi_line(kpi: KpiFacts, *, as_of: date) -> Line | None:
    """The line that the KPI's forecast follows, its days counted from `as_of`, though the target's date may have
    passed; None where there is none (TOO_FEW, NO_TARGET), and before the KPI exists."""
    terms = terms_in_force(kpi.terms, as_of)
    if terms is None:
        return None
    days = _days(kpi, as_of)
    return None if _missing(terms, len(days)) else theil_sen(days).middle


def period_ahead(terms: KpiTerms, as_of: date) -> date:
    """The day that a MAINTAIN KPI's forecast is of: a period of its frequency from `as_of`."""
    return days_after(as_of, PERIOD_DAYS[terms.frequency])


def theil_sen(days: Sequence[DayValue]) -> Trend:
    """The trend of three or more points of different days: slopes are the median and the quartiles of all slopes
    between two points, and each intercept the median of what the points leave to it."""
    slopes = [(value - earlier) / (day - before) for (before, earlier), (day, value) in combinations(days, 2)]
    lower, _, upper = quantiles(slopes, n=4, method="inclusive")
    return Trend(_through(days, median(slopes)), _through(days, lower), _through(days, upper))


def day_reached(line: Line, target: Decimal, direction: Direction) -> int | ForecastReason:
    """The first day, 0 (as_of) or later, on which the line is at or past the target; or why there is none."""
    ahead = partial(line.ahead, target=target, direction=direction)
    if ahead(0):
        return 0
    if abs(line.slope) * HORIZON_DAYS <= float(unit_epsilon(target)):
        return ForecastReason.FLAT
    if (line.slope > 0) is not (direction is Direction.INCREASE):
        return ForecastReason.LEADS_AWAY
    # The line passes the target once, so the days short of it come first, and the first day past it can be bisected.
    first = bisect_left(range(HORIZON_DAYS + 1), 1, key=ahead)
    return first if first <= HORIZON_DAYS else ForecastReason.TOO_FAR


def target_reached(terms: KpiTerms, line: Line, as_of: date) -> tuple[date | None, ForecastReason | None]:
    """The first day from `as_of` on on which the line is at or past the target, or why there is none; neither for
    MAINTAIN."""
    if terms.target is None:
        return None, None
    day = day_reached(line, terms.target.value, terms.direction)
    if isinstance(day, ForecastReason):
        return None, day
    on = days_after(as_of, day)
    return (on, None) if (on - as_of).days == day else (None, ForecastReason.TOO_FAR)


def _days(kpi: KpiFacts, as_of: date) -> list[DayValue]:
    return [((point.on - as_of).days, point.value) for point in kpi_series(kpi, as_of=as_of, points=POINTS)]


def _through(days: Sequence[DayValue], slope: float) -> Line:
    return Line(slope, median(value - slope * day for day, value in days))


def _missing(terms: KpiTerms, points: int) -> ForecastReason | None:
    if points < FEWEST:
        return ForecastReason.TOO_FEW
    aim: object = terms.band if terms.direction is Direction.MAINTAIN else _target(terms)
    return ForecastReason.NO_TARGET if aim is None else None


def _target(terms: KpiTerms) -> DatedValue | None:
    return None if terms.baseline is None else terms.target


def _null(
    points: int, reason: ForecastReason, *, reached_on: date | None, reached_reason: ForecastReason | None
) -> Forecast:
    return Forecast(
        on=None,
        value=None,
        low=None,
        high=None,
        raw=None,
        attainment=None,
        reached_on=reached_on,
        points=points,
        reason=reason,
        reached_reason=reached_reason,
    )

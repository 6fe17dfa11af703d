"""How much of a KPI's target a value attains, and which value was expected by a day."""

from datetime import date
from decimal import Decimal

from ops_model.domain.progress.facts import Band, KpiTerms
from ops_model.domain.progress.ratios import unit_epsilon
from ops_model.domain.progress.vocabulary import Direction

_MAINTAIN = Direction.MAINTAIN
_WITHIN = Decimal(0)


def distance_outside(band: Band, value: Decimal) -> Decimal:
    """How far the value lies outside the band, in the KPI's unit; 0 within it and on its bounds."""
    lower, upper = band.lower, band.upper
    if lower is not None and value < lower and lower - value > unit_epsilon(lower):
        return lower - value
    if upper is not None and value > upper and value - upper > unit_epsilon(upper):
        return value - upper
    return _WITHIN


def raw_attainment(terms: KpiTerms, value: Decimal) -> float | None:
    """The part of the way from baseline to target that the value has come: 0 at the baseline, 1 at the target, below
    0 and above 1 as they are. For MAINTAIN 1 within the band, falling to 0 over its tolerance. None without target or
    band."""
    if terms.direction is _MAINTAIN:
        return None if terms.band is None else _held(terms.band, value)
    baseline, target = terms.baseline, terms.target
    if baseline is None or target is None:
        return None
    start = baseline.value
    return float((value - start) / (target.value - start))


def expected_value(terms: KpiTerms, as_of: date) -> Decimal | None:
    """The value expected on the day: along straight lines through baseline, interim targets and target, the
    baseline's before them and the target's after. None for MAINTAIN and without a target."""
    baseline, target = terms.baseline, terms.target
    if baseline is None or target is None or terms.direction is _MAINTAIN:
        return None
    if as_of <= baseline.on:
        return baseline.value
    start = baseline
    for end in (*terms.interim_targets, target):
        if as_of <= end.on:
            return start.value + (end.value - start.value) * (as_of - start.on).days / (end.on - start.on).days
        start = end
    return target.value


def _held(band: Band, value: Decimal) -> float:
    distance = distance_outside(band, value)
    if distance == 0:
        return 1.0
    return 0.0 if band.tolerance is None else max(0.0, 1.0 - float(distance / band.tolerance))

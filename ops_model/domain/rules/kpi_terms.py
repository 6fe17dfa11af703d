"""What is refused of a KPI's terms."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ops_model.domain.progress.facts import Band, DatedValue, KpiTerms
from ops_model.domain.progress.vocabulary import Aggregation, Direction, KpiRole
from ops_model.domain.rules.bounds import EXACT_DECIMALS, EXACT_DIGITS, MOST_INTERIM_TARGETS, WINDOW_MAX
from ops_model.domain.rules.problem import Problem, weight_problems


def kpi_terms_problems(terms: KpiTerms) -> tuple[Problem, ...]:
    """What is wrong with one version of a KPI's terms."""
    held = terms.direction is Direction.MAINTAIN
    goal = _held_problems(terms) if held else _reached_problems(terms, terms.direction)
    return (
        *weight_problems(terms.weight),
        *_window_problems(terms.window),
        *_exact_problems(terms),
        *_role_problems(terms),
        *goal,
    )


def _window_problems(window: int) -> Iterator[Problem]:
    if not 1 <= window <= WINDOW_MAX:
        yield Problem("OUT_OF_RANGE", ("window",), f"Give a window between 1 and {WINDOW_MAX:,} measurements.")


def _exact_problems(terms: KpiTerms) -> Iterator[Problem]:
    points: dict[tuple[str, ...], DatedValue | None] = {("baseline",): terms.baseline, ("target",): terms.target}
    points |= {("interim_targets", str(place)): one for place, one in enumerate(terms.interim_targets)}
    numbers = {(*path, "value"): point.value for path, point in points.items() if point}
    if terms.band:
        bounds = {"lower": terms.band.lower, "upper": terms.band.upper, "tolerance": terms.band.tolerance}
        numbers |= {("band", name): bound for name, bound in bounds.items() if bound is not None}
    for path, number in numbers.items():
        if not _is_exact(number):
            message = f"Give a number below 10^{EXACT_DIGITS} with at most {EXACT_DECIMALS} decimals."
            yield Problem("OUT_OF_RANGE", path, message)


def _is_exact(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and abs(number) < 10**EXACT_DIGITS and -exponent <= EXACT_DECIMALS


def _role_problems(terms: KpiTerms) -> Iterator[Problem]:
    if terms.role is KpiRole.GUARDRAIL and terms.direction is not Direction.MAINTAIN:
        message = "A guardrail is a floor that must hold: choose MAINTAIN and give it a band."
        yield Problem("INVALID", ("direction",), message)


def _held_problems(terms: KpiTerms) -> Iterator[Problem]:
    if terms.aggregation is Aggregation.SUM:
        message = "A sum only grows and cannot be kept in a band: choose LATEST or ROLLING_MEAN for MAINTAIN."
        yield Problem("INVALID", ("aggregation",), message)
    if terms.target is not None:
        message = "MAINTAIN has a band and no target: give the band, or choose INCREASE or DECREASE."
        yield Problem("INVALID", ("target",), message)
    if terms.interim_targets:
        yield Problem("INVALID", ("interim_targets",), "MAINTAIN has no interim targets: clear them.")
    if terms.band is not None:
        yield from _band_problems(terms.band)


def _band_problems(band: Band) -> Iterator[Problem]:
    if band.lower is None and band.upper is None:
        yield Problem("REQUIRED", ("band",), "Give the band a lower bound, an upper bound or both.")
    if band.lower is not None and band.upper is not None and band.lower > band.upper:
        message = f"The lower bound {_plain(band.lower)} is above the upper bound {_plain(band.upper)}: exchange them."
        yield Problem("INVALID", ("band", "lower"), message)
    if band.tolerance is not None and band.tolerance <= 0:
        message = "Give a tolerance above 0, or none: then attainment is 0 as soon as the value leaves the band."
        yield Problem("OUT_OF_RANGE", ("band", "tolerance"), message)


def _reached_problems(terms: KpiTerms, direction: Direction) -> Iterator[Problem]:
    if terms.band is not None:
        message = f"Only MAINTAIN has a band: leave it out, clear it, or choose MAINTAIN instead of {direction}."
        yield Problem("INVALID", ("band",), message)
    if terms.target is None:
        if terms.interim_targets:
            message = "Interim targets lead to a target: give the target, or leave them out, or clear them."
            yield Problem("REQUIRED", ("target",), message)
    elif terms.baseline is None:
        yield Problem("REQUIRED", ("baseline",), "A target needs a baseline to start from: give its value and date.")
    else:
        yield from _target_problems(direction, terms.baseline, terms.target)
        yield from _interim_problems(terms.baseline, terms.interim_targets, terms.target)


def _target_problems(direction: Direction, baseline: DatedValue, target: DatedValue) -> Iterator[Problem]:
    if target.on <= baseline.on:
        message = f"Give a target date after the baseline's, {baseline.on}."
        yield Problem("INVALID", ("target", "on"), message)
    rising = direction is Direction.INCREASE
    value = _plain(target.value)
    if target.value == baseline.value:
        bound = "lower" if rising else "upper"
        message = (
            f"The target equals the baseline: to keep it there, choose MAINTAIN with {value} as the {bound} bound."
        )
        yield Problem("INVALID", ("target", "value"), message)
    elif (target.value > baseline.value) is not rising:
        side, other = ("below", Direction.DECREASE) if rising else ("above", Direction.INCREASE)
        message = (
            f"A target of {value} is {side} the baseline {_plain(baseline.value)} and contradicts {direction}:"
            f" choose {other}, or MAINTAIN with a band."
        )
        yield Problem("INVALID", ("target", "value"), message)


def _interim_problems(
    baseline: DatedValue, interim_targets: tuple[DatedValue, ...], target: DatedValue
) -> Iterator[Problem]:
    if len(interim_targets) > MOST_INTERIM_TARGETS:
        yield Problem("OUT_OF_RANGE", ("interim_targets",), f"Give at most {MOST_INTERIM_TARGETS} interim targets.")
    low, high = sorted((baseline.value, target.value))
    dates = [baseline.on, *(interim.on for interim in interim_targets)]
    for place, (interim, (before, on)) in enumerate(zip(interim_targets, pairwise(dates), strict=True)):
        if not before < on < target.on:
            message = f"Give interim dates that increase, after {before} and before the target's, {target.on}."
            yield Problem("INVALID", ("interim_targets", str(place), "on"), message)
        if not low <= interim.value <= high:
            message = f"Give interim values between baseline and target, {_plain(low)} to {_plain(high)}."
            yield Problem("OUT_OF_RANGE", ("interim_targets", str(place), "value"), message)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

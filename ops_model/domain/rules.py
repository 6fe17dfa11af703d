"""What is refused of terms and of stage moves: by the services that write, and likewise by a simulation.

A function of problems returns every one that it finds, and nothing where there is none; one of a problem the first. A
problem is told about the terms as they
were given: its field is a path within them, of the names that the facts have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from ops_model.domain.progress.facts import Band, DatedValue, InitiativeTerms, KpiTerms
from ops_model.domain.progress.vocabulary import Aggregation, Direction, KpiRole
from ops_model.domain.stages import ENDED, MOVES, MOVES_WITH_REASON, InitiativeStage

WEIGHT_MAX = 1000
"""The greatest weight of a KPI or an initiative, and the greatest lever share."""

WINDOW_MAX = 1000
"""The greatest window of a rolling mean."""

CODE_LENGTH = 60
"""How many characters a code may have."""

NAME_LENGTH = 200
"""How many characters a name may have."""

EXACT_DIGITS = 15
"""How many digits an exact number may have before its point: it is below 10^15."""

EXACT_DECIMALS = 10
"""How many decimals an exact number may have."""

Code = Literal["REQUIRED", "INVALID", "OUT_OF_RANGE", "NOT_ALLOWED_IN_STAGE"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something is refused: a code, the path of the field, and a sentence that says what to do."""

    code: Code
    field: tuple[str, ...]
    message: str


def kpi_terms_problems(terms: KpiTerms) -> tuple[Problem, ...]:
    """What is wrong with one version of a KPI's terms."""
    held = terms.direction is Direction.MAINTAIN
    goal = _held_problems(terms) if held else _reached_problems(terms, terms.direction)
    return (*_weight_problems(terms.weight), *_window_problems(terms.window), *_role_problems(terms), *goal)


def initiative_terms_problems(terms: InitiativeTerms) -> tuple[Problem, ...]:
    """What is wrong with one version of an initiative's terms."""
    return (*_weight_problems(terms.weight), *_share_problems(terms))


def stage_move_problem(before: InitiativeStage, after: InitiativeStage, *, reason: str | None = None) -> Problem | None:
    """Why an initiative may not move from one stage to another; None where it may."""
    allowed = MOVES[before]
    if after not in allowed:
        ways = f"can move to {_any_of(allowed)}, not to {after}" if allowed else "stays so: create a new one instead"
        return Problem("NOT_ALLOWED_IN_STAGE", ("stage",), f"An initiative that is {before} {ways}.")
    if (before, after) in MOVES_WITH_REASON and not (reason or "").strip():
        return Problem("REQUIRED", ("reason",), f"Give the reason for going back from {before} to {after}.")
    return None


def stage_moves_problems(versions: Sequence[InitiativeTerms]) -> Iterator[Problem]:
    """Why an initiative's versions, ascending by date, may not follow each other. The field begins with the place of
    the version that the stage would move in."""
    for place, (before, after) in enumerate(pairwise(versions), start=1):
        if before.stage is not after.stage:
            problem = stage_move_problem(before.stage, after.stage, reason=after.reason)
            if problem:
                yield replace(problem, field=(str(place), *problem.field))


def work_problem(stage: InitiativeStage) -> Problem | None:
    """Why the milestones and links of an initiative in a stage may not change; None: they may, until the end."""
    if stage not in ENDED:
        return None
    return Problem("NOT_ALLOWED_IN_STAGE", (), f"An initiative that is {stage} has ended: its work stays as it is.")


def check_in_problem(stage: InitiativeStage | None) -> Problem | None:
    """Why nothing may be reported of an initiative on a day by its stage then (None: it does not exist yet); None: it
    may."""
    if stage is None:
        return Problem("OUT_OF_RANGE", ("checked_on",), "The initiative did not exist on this day: give a later one.")
    if stage is InitiativeStage.PROPOSED or stage in ENDED:
        message = f"Nothing is reported of an initiative that is {stage}: work has not begun, or is over."
        return Problem("NOT_ALLOWED_IN_STAGE", ("checked_on",), message)
    return None


def first_days_problems(days: Sequence[date], *, today: date) -> Iterator[Problem]:
    """What is wrong with the first days of the versions that something is created with: it exists from the first on,
    which is no later than today, and each begins after the one before. The field is the version's place."""
    if not days:
        yield Problem("REQUIRED", (), "Give at least one version of the terms.")
    elif days[0] > today:
        yield Problem("OUT_OF_RANGE", ("0", "valid_from"), f"It begins today, {today}, at the latest.")
    for place, (before, after) in enumerate(pairwise(days), start=1):
        if after <= before:
            yield Problem(
                "INVALID", (str(place), "valid_from"), f"Give a day after {before}: versions follow each other."
            )


def change_day_problem(valid_from: date, *, today: date) -> Problem | None:
    """Why what is agreed may not change from a day on: not in the past, whose figures would move. None: it may."""
    if valid_from >= today:
        return None
    return Problem(
        "OUT_OF_RANGE", ("valid_from",), f"Give today, {today}, or a later day: the past is not agreed anew."
    )


def past_day_problem(field: str, day: date, *, today: date) -> Problem | None:
    """Why something that happened may not be dated so: not in the future. None: it may."""
    if day <= today:
        return None
    return Problem("OUT_OF_RANGE", (field,), f"Give today, {today}, or an earlier day: {day} is still to come.")


def _weight_problems(weight: float) -> Iterator[Problem]:
    if not 0 <= weight <= WEIGHT_MAX:
        yield Problem("OUT_OF_RANGE", ("weight",), f"Give a weight between 0 and {WEIGHT_MAX:,}.")


def _window_problems(window: int) -> Iterator[Problem]:
    if not 1 <= window <= WINDOW_MAX:
        yield Problem("OUT_OF_RANGE", ("window",), f"Give a window between 1 and {WINDOW_MAX:,} measurements.")


def _share_problems(terms: InitiativeTerms) -> Iterator[Problem]:
    for kind, share in terms.lever_shares.items():
        if not 0 < share <= WEIGHT_MAX:
            message = f"Give {kind} a share above 0 and up to {WEIGHT_MAX:,}, or leave it out."
            yield Problem("OUT_OF_RANGE", ("lever_shares", kind.value), message)
    if terms.primary_lever not in terms.lever_shares:
        message = f"Give {terms.primary_lever} a share: it is the primary lever."
        yield Problem("REQUIRED", ("lever_shares", terms.primary_lever.value), message)


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
        yield Problem("INVALID", ("interim_targets",), "MAINTAIN has no interim targets: leave them out.")
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
        message = f"Only MAINTAIN has a band: leave it out, or choose MAINTAIN instead of {direction}."
        yield Problem("INVALID", ("band",), message)
    if terms.target is None:
        if terms.interim_targets:
            message = "Interim targets lead to a target: give the target, or leave them out."
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


def _any_of(stages: tuple[InitiativeStage, ...]) -> str:
    *others, last = stages
    return f"{', '.join(others)} or {last}" if others else last

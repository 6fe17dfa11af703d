"""Which days something may be dated by."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ops_model.domain.rules.bounds import MOST_VERSIONS
from ops_model.domain.rules.problem import Problem


def first_days_problems(days: Sequence[date], *, today: date) -> Iterator[Problem]:
    """What is wrong with the first days of the versions that something is created with: it exists from the first on,
    which is no later than today, and each begins after the one before. The field is the version's place."""
    if not days:
        yield Problem("REQUIRED", (), "Give at least one version of the terms.")
    elif days[0] > today:
        yield Problem("OUT_OF_RANGE", ("0", "valid_from"), f"It begins today, {today}, at the latest.")
    if len(days) > MOST_VERSIONS:
        yield Problem("OUT_OF_RANGE", (), f"Give at most {MOST_VERSIONS} versions.")
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


def coming_day_problem(field: str, day: date, *, today: date) -> Problem | None:
    """Why something that is to happen may not be dated so: not in the past. None: it may."""
    if day >= today:
        return None
    return Problem("OUT_OF_RANGE", (field,), f"Give today, {today}, or a later day: {day} has passed.")

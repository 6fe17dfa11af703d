"""KPIs with their terms and measurements."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from benchmarks.dataset.courses import AGREED_ON, TOLERANCE, Goal, kpi_course, kpi_goal
from benchmarks.dataset.rows import Row, Rows, drawer
from benchmarks.dataset.shapes import AS_OF, MEASURED_LAST
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Frequency

LEVERS = tuple(LeverKind)
AGREED_AGAIN_ON = AS_OF - timedelta(days=100)
ARCHIVED_ON = AS_OF - timedelta(days=10)
INTERIM_AFTER = timedelta(weeks=30)


def kpi_rows(organisation_id: UUID, kpi_ids: Sequence[UUID]) -> Rows:
    """Return the KPIs, six levers in turn."""
    columns = ("id", "organisation_id", "code", "name", "lever", "unit", "decimals", "archived_on")
    return Rows(
        "kpi",
        columns,
        (
            (
                id_,
                organisation_id,
                kpi_code(number),
                f"Indicator {number:04}",
                LEVERS[number % len(LEVERS)],
                "points",
                1,
                ARCHIVED_ON if is_archived(number) else None,
            )
            for number, id_ in enumerate(kpi_ids)
        ),
    )


def is_archived(number: int) -> bool:
    """Whether the KPI of a number is out: nothing can be recorded of it any more."""
    return number % 97 == 90


def kpi_code(number: int) -> str:
    """Return the code of the KPI of a number."""
    return f"KPI-{number:04}"


def kpi_terms_rows(seed: int, organisation_id: UUID, kpi_ids: Sequence[UUID]) -> Rows:
    """Return what is agreed of the KPIs: one version each, of each fourth a second one that weighs it otherwise."""
    columns = (
        *("organisation_id", "kpi_id", "valid_from", "weight", "frequency", "role", "direction", "aggregation"),
        *("window_size", "baseline_value", "baseline_on", "target_value", "target_on", "interim_values", "interim_on"),
        *("band_lower", "band_upper", "band_tolerance"),
    )
    return Rows("kpi_terms", columns, _terms(seed, organisation_id, kpi_ids))


def _terms(seed: int, organisation_id: UUID, kpi_ids: Sequence[UUID]) -> Iterator[Row]:
    for number, id_ in enumerate(kpi_ids):
        draw, goal = drawer(seed, "terms", number), kpi_goal(number)
        frequency = draw.choice((Frequency.WEEKLY, Frequency.WEEKLY, Frequency.MONTHLY))
        weight = 0 if number % 41 == 40 else draw.choice((1, 1, 2, 3))
        yield (organisation_id, id_, AGREED_ON, weight, frequency, *_goal_columns(goal))
        if number % 4 == 1:
            yield (organisation_id, id_, AGREED_AGAIN_ON, weight + 0.5, frequency, *_goal_columns(goal))


def _goal_columns(goal: Goal) -> Row:
    has_target, has_interim = goal.target is not None, goal.interim is not None
    lower, upper = goal.band or (None, None)
    return (
        *(goal.role, goal.direction, goal.aggregation, 4),
        *(goal.baseline, AGREED_ON if has_target else None, goal.target, goal.target_on if has_target else None),
        *([goal.interim] if has_interim else [], [AGREED_ON + INTERIM_AFTER] if has_interim else []),
        *(lower, upper, TOLERANCE if goal.band else None),
    )


def measurement_rows(seed: int, organisation_id: UUID, kpi_ids: Sequence[UUID], weeks: int) -> Rows:
    """Return the measurements of each Sunday of so many weeks, as they were recorded: the oldest week first."""
    columns = ("organisation_id", "kpi_id", "observed_on", "value")
    return Rows("measurement", columns, _measurements(seed, str(organisation_id), kpi_ids, weeks))


def _measurements(seed: int, organisation_id: str, kpi_ids: Sequence[UUID], weeks: int) -> Iterator[Row]:
    courses = [(str(id_), kpi_course(seed, number)) for number, id_ in enumerate(kpi_ids)]
    measured = [(id_, course, course.silent_weeks) for id_, course in courses if course.silent_weeks is not None]
    for weeks_ago in reversed(range(weeks)):
        day = (MEASURED_LAST - timedelta(weeks=weeks_ago)).isoformat()
        for id_, course, silent in measured:
            if weeks_ago >= silent:
                yield organisation_id, id_, day, course.value(weeks_ago)

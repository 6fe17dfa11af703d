"""What a KPI is to reach, and the course that its measurements take towards it."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.dataset.rows import drawer
from benchmarks.dataset.shapes import AS_OF
from ops_model.domain.progress.vocabulary import Aggregation, Direction, KpiRole

AGREED_WEEKS = 52
"""How many weeks before the day KPIs were agreed, and had their baseline."""

PLANNED_WEEKS = 78
"""How many weeks lie between a baseline and its target."""

AGREED_ON = AS_OF - timedelta(weeks=AGREED_WEEKS)
TARGET_ON = AGREED_ON + timedelta(weeks=PLANNED_WEEKS)
OVERDUE_TARGET_ON = AS_OF - timedelta(days=30)
LOW, HIGH = 20, 80
BAND = (40, 60)
TOLERANCE = 20

DIRECTIONS = (*[Direction.INCREASE] * 6, *[Direction.DECREASE] * 2, *[Direction.MAINTAIN] * 2)
"""Of ten KPIs in a row."""

AGGREGATIONS = (*[Aggregation.LATEST] * 5, Aggregation.SUM, Aggregation.ROLLING_MEAN, *[Aggregation.LATEST] * 3)
"""Of the same ten KPIs in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is agreed of a KPI. Without baseline and target, or for MAINTAIN without a band: no target."""

    role: KpiRole = KpiRole.AMBITION
    direction: Direction
    aggregation: Aggregation = Aggregation.LATEST
    baseline: int | None = None
    target: int | None = None
    target_on: date = TARGET_ON
    interim: int | None = None
    band: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How the measurements of a KPI run: a level until it was agreed, so much a week from then on, and noise.
    `silent_weeks`: for how long nothing was measured; None: nothing ever was."""

    level: float
    weekly: float
    swing: float
    silent_weeks: int | None
    noise: tuple[float, ...]

    def value(self, weeks_ago: int) -> str:
        """Return what was measured so many weeks ago, with two decimals."""
        risen = self.weekly * max(0, AGREED_WEEKS - weeks_ago)
        return f"{self.level + risen + self.swing * self.noise[weeks_ago % len(self.noise)]:.2f}"


def kpi_goal(number: int) -> Goal:
    """Return what is agreed of the KPI of a number, which is the same in every organisation."""
    direction, aggregation = DIRECTIONS[number % 10], AGGREGATIONS[number % 10]
    if direction is Direction.MAINTAIN:
        role = KpiRole.GUARDRAIL if number % 10 == 9 else KpiRole.AMBITION
        return Goal(role=role, direction=direction, band=None if number % 70 == 68 else BAND)
    if number % 33 == 5:
        return Goal(direction=direction, aggregation=aggregation)
    baseline, target = (LOW, HIGH) if direction is Direction.INCREASE else (HIGH, LOW)
    return Goal(
        direction=direction,
        aggregation=aggregation,
        baseline=baseline,
        target=target,
        target_on=OVERDUE_TARGET_ON if number % 29 == 3 else TARGET_ON,
        interim=baseline + 2 * (target - baseline) // 3 if number % 5 == 2 else None,
    )


def kpi_course(seed: int, number: int) -> Course:
    """Return the course of the KPI of a number: what was measured so many weeks ago is the same however long the
    history is."""
    goal, draw = kpi_goal(number), drawer(seed, "course", number)
    level, weekly = _slope(goal, draw)
    silent = None if number % 50 == 13 else 30 if number % 20 == 7 else 0
    noise = tuple(draw.uniform(-1, 1) for _ in range(101))
    return Course(level=level, weekly=weekly, swing=draw.uniform(0.1, 2), silent_weeks=silent, noise=noise)


def _slope(goal: Goal, draw: Random) -> tuple[float, float]:
    if goal.direction is Direction.MAINTAIN:
        return draw.uniform(BAND[0] - TOLERANCE, BAND[1] + TOLERANCE), 0.0
    pace = draw.uniform(0.2, 1.6)
    weekly = pace * ((goal.target or HIGH) - (goal.baseline or LOW)) / PLANNED_WEEKS
    return (weekly, 0.0) if goal.aggregation is Aggregation.SUM else (goal.baseline or LOW, weekly)

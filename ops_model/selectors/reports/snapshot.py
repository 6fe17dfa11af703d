"""Snapshots, and the points of trends: what was reported, as it was."""

from dataclasses import dataclass
from datetime import date, datetime

from ops_model.domain.progress.kept import Kept
from ops_model.domain.progress.reported import ReportedFigures
from ops_model.domain.progress.vocabulary import Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was reported of a day. `kept` are its rows, `scorecard` what they say; `reconstructed`: taken on a later
    day, by what was known then."""

    on: date
    taken_at: datetime
    reconstructed: bool
    kept: Kept
    scorecard: ReportedFigures


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """An organisation on the last day of a period that was reported."""

    on: date
    reconstructed: bool
    index: float | None
    expected_index: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class LeverTrendPoint:
    """A lever on the last day of a period that was reported."""

    on: date
    reconstructed: bool
    progress: float | None
    expected_progress: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class KpiTrendPoint:
    """A KPI on the last day of a period that was reported."""

    on: date
    reconstructed: bool
    value: float | None
    expected_value: float | None
    attainment: float | None
    expected_attainment: float | None
    health: Health
    stale: bool


@dataclass(frozen=True, slots=True)
class InitiativeTrendPoint:
    """An initiative on the last day of a period that was reported."""

    on: date
    reconstructed: bool
    progress: float | None
    delivery: float | None
    planned_delivery: float | None
    computed_health: Health

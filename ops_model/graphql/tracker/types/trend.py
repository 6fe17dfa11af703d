"""Trends: what was reported, period by period."""

from datetime import date

import strawberry
from strawberry import field

from ops_model.domain.progress.vocabulary import Health

_ON = "The day that was reported: the last of its period that has a snapshot."
_RECONSTRUCTED = "Whether the snapshot was taken on a later day, by what was known then."


@strawberry.type(description="An organisation on the last reported day of a period.")
class TrendPoint:
    on: date = field(description=_ON)
    index: float | None = field(description="The index, 0..100; null where no lever had a progress.")
    expected_index: float | None = field(description="What was expected by the day, 0..100; null as index is.")
    coverage: float = field(description="How much of all weight fresh data stood behind, a ratio 0..1.")
    reconstructed: bool = field(description=_RECONSTRUCTED)


@strawberry.type(description="A lever on the last reported day of a period.")
class LeverTrendPoint:
    on: date = field(description=_ON)
    progress: float | None = field(description="Its progress, a ratio 0..1; null where no lens had a value.")
    expected_progress: float | None = field(
        description="What was expected by the day, a ratio 0..1; null as progress is."
    )
    coverage: float = field(description="How much of its weight fresh data stood behind, a ratio 0..1.")
    reconstructed: bool = field(description=_RECONSTRUCTED)


@strawberry.type(description="A KPI on the last reported day of a period.")
class KpiTrendPoint:
    on: date = field(description=_ON)
    value: float | None = field(description="Its value after aggregation, in its unit; null without data.")
    expected_value: float | None = field(
        description="The value expected by the day, in its unit; null without a target, and for MAINTAIN."
    )
    attainment: float | None = field(
        description="How far it was from baseline to target, a ratio 0..1; null without a value, a target or a band."
    )
    expected_attainment: float | None = field(
        description="The attainment expected by the day, a ratio 0..1; null without a target or a band."
    )
    health: Health = field(description="By the gap and the dates.")
    stale: bool = field(description="Whether its newest measurement was older than one and a half periods.")
    reconstructed: bool = field(description=_RECONSTRUCTED)


@strawberry.type(description="An initiative on the last reported day of a period.")
class InitiativeTrendPoint:
    on: date = field(description=_ON)
    progress: float | None = field(
        description="Delivery and outcome by the policy's deliveryShare, a ratio 0..1; null where both were."
    )
    delivery: float | None = field(description="Weight of completed milestones over all, a ratio 0..1; null without.")
    planned_delivery: float | None = field(description="Likewise of those due by the day; null as delivery is.")
    computed_health: Health = field(description="What its figures said.")
    reconstructed: bool = field(description=_RECONSTRUCTED)

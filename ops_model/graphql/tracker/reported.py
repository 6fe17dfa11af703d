"""Resolvers of what was reported: snapshots, and trends."""

from datetime import date
from itertools import islice
from typing import Annotated

from strawberry import Parent, argument

from ops_model.domain.progress.trend import MOST_POINTS, Grain, Period, periods
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.fields import Info
from ops_model.graphql.tracker.resolvers import in_order
from ops_model.selectors import reports, snapshots
from ops_model.selectors.reports.snapshot import (
    InitiativeTrendPoint,
    KpiTrendPoint,
    LeverTrendPoint,
    Snapshot,
    TrendPoint,
)
from ops_model.selectors.state import OrganisationState

Since = Annotated[date, argument(name="from", description="The first day.")]
Until = Annotated[
    date, argument(name="to", description="The last day, not before the first; beyond asOf there are no points.")
]
By = Annotated[
    Grain | None,
    argument(description="How long a period is; null: a month. There may be 366 periods at most."),
]


def organisation_snapshot(
    root: Parent[OrganisationState], info: Info, on: Annotated[date, argument(description="The day it is of.")]
) -> Snapshot | None:
    """What was reported of a day."""
    return snapshots.snapshot_on(info.context.reading.histories, root, on)


def organisation_trend(
    root: Parent[OrganisationState], info: Info, since: Since, until: Until, grain: By = Grain.MONTH
) -> tuple[TrendPoint, ...]:
    """The course of an organisation."""
    return snapshots.trend(info.context.reading.histories, root, _periods(since, until, grain))


def lever_trend(
    root: Parent[reports.Lever], info: Info, since: Since, until: Until, grain: By = Grain.MONTH
) -> tuple[LeverTrendPoint, ...]:
    """The course of a lever."""
    return snapshots.lever_trend(info.context.reading.histories, root, _periods(since, until, grain))


def kpi_trend(
    root: Parent[reports.Kpi], info: Info, since: Since, until: Until, grain: By = Grain.MONTH
) -> tuple[KpiTrendPoint, ...]:
    """The course of a KPI."""
    return snapshots.kpi_trend(info.context.reading.histories, root, _periods(since, until, grain))


def initiative_trend(
    root: Parent[reports.Initiative], info: Info, since: Since, until: Until, grain: By = Grain.MONTH
) -> tuple[InitiativeTrendPoint, ...]:
    """The course of an initiative."""
    return snapshots.initiative_trend(info.context.reading.histories, root, _periods(since, until, grain))


def _periods(since: date, until: date, grain: Grain | None) -> tuple[Period, ...]:
    in_order("from", since, "to", until)
    asked = tuple(islice(periods(since, until, grain or Grain.MONTH), MOST_POINTS + 1))
    if len(asked) > MOST_POINTS:
        raise BadInputError(f"A trend has at most {MOST_POINTS} points: take a coarser 'grain', or fewer days.")
    return asked

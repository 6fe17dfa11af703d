"""What was reported: the snapshot of a day, and trends over many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

from ops_model.domain.progress.reported import reported
from ops_model.domain.progress.trend import Period
from ops_model.domain.progress.vocabulary import Health
from ops_model.selectors.facts.snapshot_facts import SnapshotRow, snapshot_row
from ops_model.selectors.facts.sql import Ids, rows_read
from ops_model.selectors.histories import Histories, History
from ops_model.selectors.reports import Initiative, Kpi, Lever
from ops_model.selectors.reports.snapshot import (
    InitiativeTrendPoint,
    KpiTrendPoint,
    LeverTrendPoint,
    Snapshot,
    TrendPoint,
)

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

Point = TypeVar("Point")

# The last snapshot of a period is one probe of the key (organisation_id, as_of), and an item one of its own key, which
# LIMIT holds the planner to: for as many points a trend takes as long, however many snapshots there are.
_TREND = """
SELECT {parent}::text, newest.as_of, newest.reconstructed, {columns}
FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) AS period (first, last)
CROSS JOIN LATERAL (
    SELECT * FROM snapshot
    WHERE organisation_id = %(organisation_id)s AND as_of BETWEEN period.first AND period.last
    ORDER BY as_of DESC
    LIMIT 1
) AS newest
{items}
ORDER BY 1, 2
"""
_ITEMS = """
CROSS JOIN unnest(%(parent_ids)s::uuid[]) AS parent (id)
CROSS JOIN LATERAL (
    SELECT * FROM snapshot_{item}
    WHERE organisation_id = %(organisation_id)s AND snapshot_id = newest.id AND {item}_id = parent.id
    LIMIT 1
) AS item
"""


def snapshot_on(histories: Histories, state: "OrganisationState", on: date) -> Snapshot | None:
    """Return what was reported of a day; None where nothing was. One statement for each day that is asked for."""
    return histories.get(_SnapshotOn(on), state=state, parent_id=state.id)


def trend(histories: Histories, state: "OrganisationState", periods: tuple[Period, ...]) -> tuple[TrendPoint, ...]:
    """Return an organisation's points, one for each period that has a snapshot by the state's date, the last of it;
    earliest first. One statement."""
    return histories.get(_Trend(ORGANISATION, periods), state=state, parent_id=state.id)


def lever_trend(histories: Histories, lever: Lever, periods: tuple[Period, ...]) -> tuple[LeverTrendPoint, ...]:
    """Return a lever's points, as `trend` does. One statement for all levers."""
    return histories.get(_Trend(LEVER, periods), state=lever.state, parent_id=lever.id)


def kpi_trend(histories: Histories, kpi: Kpi, periods: tuple[Period, ...]) -> tuple[KpiTrendPoint, ...]:
    """Return a KPI's points, as `trend` does; none of the days on which it did not exist. One statement for all."""
    return histories.get(_Trend(KPI, periods), state=kpi.state, parent_id=kpi.id)


def initiative_trend(
    histories: Histories, initiative: Initiative, periods: tuple[Period, ...]
) -> tuple[InitiativeTrendPoint, ...]:
    """Return an initiative's points, as `trend` does; none of the days on which it did not exist. One statement for
    all."""
    return histories.get(_Trend(INITIATIVE, periods), state=initiative.state, parent_id=initiative.id)


@dataclass(frozen=True, slots=True)
class _Source(Generic[Point]):
    """Whose trend it is: the statement, and how what follows day and mark in a row becomes a point."""

    statement: str
    point: Callable[..., Point]


def _with_health(point: Callable[..., Point], columns: Sequence[Any], *, at: int) -> Point:
    """Make a point of columns of which one is a health."""
    return point(*[Health[column] if place == at else column for place, column in enumerate(columns)])


def _items(item: str, columns: str) -> str:
    return _TREND.format(parent="parent.id", columns=columns, items=_ITEMS.format(item=item))


ORGANISATION = _Source(
    _TREND.format(
        parent="%(organisation_id)s", columns="newest.index, newest.expected_index, newest.coverage", items=""
    ),
    TrendPoint,
)
LEVER = _Source(_items("lever", "item.progress, item.expected_progress, item.coverage"), LeverTrendPoint)
KPI = _Source(
    _items(
        "kpi",
        "item.value, item.expected_value, item.attainment, item.expected_attainment, item.health, item.stale",
    ),
    lambda *columns: _with_health(KpiTrendPoint, columns, at=6),
)
INITIATIVE = _Source(
    _items("initiative", "item.progress, item.delivery, item.planned_delivery, item.health"),
    lambda *columns: _with_health(InitiativeTrendPoint, columns, at=5),
)


@dataclass(frozen=True, slots=True)
class _Trend(History[tuple[Point, ...]], Generic[Point]):
    """The points of a trend."""

    of_version: ClassVar[bool] = False

    source: _Source[Point]
    periods: tuple[Period, ...]

    @property
    def nothing(self) -> tuple[Point, ...]:
        return ()

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, tuple[Point, ...]]:
        by_then = [period for period in self.periods if period.first <= state.as_of]
        rows = rows_read(
            self.source.statement,
            {
                "organisation_id": state.id,
                "parent_ids": [str(parent_id) for parent_id in parent_ids],
                "firsts": [period.first for period in by_then],
                "lasts": [min(period.last, state.as_of) for period in by_then],
            },
        )
        ids = Ids()
        return {
            ids[parent_id]: tuple([self.source.point(*columns) for _, *columns in points])
            for parent_id, points in groupby(rows, key=itemgetter(0))
        }


@dataclass(frozen=True, slots=True)
class _SnapshotOn(History[Snapshot | None]):
    """The snapshot of a day."""

    of_version: ClassVar[bool] = False

    on: date

    @property
    def nothing(self) -> None:
        return None

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Snapshot | None]:
        row = snapshot_row(state, self.on)
        return {} if row is None else dict.fromkeys(parent_ids, _snapshot(state, row))


def _snapshot(state: "OrganisationState", row: SnapshotRow) -> Snapshot:
    scorecard = reported(
        row.kept, levers=state.levers_by_kind, kpis=state.kpis_by_id, initiatives=state.initiatives_by_id
    )
    return Snapshot(
        on=row.kept.as_of,
        taken_at=row.taken_at,
        reconstructed=row.reconstructed,
        kept=row.kept,
        scorecard=scorecard,
    )

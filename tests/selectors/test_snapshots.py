"""What was reported: the snapshot of a day, and trends over many."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

import pytest

from ops_model.domain.progress.trend import Grain, periods
from ops_model.domain.progress.vocabulary import Health
from ops_model.models import Initiative, Kpi, Lever, Organisation, SnapshotKpi
from ops_model.selectors.histories import Histories
from ops_model.selectors.reports.snapshot import KpiTrendPoint, TrendPoint
from ops_model.selectors.snapshots import initiative_trend, kpi_trend, lever_trend, snapshot_on, trend
from tests import factories as make
from tests.selectors.world import TODAY, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db

SPRING = date(2026, 4, 1)


def index_of(organisation: Organisation, grain: Grain, since: date = SPRING, until: date = TODAY) -> list[object]:
    """Return day and index of an organisation's points."""
    points = trend(Histories(batched=False), state_of(organisation), tuple(periods(since, until, grain)))
    return [(point.on.isoformat(), point.index) for point in points]


def test_of_each_period_the_last_snapshot_is_its_point(organisation: Organisation) -> None:
    for day, index in (("2026-04-10", 1), ("2026-04-29", 2), ("2026-05-31", 3), ("2026-06-01", 4)):
        make.make_snapshot(organisation, date.fromisoformat(day), index=index)

    assert index_of(organisation, Grain.MONTH) == [("2026-04-29", 2.0), ("2026-05-31", 3.0), ("2026-06-01", 4.0)]
    assert index_of(organisation, Grain.QUARTER) == [("2026-06-01", 4.0)]
    assert index_of(organisation, Grain.WEEK) == [
        ("2026-04-10", 1.0),
        ("2026-04-29", 2.0),
        ("2026-05-31", 3.0),
        ("2026-06-01", 4.0),
    ]


def test_a_period_without_a_snapshot_is_a_gap(organisation: Organisation) -> None:
    for day in (date(2026, 4, 30), date(2026, 6, 30)):
        make.make_snapshot(organisation, day)

    assert index_of(organisation, Grain.MONTH) == [("2026-04-30", None), ("2026-06-30", None)]


def test_a_point_of_the_last_period_is_not_after_the_last_day(organisation: Organisation) -> None:
    for day in (date(2026, 4, 10), date(2026, 4, 20)):
        make.make_snapshot(organisation, day)

    assert index_of(organisation, Grain.MONTH, until=date(2026, 4, 19)) == [("2026-04-10", None)]
    assert index_of(organisation, Grain.MONTH, since=date(2026, 4, 11)) == [("2026-04-20", None)]


def test_nothing_is_told_that_was_reported_after_the_states_day(organisation: Organisation) -> None:
    for day in (date(2026, 4, 10), date(2026, 4, 20), date(2026, 5, 1)):
        make.make_snapshot(organisation, day)
    state = state_of(organisation, date(2026, 4, 15))

    points = trend(Histories(batched=False), state, tuple(periods(SPRING, TODAY, Grain.MONTH)))
    assert [point.on for point in points] == [date(2026, 4, 10)]


def test_a_point_says_what_was_reported_and_whether_it_was_reconstructed(organisation: Organisation) -> None:
    make.make_snapshot(organisation, SPRING, index=12.5, expected_index=50.25, coverage=0.125, reconstructed=True)

    (point,) = trend(Histories(batched=False), state_of(organisation), tuple(periods(SPRING, TODAY, Grain.MONTH)))
    assert point == TrendPoint(SPRING, True, 12.5, 50.25, 0.125)  # noqa: FBT003 - a row


def test_a_kpi_has_no_point_where_it_did_not_exist(organisation: Organisation) -> None:
    old, young = make.make_kpi(organisation, "OLD"), make.make_kpi(organisation, "YOUNG")
    make.make_snapshot(organisation, date(2026, 4, 30), items=[old])
    both = make.make_snapshot(organisation, date(2026, 5, 31), items=[old])
    columns = {"value": 5.5, "expected_value": 6.5, "attainment": 0.25, "expected_attainment": 0.5}
    SnapshotKpi.objects.create(
        organisation=organisation,
        snapshot=both,
        kpi=young,
        lever="CULTURE",
        weight=1,
        index_share=0,
        stale=True,
        health=Health.AT_RISK,
        **columns,
    )
    state = state_of(organisation)
    months = tuple(periods(SPRING, TODAY, Grain.MONTH))

    points = {kpi.code: kpi_trend(Histories(batched=False), kpi, months) for kpi in state.kpis}
    assert [point.on for point in points["OLD"]] == [date(2026, 4, 30), date(2026, 5, 31)]
    assert points["YOUNG"] == (
        KpiTrendPoint(date(2026, 5, 31), False, **columns, health=Health.AT_RISK, stale=True),  # noqa: FBT003 - a row
    )


def test_a_day_without_a_snapshot_has_none(organisation: Organisation) -> None:
    make.make_snapshot(organisation, SPRING)

    for day in (SPRING - timedelta(days=1), SPRING + timedelta(days=1)):
        assert snapshot_on(Histories(batched=False), state_of(organisation), day) is None


def everything(organisation: Organisation) -> list[Lever | Kpi | Initiative]:
    """Return all that a snapshot has a row of."""
    return [*Lever.objects.all(), *Kpi.objects.all(), *Initiative.objects.all()]


@pytest.mark.parametrize("days", [1, 60])
def test_a_trend_takes_one_statement_however_many_parents_and_snapshots_there_are(
    organisation: Organisation, days: int
) -> None:
    for number in range(days // 10 + 1):
        make.make_kpi(organisation, f"K-{number}")
        make.make_initiative(organisation, f"I-{number}")
    for ago in range(days):
        make.make_snapshot(organisation, TODAY - timedelta(days=ago), items=everything(organisation))
    state, asked = state_of(organisation), tuple(periods(TODAY - timedelta(days=days), TODAY, Grain.DAY))
    histories = Histories()
    trends: list[Callable[[], Sequence[object]]] = [
        *(partial(lever_trend, histories, lever, asked) for lever in state.levers),
        *(partial(kpi_trend, histories, kpi, asked) for kpi in state.kpis),
        *(partial(initiative_trend, histories, initiative, asked) for initiative in state.initiatives),
    ]

    assert [[*each()] for each in trends] == [[]] * len(trends)
    with count_statements() as statements:
        histories.load()
    assert len(statements) == 3
    assert [len(each()) for each in trends] == [days] * len(trends)

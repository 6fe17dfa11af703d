"""The course of a KPI's value, and where it is heading, from no more measurements than it takes."""

from datetime import date
from typing import Any

import pytest

from ops_model.domain.progress.vocabulary import Aggregation, ForecastReason
from ops_model.models import Organisation
from ops_model.selectors.histories import Histories
from ops_model.selectors.kpi_course import forecast, sparkline
from tests import factories as make
from tests.selectors.world import TODAY, state_of

pytestmark = pytest.mark.django_db


def course(organisation: Organisation, points: int, as_of: date = TODAY, **terms: Any) -> list[tuple[int, float]]:
    """Return the points of a KPI measured 10, 20 ... 60 on the first of six months: month and value."""
    kpi = make.make_kpi(organisation, "K", valid_from=date(2025, 12, 1), terms=terms)
    for month in range(1, 7):
        make.make_measurement(kpi, date(2026, month, 1), 10 * month)
    drawn = sparkline(Histories(batched=False), state_of(organisation, as_of).kpis[0], points=points)
    return [(point.on.month, point.value) for point in drawn]


def test_points_are_the_newest_in_the_order_of_their_days(organisation: Organisation) -> None:
    assert course(organisation, 2) == [(5, 50.0), (6, 60.0)]


def test_fewer_points_are_drawn_where_fewer_are_measured_by_the_day(organisation: Organisation) -> None:
    assert course(organisation, 12, date(2026, 2, 28)) == [(1, 10.0), (2, 20.0)]


def test_a_rolling_mean_has_its_whole_window_at_its_first_point(organisation: Organisation) -> None:
    assert course(organisation, 2, aggregation=Aggregation.ROLLING_MEAN, window=3) == [(5, 40.0), (6, 50.0)]


def test_a_sum_runs_on_from_all_that_was_left_out(organisation: Organisation) -> None:
    assert course(organisation, 2, aggregation=Aggregation.SUM, baseline_value=5) == [(5, 145.0), (6, 205.0)]


def test_a_sum_leaves_out_what_was_corrected_long_ago(organisation: Organisation) -> None:
    kpi = make.make_kpi(organisation, terms={"aggregation": Aggregation.SUM})
    superseded = {"superseded_at": "2026-02-03T00:00:00Z", "superseded_reason": "counted twice"}
    make.make_measurement(kpi, date(2026, 2, 1), 1000, **superseded)
    for month in (2, 3, 4):
        make.make_measurement(kpi, date(2026, month, 1), 10)

    assert [figures.value for figures in state_of(organisation).figures.kpis.values()] == [30.0]


def test_a_sum_without_a_baseline_is_of_all(organisation: Organisation) -> None:
    goal: dict[str, Any] = dict.fromkeys(("baseline_value", "baseline_on", "target_value", "target_on"))

    assert course(organisation, 1, aggregation=Aggregation.SUM, **goal) == [(6, 210.0)]


def test_nothing_is_drawn_before_a_kpi_exists(organisation: Organisation) -> None:
    kpi = make.make_kpi(organisation, valid_from=TODAY)
    make.make_measurement(kpi, date(2026, 3, 1), 1)
    unborn = state_of(organisation, date(2026, 6, 1)).kpis[0]

    assert sparkline(Histories(batched=False), unborn, points=3) == ()
    assert forecast(Histories(batched=False), unborn) is None


def test_a_steady_course_is_forecast_to_go_on(organisation: Organisation) -> None:
    kpi = make.make_kpi(organisation, terms={"target_value": 100, "target_on": date(2026, 12, 31)})
    for day in range(1, 15):
        make.make_measurement(kpi, date(2026, 6, day), day)

    heading = forecast(Histories(batched=False), state_of(organisation).kpis[0])

    assert heading is not None
    assert heading.points == 12
    assert heading.value == pytest.approx(14 + (date(2026, 12, 31) - date(2026, 6, 14)).days)
    assert heading.reached_on == date(2026, 9, 8)


def test_too_few_points_are_no_forecast(organisation: Organisation) -> None:
    make.make_measurement(make.make_kpi(organisation), date(2026, 6, 1), 1)

    heading = forecast(Histories(batched=False), state_of(organisation).kpis[0])

    assert heading is not None
    assert (heading.reason, heading.points) == (ForecastReason.TOO_FEW, 1)

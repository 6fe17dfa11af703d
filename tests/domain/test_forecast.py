"""Where a KPI is heading."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops_model.domain.progress import kpi_forecast
from ops_model.domain.progress.facts import KpiFacts, KpiTerms
from ops_model.domain.progress.forecast import HORIZON_DAYS, Line, day_reached, theil_sen
from ops_model.domain.progress.foreseen import Forecast
from ops_model.domain.progress.vocabulary import Aggregation, Direction, ForecastReason, Frequency
from tests.domain.build import AS_OF, END, START, Dates, band, band_terms, dated, day, kpi, kpi_terms


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def forecast(of: KpiFacts, as_of: date = AS_OF) -> Forecast:
    found = kpi_forecast(of, as_of=as_of)
    assert found is not None
    return found


def daily(*values: float, until: date = AS_OF) -> Dates:
    """One value a day, the last on `until`."""
    first = until - timedelta(days=len(values) - 1)
    return {(first + timedelta(days=place)).isoformat(): value for place, value in enumerate(values)}


def test_a_straight_course_goes_on_straight() -> None:
    straight = forecast(kpi(kpi_terms(0, 1000), daily(100, 110, 120)))
    days = (END - AS_OF).days
    assert straight.on == END
    assert straight.value == near(120 + 10 * days)
    assert straight.low == straight.high == straight.value
    assert straight.raw == near((120 + 10 * days) / 1000)
    assert straight.attainment == 1
    assert straight.points == 3
    assert straight.reason is None


def test_a_forecast_below_the_baseline_attains_nothing() -> None:
    falling = forecast(kpi(kpi_terms(0, 100), daily(50, 40, 30)))
    assert falling.raw is not None
    assert falling.raw < -10
    assert falling.attainment == 0


def test_slope_and_intercept_are_medians_and_the_range_quartiles() -> None:
    trend = theil_sen([(-3, 1.0), (-2, 2.0), (-1, 4.0), (0, 3.0)])
    # Slopes: 1, 1.5, 2/3, 2, 0.5, -1; sorted -1, 0.5, 2/3, 1, 1.5, 2.
    assert trend.middle.slope == near((2 / 3 + 1) / 2)
    assert trend.lower.slope == near(0.5 + 0.25 * (2 / 3 - 0.5))
    assert trend.upper.slope == near(1 + 0.75 * 0.5)
    left = [1 + 3 * 5 / 6, 2 + 2 * 5 / 6, 4 + 5 / 6, 3]
    assert trend.middle.intercept == near(median(left))
    assert trend.lower.intercept == near(median([1 + 3 * 13 / 24, 2 + 2 * 13 / 24, 4 + 13 / 24, 3]))


def test_the_range_is_of_the_quartile_lines_at_the_target_date() -> None:
    found = forecast(kpi(kpi_terms(0, 100), daily(1, 2, 4, 3)))
    days = (END - AS_OF).days
    low = median([1 + 3 * 13 / 24, 2 + 2 * 13 / 24, 4 + 13 / 24, 3]) + days * 13 / 24
    high = median([1 + 3 * 1.375, 2 + 2 * 1.375, 4 + 1.375, 3]) + days * 1.375
    assert (found.low, found.high) == (near(low), near(high))


def test_one_outlier_does_not_bend_the_line() -> None:
    calm = forecast(kpi(kpi_terms(0, 1000), daily(1, 2, 3, 4, 5, 6, 7)))
    wild = forecast(kpi(kpi_terms(0, 1000), daily(1, 2, 3, 400, 5, 6, 7)))
    assert wild.value == near(calm.value or 0)


def test_only_the_newest_twelve_points_count() -> None:
    rising = [float(value) for value in range(12)]
    assert forecast(kpi(kpi_terms(0, 1000), daily(900, 800, 700, *rising))) == forecast(
        kpi(kpi_terms(0, 1000), daily(*rising))
    )
    assert forecast(kpi(kpi_terms(0, 1000), daily(*rising))).points == 12
    assert forecast(kpi(kpi_terms(0, 1000), daily(900, *rising[1:]))).points == 12
    assert forecast(kpi(kpi_terms(0, 1000), daily(*rising[1:]))).points == 11


def test_a_sum_is_forecast_by_its_running_total() -> None:
    total = forecast(kpi(kpi_terms(100, 400, aggregation=Aggregation.SUM), daily(10, 10, 10)))
    assert total.value == near(130 + 10 * (END - AS_OF).days)


def test_a_rolling_mean_is_forecast_by_the_rolling_mean() -> None:
    terms = kpi_terms(0, 400, aggregation=Aggregation.ROLLING_MEAN, window=2)
    mean = forecast(kpi(terms, daily(0, 10, 20, 30)))
    # Points 0, 5, 15, 25: slopes 5, 7.5, 25/3, 10, 10, 10.
    slope = (25 / 3 + 10) / 2
    intercept = median([0 + 3 * slope, 5 + 2 * slope, 15 + slope, 25])
    assert mean.value == near(intercept + slope * (END - AS_OF).days)


@pytest.mark.parametrize("values", [daily(), daily(1), daily(1, 2)])
@pytest.mark.parametrize("terms", [kpi_terms(), kpi_terms(0, None), band_terms(band(18, 22))])
def test_two_points_are_too_few(values: Dates, terms: KpiTerms) -> None:
    found = forecast(kpi(terms, values), as_of=END + timedelta(days=9))
    assert found.reason is found.reached_reason is ForecastReason.TOO_FEW
    assert (found.on, found.value, found.low, found.high, found.raw, found.attainment, found.reached_on) == (None,) * 7
    assert found.points == len(values)


@pytest.mark.parametrize("terms", [kpi_terms(0, None), kpi_terms(None, None), band_terms(None)])
def test_without_a_target_there_is_no_forecast(terms: KpiTerms) -> None:
    found = forecast(kpi(terms, daily(1, 2, 3)))
    assert found.reason is found.reached_reason is ForecastReason.NO_TARGET
    assert (found.value, found.reached_on, found.points) == (None, None, 3)


def test_after_the_target_date_there_is_no_forecast_but_still_a_day_reached() -> None:
    late = kpi(kpi_terms(0, 100), daily(10, 20, 30))
    on_the_day = forecast(late, as_of=END)
    assert on_the_day.reason is None
    assert on_the_day.on == END
    after = forecast(kpi(kpi_terms(0, 100), daily(10, 20, 30, until=END)), as_of=END + timedelta(days=1))
    assert after.reason is ForecastReason.TARGET_DATE_PASSED
    assert (after.on, after.value, after.low, after.high, after.raw, after.attainment) == (None,) * 6
    assert after.reached_on == END + timedelta(days=7)
    assert after.reached_reason is None


@pytest.mark.parametrize(
    ("terms", "values", "reached"),
    [
        (kpi_terms(0, 100), daily(70, 80, 90), "2026-07-02"),
        (kpi_terms(0, 100), daily(71, 81, 91), "2026-07-02"),
        (kpi_terms(0, 100), daily(69, 79, 89), "2026-07-03"),
        (kpi_terms(0, 100), daily(80, 90, 100), "2026-07-01"),
        (kpi_terms(0, 100), daily(90, 100, 110), "2026-07-01"),
        (kpi_terms(0, 100), daily(120, 110, 101), "2026-07-01"),
        (kpi_terms(100, 0), daily(30, 20, 10), "2026-07-02"),
        (kpi_terms(100, 0), daily(2, 1, 0), "2026-07-01"),
    ],
)
def test_the_target_is_reached_on_the_first_day_at_or_past_it(terms: KpiTerms, values: Dates, reached: str) -> None:
    found = forecast(kpi(terms, values))
    assert found.reached_on == day(reached)
    assert found.reached_reason is None


def test_the_line_decides_and_not_the_last_value() -> None:
    found = forecast(kpi(kpi_terms(0, 100), daily(50, 50, 50, 50, 50, 100)))
    assert found.reached_on is None
    assert found.reached_reason is ForecastReason.FLAT


@pytest.mark.parametrize(
    ("terms", "values", "reason"),
    [
        (kpi_terms(0, 100), daily(50, 50, 50), ForecastReason.FLAT),
        (kpi_terms(0, 1), daily(0.1, 0.1, 0.1), ForecastReason.FLAT),
        (kpi_terms(0, 100), daily(50, 40, 30), ForecastReason.LEADS_AWAY),
        (kpi_terms(100, 0), daily(50, 60, 70), ForecastReason.LEADS_AWAY),
        (kpi_terms(0, 100), daily(50, 50.001, 50.002), ForecastReason.TOO_FAR),
    ],
)
def test_a_target_that_is_not_reached_says_why(terms: KpiTerms, values: Dates, reason: ForecastReason) -> None:
    found = forecast(kpi(terms, values))
    assert found.reached_on is None
    assert found.reached_reason is reason
    assert found.reason is None


def test_ten_years_are_not_too_far_and_a_day_more_is() -> None:
    assert day_reached(Line(1.0, 0.0), Decimal(3653), Direction.INCREASE) == 3653
    assert day_reached(Line(1.0, 0.0), Decimal("3653.001"), Direction.INCREASE) is ForecastReason.TOO_FAR


def test_what_moves_only_by_the_noise_of_floats_is_flat() -> None:
    assert day_reached(Line(1e-15, 0.0), Decimal(100), Direction.INCREASE) is ForecastReason.FLAT
    assert day_reached(Line(-1e-15, 0.0), Decimal(100), Direction.INCREASE) is ForecastReason.FLAT


def test_a_billionth_short_of_the_target_is_at_it() -> None:
    assert day_reached(Line(1.0, 0.0), Decimal("5.000000001"), Direction.INCREASE) == 5
    assert day_reached(Line(1.0, 0.0), Decimal("5.00000001"), Direction.INCREASE) == 6
    assert day_reached(Line(-1.0, 0.0), Decimal("-5.000000001"), Direction.DECREASE) == 5


@given(
    slope=st.floats(-2, 2),
    intercept=st.floats(-1e4, 1e4),
    target=st.decimals(-10_000, 10_000, places=2),
    direction=st.sampled_from([Direction.INCREASE, Direction.DECREASE]),
)
def test_the_day_reached_is_that_of_trying_every_day(
    slope: float, intercept: float, target: Decimal, direction: Direction
) -> None:
    line, bound = Line(slope, intercept), float(target)
    allowance = 1e-9 * max(1.0, abs(bound))
    rises = direction is Direction.INCREASE
    days = range(HORIZON_DAYS + 1)
    tried = (on for on in days if (line.at(on) >= bound - allowance if rises else line.at(on) <= bound + allowance))
    found = day_reached(line, target, direction)
    assert next(tried, None) == (None if isinstance(found, ForecastReason) else found)


def test_a_band_is_forecast_a_period_ahead() -> None:
    held = forecast(kpi(band_terms(band(18, 22, 8), frequency=Frequency.WEEKLY), daily(17, 18, 19)))
    assert held.on == day("2026-07-08")
    assert held.value == near(26)
    assert held.raw == held.attainment == near(0.5)
    assert (held.reached_on, held.reached_reason, held.reason) == (None, None, None)


def test_a_forecast_stands_on_the_terms_in_force() -> None:
    changed = kpi(
        [kpi_terms(0, 100), kpi_terms(0, 100, valid_from=AS_OF, aggregation=Aggregation.SUM)], daily(10, 20, 30)
    )
    before = forecast(changed, as_of=AS_OF - timedelta(days=1))
    assert before.reason is ForecastReason.TOO_FEW
    assert forecast(changed).value == near(60 + 25 * 183)


def test_at_the_end_of_the_calendar_there_is_still_an_answer() -> None:
    end = date(9999, 12, 31)
    slow = forecast(kpi(kpi_terms(0, 100), daily(10, 10.001, 10.002)), as_of=end)
    assert slow.reached_on == end
    held = forecast(kpi(band_terms(band(18, 22, 8)), daily(17, 18, 19)), as_of=end)
    assert held.on == end
    fifty_days_on = 12 + (end - AS_OF).days + 50
    beyond = replace(kpi_terms(0, 100), target=dated(fifty_days_on, end))
    assert forecast(kpi(beyond, daily(10, 11, 12)), as_of=end).reached_reason is ForecastReason.TOO_FAR


def test_a_kpi_that_does_not_exist_yet_has_no_forecast() -> None:
    assert kpi_forecast(kpi(values=daily(1, 2, 3)), as_of=START - timedelta(days=1)) is None

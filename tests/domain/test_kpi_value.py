"""From measurements to a KPI's value, its course, and how old it is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from ops_model.domain.progress import Point, kpi_series, measurements_needed
from ops_model.domain.progress.facts import KpiFacts, OrganisationFacts
from ops_model.domain.progress.kpi import kpi_figures
from ops_model.domain.progress.vocabulary import Aggregation, Frequency
from tests.domain.build import AS_OF, START, Dates, band, band_terms, day, figures_of_kpi, kpi, kpi_terms, measured
from tests.domain.strategies import days, organisations

COURSE: Dates = {"2026-02-01": 10, "2026-03-01": 20, "2026-04-01": 60, "2026-05-01": 100}


def rolling(window: int) -> KpiFacts:
    return kpi(kpi_terms(aggregation=Aggregation.ROLLING_MEAN, window=window), COURSE)


def summed(values: Dates, baseline: float | None = 100, target: float | None = 200) -> KpiFacts:
    return kpi(kpi_terms(baseline, target, aggregation=Aggregation.SUM), values)


def test_the_latest_value_is_the_newest_measurement_by_then() -> None:
    latest = kpi(kpi_terms(), COURSE)
    assert figures_of_kpi(latest).value == 100
    assert figures_of_kpi(latest, as_of=day("2026-05-01")).value == 100
    assert figures_of_kpi(latest, as_of=day("2026-04-30")).value == 60
    assert figures_of_kpi(latest, as_of=day("2026-04-30")).observed_on == day("2026-04-01")


@pytest.mark.parametrize(("window", "value"), [(1, 100), (2, 80), (3, 60), (4, 47.5), (9, 47.5)])
def test_a_rolling_mean_is_of_the_newest_window_or_of_fewer(window: int, value: float) -> None:
    assert figures_of_kpi(rolling(window)).value == value


def test_a_window_is_three_unless_set() -> None:
    assert kpi_terms().window == 3


def test_a_sum_adds_to_the_baseline() -> None:
    figures = figures_of_kpi(summed({"2026-02-01": 20, "2026-03-01": 30}))
    assert figures.value == 150
    assert figures.attainment == 0.5


def test_a_sum_counts_what_is_dated_strictly_after_the_baseline() -> None:
    figures = figures_of_kpi(summed({"2025-12-31": 7, "2026-01-01": 5, "2026-01-02": 3}))
    assert figures.value == 103


def test_a_sum_without_a_measurement_after_the_baseline_has_no_data() -> None:
    figures = figures_of_kpi(summed({"2025-12-31": 7, "2026-01-01": 5}))
    assert (figures.value, figures.observed_on, figures.attainment) == (None, None, None)
    assert not figures.stale
    assert figures.due_on == day("2026-02-01")


def test_a_sum_without_a_baseline_is_of_everything() -> None:
    assert figures_of_kpi(summed({"2025-12-31": 7, "2026-01-02": 3}, None, None)).value == 10


def test_a_sum_takes_up_what_was_carried() -> None:
    whole = summed({"2026-02-01": 20, "2026-03-01": 30, "2026-04-01": 5})
    short = kpi(whole.terms, {"2026-04-01": 5}, carried=Decimal(50))
    assert figures_of_kpi(short).value == figures_of_kpi(whole).value == 155
    assert kpi_series(short, as_of=AS_OF, points=1) == kpi_series(whole, as_of=AS_OF, points=1)


def test_a_correction_of_decimals_is_exact() -> None:
    assert figures_of_kpi(summed({"2026-02-01": "0.1", "2026-02-02": "0.2"}, 0, 1)).value == 0.3


def test_the_series_is_the_value_at_each_measurement() -> None:
    latest = kpi_series(kpi(kpi_terms(), COURSE), as_of=AS_OF, points=12)
    assert [point.value for point in latest] == [10, 20, 60, 100]
    assert [point.value for point in kpi_series(rolling(3), as_of=AS_OF, points=12)] == [10, 15, 30, 60]
    assert [point.value for point in kpi_series(summed(COURSE), as_of=AS_OF, points=12)] == [110, 130, 190, 290]
    assert latest[-1] == Point(day("2026-05-01"), 100.0)


def test_the_series_ends_at_its_day_and_holds_the_newest_points() -> None:
    points = kpi_series(rolling(3), as_of=day("2026-04-30"), points=2)
    assert points == (Point(day("2026-03-01"), 15.0), Point(day("2026-04-01"), 30.0))


def test_a_kpi_that_does_not_exist_yet_has_no_series() -> None:
    early = kpi(kpi_terms(), {"2025-12-01": 4})
    assert kpi_series(early, as_of=START - timedelta(days=1), points=12) == ()
    assert len(kpi_series(early, as_of=START, points=12)) == 1


@pytest.mark.parametrize("aggregation", list(Aggregation))
@pytest.mark.parametrize("points", [1, 2, 3])
def test_the_measurements_needed_are_enough(aggregation: Aggregation, points: int) -> None:
    terms = kpi_terms(aggregation=aggregation, window=2)
    whole = kpi(terms, COURSE)
    needed = measurements_needed(terms, points)
    newest = whole.measurements[-needed:]
    left_out = whole.measurements[:-needed]
    carried = sum((measurement.value for measurement in left_out), Decimal(0))
    short = kpi(terms, measurements=newest, carried=carried)
    assert kpi_series(short, as_of=AS_OF, points=points) == kpi_series(whole, as_of=AS_OF, points=points)


@pytest.mark.parametrize(
    ("frequency", "fresh_days"),
    [
        (Frequency.DAILY, 2),
        (Frequency.WEEKLY, 11),
        (Frequency.MONTHLY, 47),
        (Frequency.QUARTERLY, 138),
        (Frequency.SEMIANNUAL, 276),
        (Frequency.YEARLY, 549),
    ],
)
def test_a_measurement_is_stale_after_a_period_and_a_half(frequency: Frequency, fresh_days: int) -> None:
    measured_on = day("2026-02-01")
    once = kpi(kpi_terms(frequency=frequency), measurements=measured({"2026-02-01": 5}))
    assert not figures_of_kpi(once, as_of=measured_on + timedelta(days=fresh_days)).stale
    assert figures_of_kpi(once, as_of=measured_on + timedelta(days=fresh_days + 1)).stale


def test_what_was_never_measured_is_not_stale() -> None:
    assert not figures_of_kpi(kpi(), as_of=day("2030-01-01")).stale


def test_what_has_no_target_can_be_stale() -> None:
    assert figures_of_kpi(kpi(band_terms(None), {"2026-02-01": 5}), as_of=day("2026-07-01")).stale


@pytest.mark.parametrize(
    ("frequency", "due"),
    [(Frequency.DAILY, "2026-06-02"), (Frequency.MONTHLY, "2026-07-02"), (Frequency.YEARLY, "2027-06-02")],
)
def test_the_next_measurement_is_due_a_period_after_the_newest(frequency: Frequency, due: str) -> None:
    once = kpi(kpi_terms(frequency=frequency), {"2026-05-01": 1, "2026-06-01": 5})
    assert figures_of_kpi(once).due_on == day(due)


def test_the_first_measurement_is_due_a_period_after_the_kpi_began() -> None:
    changed = kpi([kpi_terms(), kpi_terms(valid_from=day("2026-05-01"), frequency=Frequency.WEEKLY)])
    assert figures_of_kpi(changed).due_on == day("2026-01-08")


def test_new_terms_aggregate_the_measurements_anew() -> None:
    changed = kpi([kpi_terms(), kpi_terms(valid_from=day("2026-06-01"), aggregation=Aggregation.ROLLING_MEAN)], COURSE)
    assert figures_of_kpi(changed, as_of=day("2026-05-31")).value == 100
    assert figures_of_kpi(changed, as_of=day("2026-06-01")).value == 60


def test_a_value_in_a_band_may_be_a_rolling_mean() -> None:
    held = kpi(band_terms(band(50, 70), aggregation=Aggregation.ROLLING_MEAN), COURSE)
    assert figures_of_kpi(held).attainment == 1


@given(organisations(), days)
def test_the_value_is_the_newest_point_of_its_course_whatever_the_aggregation(
    facts: OrganisationFacts, as_of: date
) -> None:
    for of in facts.kpis:
        found = kpi_figures(of, as_of=as_of, policy=facts.policies[0])
        course = kpi_series(of, as_of=as_of, points=1)
        assert [point.value for point in course] == ([] if found is None or found.value is None else [found.value])


@pytest.mark.parametrize("frequency", Frequency)
def test_a_measurement_is_due_again_within_the_calendar(frequency: Frequency) -> None:
    last = kpi(kpi_terms(frequency=frequency), {date.max.isoformat(): 1})
    assert figures_of_kpi(last, as_of=date.max).due_on == date.max

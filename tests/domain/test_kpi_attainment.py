"""From a value to attainment, expected attainment and health."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ops_model.domain.progress.facts import Band, KpiTerms
from ops_model.domain.progress.ratios import clamp
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Health
from tests.domain.build import (
    AS_OF,
    END,
    START,
    band,
    band_terms,
    dated,
    day,
    figures_of_kpi,
    kpi,
    kpi_terms,
    policy,
)


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "raw", "attainment"),
    [
        (32, 45, 42, 0.769230769, 0.769230769),
        (8, 5, 6, 0.666666667, 0.666666667),
        (8, 5, 9, -0.333333333, 0),
        (0, 100, 120, 1.2, 1),
        (-20, 10, -5, 0.5, 0.5),
        (10, 50, 10, 0, 0),
        (10, 50, 50, 1, 1),
        (0.12, 0.08, 0.06, 1.5, 1),
    ],
)
def test_attainment_is_the_part_of_the_way_that_the_value_has_come(
    baseline: float, target: float, value: float, raw: float, attainment: float
) -> None:
    figures = figures_of_kpi(kpi(kpi_terms(baseline, target), {"2026-06-30": value}))
    assert figures.raw == near(raw)
    assert figures.attainment == near(attainment)


@pytest.mark.parametrize(
    ("of", "value", "attainment"),
    [
        (band(18, 22, 8), 26, 0.5),
        (band(18, 22, 8), 20, 1),
        (band(18, 22, 8), 31, 0),
        (band(18, 22, 8), 14, 0.5),
        (band(18, 22, 8), 18, 1),
        (band(18, 22, 8), 22, 1),
        (band(18, 22), 22.001, 0),
        (band(18, 22), 22, 1),
        (band(lower=4.2, tolerance=1), 9, 1),
        (band(lower=4.2, tolerance=1), 3.7, 0.5),
        (band(upper=5, tolerance=2), -100, 1),
        (band(upper=5, tolerance=2), 6, 0.5),
        (band(upper=5), 5.1, 0),
        (band(20, 20, 4), 21, 0.75),
    ],
)
def test_a_band_is_attained_within_and_lost_over_the_tolerance(of: Band, value: float, attainment: float) -> None:
    figures = figures_of_kpi(kpi(band_terms(of), {"2026-06-30": value}))
    assert figures.raw == near(attainment)
    assert figures.attainment == near(attainment)
    assert figures.expected_attainment == 1
    assert figures.expected_value is None


@pytest.mark.parametrize(("excess", "inside"), [("1e-9", True), ("2e-9", False)])
def test_within_a_billionth_of_a_bound_near_1_is_on_it(excess: str, *, inside: bool) -> None:
    above = kpi(band_terms(band(upper=0.5)), {"2026-06-30": str(Decimal("0.5") + Decimal(excess))})
    below = kpi(band_terms(band(lower=0.5)), {"2026-06-30": str(Decimal("0.5") - Decimal(excess))})
    assert (figures_of_kpi(above).raw == 1) is inside
    assert (figures_of_kpi(below).raw == 1) is inside


@pytest.mark.parametrize(("excess", "inside"), [("0.001", True), ("0.002", False)])
def test_the_allowance_at_a_bound_grows_with_the_bound(excess: str, *, inside: bool) -> None:
    figures = figures_of_kpi(kpi(band_terms(band(upper=1_000_000)), {"2026-06-30": str(1_000_000 + Decimal(excess))}))
    assert (figures.raw == 1) is inside


def test_the_allowance_at_a_negative_bound_grows_likewise() -> None:
    figures = figures_of_kpi(kpi(band_terms(band(lower=-1_000_000)), {"2026-06-30": "-1000000.001"}))
    assert figures.raw == 1


@pytest.mark.parametrize(
    ("value", "regressing"), [(9, True), (10, False), ("9.99999999", False), ("9.9999998", False), ("9.9999", True)]
)
def test_below_the_baseline_a_kpi_regresses(value: float | str, *, regressing: bool) -> None:
    terms = kpi_terms(10, 1010)
    assert figures_of_kpi(kpi(terms, {"2026-06-30": value})).regressing is regressing


@pytest.mark.parametrize("terms", [kpi_terms(10, None), kpi_terms(None, None), band_terms(None)])
def test_without_target_or_band_there_is_a_value_and_no_attainment(terms: KpiTerms) -> None:
    figures = figures_of_kpi(kpi(terms, {"2026-06-30": 24}))
    assert figures.value == 24
    assert (figures.raw, figures.attainment, figures.expected_value, figures.expected_attainment, figures.gap) == (
        None,
        None,
        None,
        None,
        None,
    )
    assert figures.health is Health.NO_TARGET
    assert not figures.regressing


def test_without_a_value_there_is_an_expectation_and_no_attainment() -> None:
    figures = figures_of_kpi(kpi(kpi_terms(0, 100)))
    assert (figures.value, figures.observed_on, figures.raw, figures.attainment, figures.gap) == (None,) * 5
    assert figures.expected_value == near(100 * 181 / 364)
    assert figures.expected_attainment == near(181 / 364)
    assert figures.health is Health.NO_DATA


def test_a_kpi_with_neither_value_nor_target_has_no_data() -> None:
    assert figures_of_kpi(kpi(kpi_terms(0, None))).health is Health.NO_DATA


def test_a_measured_zero_is_a_value() -> None:
    figures = figures_of_kpi(kpi(kpi_terms(0, 100), {"2026-06-30": 0}))
    assert (figures.value, figures.raw, figures.attainment) == (0, 0, 0)
    assert figures.health is Health.OFF_TRACK


INTERIM = kpi_terms(10, 50, interim_targets=(dated(20, day("2026-03-01")), dated(40, day("2026-05-10"))))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-01", 10),
        ("2026-01-30", 10 + 10 * 29 / 59),
        ("2026-03-01", 20),
        ("2026-03-29", 20 + 20 * 28 / 70),
        ("2026-05-10", 40),
        ("2026-12-30", 40 + 10 * 234 / 235),
        ("2026-12-31", 50),
        ("2027-01-01", 50),
        ("2031-01-01", 50),
    ],
)
def test_the_expected_value_runs_straight_from_one_target_to_the_next(on: str, expected: float) -> None:
    figures = figures_of_kpi(kpi(INTERIM), as_of=day(on))
    assert figures.expected_value == near(expected)
    assert figures.expected_attainment == near((expected - 10) / 40)


def test_before_the_baselines_date_the_baseline_is_expected() -> None:
    terms = replace(kpi_terms(10, 50), baseline=dated(10, AS_OF + timedelta(days=9)))
    figures = figures_of_kpi(kpi(terms))
    assert (figures.expected_value, figures.expected_attainment) == (10, 0)


def test_a_falling_kpi_is_expected_to_fall() -> None:
    figures = figures_of_kpi(kpi(kpi_terms(8, 4)), as_of=day("2026-07-02"))
    assert figures.expected_value == near(6)
    assert figures.expected_attainment == near(0.5)


HALF_WAY = day("2026-07-02")
"""On this day half of the way from START to END is expected."""


@pytest.mark.parametrize(
    ("value", "health"),
    [
        ("100", Health.ACHIEVED),
        ("99.99999995", Health.ACHIEVED),
        ("99.9999", Health.ON_TRACK),
        ("50", Health.ON_TRACK),
        ("40", Health.ON_TRACK),
        ("39.99999995", Health.ON_TRACK),
        ("39.999", Health.AT_RISK),
        ("25", Health.AT_RISK),
        ("24.99999995", Health.AT_RISK),
        ("24.999", Health.OFF_TRACK),
        ("-3", Health.OFF_TRACK),
    ],
)
def test_health_follows_the_gap_and_a_threshold_is_its_better_side(value: str, health: Health) -> None:
    figures = figures_of_kpi(kpi(kpi_terms(0, 100), {"2026-06-30": value}), as_of=HALF_WAY)
    assert figures.health is health


def test_the_policy_moves_the_thresholds() -> None:
    lenient = policy(on_track_gap=0.4, at_risk_gap=0.45)
    measured = kpi(kpi_terms(0, 100), {"2026-06-30": 10})
    assert figures_of_kpi(measured, as_of=HALF_WAY, policies=[lenient]).health is Health.ON_TRACK
    assert figures_of_kpi(measured, as_of=HALF_WAY).health is Health.OFF_TRACK


@pytest.mark.parametrize(
    ("on", "value", "health"),
    [
        (END, 95, Health.ON_TRACK),
        (END + timedelta(days=1), 95, Health.OFF_TRACK),
        (END + timedelta(days=1), 100, Health.ACHIEVED),
    ],
)
def test_a_target_missed_at_its_date_is_off_track_however_near(on: date, value: float, health: Health) -> None:
    assert figures_of_kpi(kpi(kpi_terms(0, 100), {"2026-06-30": value}), as_of=on).health is health


@pytest.mark.parametrize(
    ("value", "health"),
    [
        (20, Health.ON_TRACK),
        (22.8, Health.ON_TRACK),
        (22.9, Health.AT_RISK),
        (24, Health.AT_RISK),
        (24.1, Health.OFF_TRACK),
    ],
)
def test_a_band_is_never_achieved_and_has_no_date_to_miss(value: float, health: Health) -> None:
    held = kpi(band_terms(band(18, 22, 8)), {"2026-06-30": value})
    assert figures_of_kpi(held).health is health
    assert figures_of_kpi(held, as_of=day("2036-01-01")).health is health


@pytest.mark.parametrize("aggregation", list(Aggregation))
def test_sample_size_and_margin_are_shown_with_the_latest_value_alone(aggregation: Aggregation) -> None:
    source = kpi(kpi_terms(0, 100, aggregation=aggregation), {"2026-06-30": 30})
    newest = source.measurements[0]
    sampled = type(newest)(observed_on=newest.observed_on, value=newest.value, sample_size=100, margin=Decimal("15.3"))
    figures = figures_of_kpi(kpi(source.terms, measurements=(sampled,)))
    shown = aggregation is Aggregation.LATEST
    assert (figures.sample_size, figures.margin) == ((100, 15.3) if shown else (None, None))


def test_new_terms_judge_from_their_own_day_on() -> None:
    retargeted = kpi([kpi_terms(0, 100), kpi_terms(0, 50, valid_from=AS_OF)], {"2026-06-30": 50})
    assert figures_of_kpi(retargeted, as_of=AS_OF - timedelta(days=1)).attainment == near(0.5)
    assert figures_of_kpi(retargeted, as_of=AS_OF).attainment == 1


def test_a_kpi_exists_from_its_first_terms_on() -> None:
    measured = kpi(kpi_terms(0, 100), {"2025-12-30": 50})
    assert figures_of_kpi(measured, as_of=START).value == 50
    with pytest.raises(KeyError):
        figures_of_kpi(measured, as_of=START - timedelta(days=1))


def test_direction_alone_makes_a_band_count() -> None:
    stray = kpi_terms(0, 100, direction=Direction.INCREASE, band=band(18, 22))
    assert figures_of_kpi(kpi(stray, {"2026-06-30": 50})).raw == near(0.5)


def test_no_progress_is_zero_without_a_sign() -> None:
    fallen_back = figures_of_kpi(kpi(kpi_terms(8, 5), {"2026-06-30": 8}))
    assert (repr(fallen_back.attainment), repr(clamp(-0.0)), repr(clamp(0.0))) == ("0.0", "0.0", "0.0")
    assert [clamp(ratio) for ratio in (-2.5, 0.25, 1.0, 1.5)] == [0.0, 0.25, 1.0, 1.0]

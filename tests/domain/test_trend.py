"""The periods of a trend."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops_model.domain.progress.trend import Grain, Period, periods, periods_at_most


@pytest.mark.parametrize(
    ("grain", "expected"),
    [
        (Grain.DAY, [("2026-06-29", "2026-06-29"), ("2026-06-30", "2026-06-30"), ("2026-07-01", "2026-07-01")]),
        (Grain.WEEK, [("2026-06-29", "2026-07-01")]),
        (Grain.MONTH, [("2026-06-29", "2026-06-30"), ("2026-07-01", "2026-07-01")]),
        (Grain.QUARTER, [("2026-06-29", "2026-06-30"), ("2026-07-01", "2026-07-01")]),
    ],
)
def test_periods_are_the_calendars_and_cut_at_both_ends(grain: Grain, expected: list[tuple[str, str]]) -> None:
    found = [*periods(date(2026, 6, 29), date(2026, 7, 1), grain)]

    assert found == [Period(date.fromisoformat(first), date.fromisoformat(last)) for first, last in expected]


def test_a_week_begins_on_monday() -> None:
    weeks = [*periods(date(2026, 7, 1), date(2026, 7, 13), Grain.WEEK)]

    assert [week.last.isoformat() for week in weeks] == ["2026-07-05", "2026-07-12", "2026-07-13"]
    assert {week.first.weekday() for week in weeks[1:]} == {0}


def test_a_leap_years_february_is_whole() -> None:
    assert [*periods(date(2028, 2, 1), date(2028, 2, 29), Grain.MONTH)] == [Period(date(2028, 2, 1), date(2028, 2, 29))]


def test_quarters_are_of_three_months() -> None:
    lasts = [quarter.last for quarter in periods(date(2026, 1, 1), date(2026, 12, 31), Grain.QUARTER)]

    assert lasts == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]


@pytest.mark.parametrize("grain", Grain)
def test_the_calendars_last_day_ends_them(grain: Grain) -> None:
    *_, last = periods(date(9999, 12, 30), date.max, grain)

    assert last.last == date.max


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-3, 500), st.sampled_from(Grain))
def test_periods_cover_each_day_once_and_in_order(since: date, days: int, grain: Grain) -> None:
    until = since + timedelta(days=days)

    assert len([*periods(since, until, grain)]) <= periods_at_most(since, until, grain)
    covered = [
        period.first + timedelta(days=ahead)
        for period in periods(since, until, grain)
        for ahead in range((period.last - period.first).days + 1)
    ]
    assert covered == [since + timedelta(days=ahead) for ahead in range(max(0, days + 1))]

"""A trend: of each period the last day that something was reported on."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ops_model.domain.progress.dates import days_after

MONTHS_OF_A_QUARTER = 3

MOST_POINTS = 366
"""How many points a trend may have."""


class Grain(StrEnum):
    """How long a period of a trend is. A week begins on Monday, a quarter with the calendar's."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"


SHORTEST = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 28, Grain.QUARTER: 90}
"""The days of the shortest period that is not cut."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date


def periods(since: date, until: date, grain: Grain) -> Iterator[Period]:
    """Yield the periods from `since` to `until`, both included, earliest first; the first and the last of them may be
    cut. None where `since` lies after `until`."""
    first = since
    while first <= until:
        last = min(_last_day(first, grain), until)
        yield Period(first, last)
        if last == date.max:
            return
        first = days_after(last, 1)


def periods_at_most(since: date, until: date, grain: Grain) -> int:
    """How many periods there are from `since` to `until` at most, without counting them: of days exactly so many."""
    days = (until - since).days
    return max(0, days + 1 if grain is Grain.DAY else days // SHORTEST[grain] + 2)


def _last_day(day: date, grain: Grain) -> date:
    """The last day of the period that `day` lies in."""
    match grain:
        case Grain.DAY:
            return day
        case Grain.WEEK:
            return days_after(day, 6 - day.weekday())
        case Grain.MONTH:
            month = day.month
        case Grain.QUARTER:
            month = day.month + -day.month % MONTHS_OF_A_QUARTER
    return date(day.year, month, monthrange(day.year, month)[1])

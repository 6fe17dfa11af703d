"""A trend: of each period the last day that something was reported on."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ops_model.domain.progress.dates import days_after

MONTHS_OF_A_QUARTER = 3


class Grain(StrEnum):
    """How long a period of a trend is. A week begins on Monday, a quarter with the calendar's."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"


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

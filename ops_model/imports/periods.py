"""Periods as sheets spell them, and their last days."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ops_model.imports.mapping import NamedAfter, PeriodKind, PeriodMapping
from ops_model.imports.rows import Cell, plain_text

_YEAR = r"(?P<year>\d{4})"
_FISCAL = r"(?:(?:FY|fiscal year)\s*'?(?P<written>\d{4}|\d{2})|(?P<year>\d{4}))(?:\s*/\s*(?P<ends>\d{4}|\d{2}))?"
_QUARTER = r"Q\s*(?P<quarter>[1-4])"
_MONTH = r"(?P<month>\d{1,2})"
_NAMED = r"(?P<name>[a-z]{3,9})\.?"
_BETWEEN = r"[\s/-]*"

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_SPELLINGS: Mapping[PeriodKind, tuple[str, ...]] = {
    PeriodKind.FISCAL_YEAR: (_FISCAL, r"(?:FY\s*)?(?P<year>\d{4})-(?P<ends>\d{2}|\d{4})"),
    PeriodKind.FISCAL_QUARTER: (_FISCAL + _BETWEEN + _QUARTER, _QUARTER + _BETWEEN + _FISCAL),
    PeriodKind.YEAR: (_YEAR,),
    PeriodKind.QUARTER: (_YEAR + _BETWEEN + _QUARTER, _QUARTER + _BETWEEN + _YEAR),
    PeriodKind.MONTH: (
        rf"{_YEAR}[-/]{_MONTH}",
        rf"{_MONTH}[-/]{_YEAR}",
        rf"{_NAMED}{_BETWEEN}(?:{_YEAR}|'?(?P<written>\d{{2}}))",
        rf"{_YEAR}{_BETWEEN}{_NAMED}",
    ),
    PeriodKind.WEEK: (rf"{_YEAR}{_BETWEEN}W(?P<week>\d{{1,2}})", rf"W(?P<week>\d{{1,2}}){_BETWEEN}{_YEAR}"),
    PeriodKind.DATE: (),
}
_EXAMPLES: Mapping[PeriodKind, str] = {
    PeriodKind.FISCAL_YEAR: "FY 2018, 2018 or 2017/18",
    PeriodKind.FISCAL_QUARTER: "FY2018 Q3 or Q3 2018",
    PeriodKind.YEAR: "2018",
    PeriodKind.QUARTER: "2018-Q3 or Q3 2018",
    PeriodKind.MONTH: "2018-03 or March 2018",
    PeriodKind.WEEK: "2018-W05",
    PeriodKind.DATE: "2018-03-31",
}


def period_end(cell: Cell, mapping: PeriodMapping, *, first_month: int, date_format: str) -> date:
    """Return the last day of the period that a cell names; a day stands for the period that it lies in.

    `first_month` is the fiscal year's, 1 to 12; where the mapping has one, that counts. Raises ValueError with a
    sentence for what names no such period.
    """
    first_month = mapping.first_month or first_month
    day = cell if isinstance(cell, date) else _day(plain_text(cell), date_format)
    try:
        if day is not None:
            return _end_around(date(day.year, day.month, day.day), mapping.kind, first_month)
        for spelling in _SPELLINGS[mapping.kind]:
            if found := re.fullmatch(spelling, plain_text(cell), re.IGNORECASE):
                return _end_named(found.groupdict(), mapping, first_month)
    except (ValueError, OverflowError):
        pass  # a thirteenth month, a week that the year has not, the year 0: said below like any other
    example = _EXAMPLES[mapping.kind].replace("2018-03-31", f"{date(2018, 3, 31):{date_format}}")
    raise ValueError(f"'{plain_text(cell)}' is no {mapping.kind.replace('_', ' ')}; write it as {example}.")


def _day(text: str, date_format: str) -> date | None:
    try:
        return datetime.strptime(text, date_format).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _end_around(day: date, kind: PeriodKind, first_month: int) -> date:
    match kind:
        case PeriodKind.FISCAL_YEAR:
            return _span_end(day, first_month, months=12)
        case PeriodKind.FISCAL_QUARTER:
            return _span_end(day, first_month, months=3)
        case PeriodKind.YEAR:
            return date(day.year, 12, 31)
        case PeriodKind.QUARTER:
            return _span_end(day, 1, months=3)
        case PeriodKind.MONTH:
            return _month_end(day.year, day.month)
        case PeriodKind.WEEK:
            return day + timedelta(days=7 - day.isoweekday())
        case PeriodKind.DATE:
            return day


def _span_end(day: date, first_month: int, *, months: int) -> date:
    """Return the last day of the span of so many months, counted from a first month on, that a day lies in."""
    into = (day.month - first_month) % months
    return _month_end(day.year, day.month - into + months - 1)


def _end_named(found: Mapping[str, str | None], mapping: PeriodMapping, first_month: int) -> date:
    year = _full(found.get("year") or found.get("written") or "")
    match mapping.kind:
        case PeriodKind.FISCAL_YEAR | PeriodKind.FISCAL_QUARTER:
            starts = _fiscal_start(year, found.get("ends"), mapping, first_month)
            return _month_end(starts, first_month - 1 + 3 * int(found.get("quarter") or 4))
        case PeriodKind.QUARTER:
            return _month_end(year, 3 * int(found["quarter"] or 0))
        case PeriodKind.MONTH:
            return _month_end(year, date(year, _month(found), 1).month)
        case PeriodKind.WEEK:
            return date.fromisocalendar(year, int(found["week"] or 0), 7)
        case _:
            return date(year, 12, 31)


def _fiscal_start(year: int, ends: str | None, mapping: PeriodMapping, first_month: int) -> int:
    """Return the calendar year in which a fiscal year starts. Raises ValueError for a spelling as 2017/18 whose second
    year does not follow, or where the fiscal year is the calendar's."""
    if ends is not None:
        if _full(ends) != year + 1 or first_month == 1:
            raise ValueError(ends)
        return year
    return year - (mapping.named_after is NamedAfter.END and first_month > 1)


def _month(found: Mapping[str, str | None]) -> int:
    """Return a month by its number or its English name, whole or cut. Raises ValueError for what is none."""
    if name := found.get("name"):
        return next((number for number, whole in enumerate(_MONTHS, 1) if whole.startswith(name.casefold())), 0)
    return int(found["month"] or 0)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month, counted from the January of a year and perhaps beyond it."""
    after = year * 12 + month
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)

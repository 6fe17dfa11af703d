"""A period is its last day, however it is spelled; what names none is refused."""

from datetime import date, datetime

import pytest

from ops_model.imports.mapping import NamedAfter, PeriodKind, PeriodMapping
from ops_model.imports.periods import period_end
from ops_model.imports.rows import Cell


def end(kind: PeriodKind, cell: Cell, *, month: int = 10, named: NamedAfter = NamedAfter.END) -> str:
    """Return the last day as ISO 8601 has it."""
    mapping = PeriodMapping(kind=kind, named_after=named)
    return period_end(cell, mapping, first_month=month, date_format="%Y-%m-%d").isoformat()


SPELLINGS: dict[PeriodKind, dict[str, list[Cell]]] = {
    PeriodKind.FISCAL_YEAR: {
        "2018-09-30": [
            *("2018", "FY 2018", "FY2018", "fy18", "FY'18", "fiscal year 2018", "2017/18", "2017-18", "FY 2017/2018"),
            *(2018, 2018.0, "2018-09-30", date(2017, 10, 1), datetime(2018, 2, 1)),  # noqa: DTZ001 - as workbooks have it
        ],
    },
    PeriodKind.FISCAL_QUARTER: {
        "2018-06-30": ["FY2018 Q3", "2018-Q3", "Q3 2018", "Q3 FY18", "q3/2018", "2017/18 Q3", date(2018, 4, 1)],
        "2017-12-31": ["FY18 Q1"],
        "2018-09-30": ["2018Q4"],
    },
    PeriodKind.YEAR: {"2018-12-31": ["2018", 2018, date(2018, 5, 5)]},
    PeriodKind.QUARTER: {
        "2018-09-30": ["2018-Q3", "Q3 2018", "2018 Q3", "2018/Q3", "Q3/2018", "2018Q3", date(2018, 7, 1)],
        "2018-12-31": ["Q4 2018"],
    },
    PeriodKind.MONTH: {
        "2018-03-31": [
            *("2018-03", "2018-3", "2018/03", "03/2018", "Mar 2018", "March 2018", "march-2018", "Mar-18", "2018 Mar"),
            *("Mar. 2018", "2018-03-15", date(2018, 3, 1)),
        ],
        "2020-02-29": ["Feb 2020"],
        "2018-12-31": ["2018-12"],
        "2018-09-30": ["Sept 2018"],
    },
    PeriodKind.WEEK: {"2018-02-04": ["2018-W05", "2018W5", "W5 2018", date(2018, 1, 29), date(2018, 2, 4)]},
    PeriodKind.DATE: {"2018-03-15": ["2018-03-15", date(2018, 3, 15)]},
}


@pytest.mark.parametrize(
    ("kind", "expected", "cell"),
    [(kind, day, cell) for kind, days in SPELLINGS.items() for day, cells in days.items() for cell in cells],
)
def test_a_period_is_its_last_day(kind: PeriodKind, expected: str, cell: Cell) -> None:
    assert end(kind, cell) == expected


@pytest.mark.parametrize(
    ("month", "named", "cell", "expected"),
    [
        (1, NamedAfter.END, "2018", "2018-12-31"),
        (1, NamedAfter.START, "2018", "2018-12-31"),
        (4, NamedAfter.END, "2018", "2018-03-31"),
        (4, NamedAfter.START, "2018", "2019-03-31"),
        (7, NamedAfter.END, "FY18", "2018-06-30"),
        (7, NamedAfter.START, "2017/18", "2018-06-30"),
        (12, NamedAfter.END, "2018", "2018-11-30"),
        (4, NamedAfter.END, date(2018, 4, 1), "2019-03-31"),
    ],
)
def test_a_fiscal_year_ends_before_its_first_month(month: int, named: NamedAfter, cell: Cell, expected: str) -> None:
    assert end(PeriodKind.FISCAL_YEAR, cell, month=month, named=named) == expected


def test_the_mappings_first_month_goes_before_the_organisations() -> None:
    mapping = PeriodMapping(kind=PeriodKind.FISCAL_YEAR, first_month=7)
    assert period_end("2018", mapping, first_month=1, date_format="%Y-%m-%d") == date(2018, 6, 30)


def test_a_day_is_written_as_the_mapping_says() -> None:
    mapping = PeriodMapping(kind=PeriodKind.DATE)
    assert period_end("15.03.2018", mapping, first_month=1, date_format="%d.%m.%Y") == date(2018, 3, 15)
    with pytest.raises(ValueError, match=r"'2018-03-15' is no date; write it as 31\.03\.2018\."):
        period_end("2018-03-15", mapping, first_month=1, date_format="%d.%m.%Y")


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (PeriodKind.FISCAL_YEAR, "18"),
        (PeriodKind.FISCAL_YEAR, "2017/19"),
        (PeriodKind.FISCAL_YEAR, "2018-Q3"),
        (PeriodKind.FISCAL_YEAR, "year to date"),
        (PeriodKind.FISCAL_QUARTER, "2018"),
        (PeriodKind.FISCAL_QUARTER, "FY18 Q5"),
        (PeriodKind.YEAR, "FY 2018"),
        (PeriodKind.YEAR, "0000"),
        (PeriodKind.FISCAL_YEAR, "0000"),
        (PeriodKind.WEEK, "9999-12-31"),
        (PeriodKind.MONTH, "9999-12"),
        (PeriodKind.QUARTER, "FY2018 Q3"),
        (PeriodKind.MONTH, "2018-13"),
        (PeriodKind.MONTH, "Mai 2018"),
        (PeriodKind.MONTH, "2018"),
        (PeriodKind.WEEK, "2018-W53"),
        (PeriodKind.DATE, "2018-02-30"),
        (PeriodKind.DATE, 43189),
    ],
)
def test_what_names_no_such_period_is_refused_with_an_example(kind: PeriodKind, cell: Cell) -> None:
    with pytest.raises(ValueError, match=f"'{cell}' is no {kind.replace('_', ' ')}; write it as "):
        end(kind, cell)


def test_a_year_of_two_years_needs_a_fiscal_year_that_is_not_the_calendars() -> None:
    with pytest.raises(ValueError, match="'2017/18' is no fiscal year"):
        end(PeriodKind.FISCAL_YEAR, "2017/18", month=1)

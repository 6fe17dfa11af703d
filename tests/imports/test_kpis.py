"""The long KPI sheet comes in: terms, measurements, levers, units; what cannot stand is refused by its full name."""

from datetime import date
from decimal import Decimal

import pytest

from ops_model.domain.progress.vocabulary import Health
from ops_model.imports.kpi_rows import kpi_code
from ops_model.models import Kpi, KpiTerms, Measurement
from tests import factories as make
from tests.imports.office import HEADER, KPI_MAPPING, Office, columns

LONG = "Share of customers who " + "say that somebody listened, " * 8


def test_a_kpi_has_one_set_of_terms_from_its_baseline_on(office: Office) -> None:
    answer = office.kpis(
        "eNPS,2017,10,12,INCREASE",
        "eNPS,2018,14,15,INCREASE",
        "eNPS,2019,13,99,INCREASE",
        "eNPS,2021,,20,INCREASE",
    )
    terms = office.terms("eNPS")
    assert (terms.valid_from, terms.baseline_value, terms.baseline_on) == (
        date(2017, 9, 30),
        Decimal(10),
        date(2017, 9, 30),
    )
    assert (terms.target_value, terms.target_on) == (Decimal(20), date(2021, 9, 30))
    assert (terms.interim_values, terms.interim_on) == ([Decimal(15)], [date(2018, 9, 30)])
    assert (terms.frequency, terms.role, terms.weight) == ("YEARLY", "AMBITION", 1)
    assert office.measured("eNPS") == {"2017-09-30": "10", "2018-09-30": "14", "2019-09-30": "13"}
    assert answer.error is None
    assert answer.lines_of("eNPS") == [
        "rows 2 to 5: created: ENPS of CULTURE, INCREASE from 10 on 2017-09-30 to 20 on 2021-09-30, 1 interim target",
        "1 target left out: dated on or before the baseline, 2017-09-30",
        "1 target left out: outside the span from the baseline, 10, to the target, 20",
        "row 2: recorded: 10 on 2017-09-30",
        "row 3: recorded: 14 on 2018-09-30",
        "row 4: recorded: 13 on 2019-09-30",
        "row 5: no actual",
    ]
    assert answer.lines_of("Summary") == ["KPIs: 1 created", "measurements: 3 recorded"]


def test_a_kpi_without_any_target_has_none_and_one_without_an_actual_has_no_baseline(office: Office) -> None:
    office.kpis("Calm,2018,5,,INCREASE", "Calm,2019,6,,", "Later,2021,,9,INCREASE")
    assert (office.terms("Calm").baseline_value, office.terms("Calm").target_on) == (Decimal(5), None)
    later = office.terms("Later")
    assert (later.valid_from, later.baseline_on, later.target_on) == (date(2020, 12, 31), None, None)
    figures = office.state.kpi("CALM")
    assert figures
    assert figures.figures
    assert figures.figures.health is Health.NO_TARGET


def test_the_fiscal_year_is_the_organisations_unless_the_mapping_has_one(office: Office) -> None:
    office.organisation.fiscal_year_start_month = 4
    office.organisation.save()
    office.kpis("A,2018,5,,INCREASE", mapping=KPI_MAPPING.replace("first_month = 10", ""))
    office.kpis("B,2018,5,,INCREASE")
    assert [*office.measured("A"), *office.measured("B")] == ["2018-03-31", "2018-09-30"]


@pytest.mark.parametrize(
    ("kind", "first", "second", "days", "frequency"),
    [
        ("quarter", "Q1 2018", "2018-Q2", ["2018-03-31", "2018-06-30"], "QUARTERLY"),
        ("month", "Jan 2018", "2018-02", ["2018-01-31", "2018-02-28"], "MONTHLY"),
        ("week", "2018-W01", "2018-W02", ["2018-01-07", "2018-01-14"], "WEEKLY"),
        ("date", "2018-01-05", "2018-03-01", ["2018-01-05", "2018-03-01"], "MONTHLY"),
    ],
)
def test_other_periods_come_in_with_their_frequency_samples_and_margins(
    office: Office, kind: str, first: str, second: str, days: list[str], frequency: str
) -> None:
    answer = office.kpis(
        f"NPS,{first},30,100,15.3,wave 1",
        f"NPS,{second},31.5,90,,",
        header="name,period,actual,sample size,margin,note",
        mapping=f'period.kind = "{kind}"\ndefaults = {{lever = "METRICS", unit = "points", direction = "INCREASE"}}',
    )
    assert answer.error is None
    assert [*office.measured("NPS")] == days
    assert office.terms("NPS").frequency == frequency
    first_one = Measurement.objects.get(observed_on=days[0])
    assert (first_one.sample_size, first_one.margin, first_one.note) == (100, Decimal("15.3"), "wave 1")
    assert office.kpi("NPS").decimals == 1


def test_units_scale_exactly_and_say_how_many_decimals_are_shown(office: Office) -> None:
    office.kpis(
        "Vacancy,2018,0.034,Percentage",
        "Vacancy,2019,0.029,",
        "Savings,2018,5.17,billions",
        header="name,period,actual,unit",
        mapping=KPI_MAPPING + 'direction = "DECREASE"\n[units]\n'
        'Percentage = {unit = "%", scale = 100, decimals = 1}\nBillions = {unit = "bn", scale = 0.5}',
    )
    assert office.measured("Vacancy") == {"2018-09-30": "3.4", "2019-09-30": "2.9"}
    assert office.measured("Savings") == {"2018-09-30": "2.585"}
    assert [(one.unit, one.decimals) for one in Kpi.objects.order_by("code")] == [("bn", 3), ("%", 1)]


def test_a_lever_is_told_by_name_before_its_column_before_the_default(office: Office) -> None:
    office.kpis(
        "A,2018,1,Work",
        "B,2018,1,work",
        "C,2018,1,Technology",
        "D,2018,1,",
        header="name,period,actual,goal",
        mapping="""
        columns = {name = "name", period = "period", actual = "actual", lever = "goal"}
        defaults = {lever = "CULTURE", unit = "points", direction = "INCREASE"}
        period.kind = "year"
        [values.lever]
        Work = "PROCESSES"
        [lever_by_name]
        a = "TALENT"
        """,
    )
    levers = dict(Kpi.objects.values_list("name", "lever"))
    assert levers == {"A": "TALENT", "B": "PROCESSES", "C": "TECHNOLOGY", "D": "CULTURE"}


def test_everything_that_a_kpi_has_can_stand_in_the_sheet(office: Office) -> None:
    ada = make.make_member(office.organisation, email="ada@acme.example")
    answer = office.kpis(
        "K-1,Floor,2018,80,75,95,8,guardrail,Within,Asked yearly,CRM,ADA@acme.example,lagging,quarterly,2.5,2,days",
        header="code,name,period,actual,lower,upper,tolerance,role,direction,definition,source,owner,indicator,"
        "frequency,weight,decimals,unit",
        mapping=KPI_MAPPING + '[values.direction]\nWithin = "MAINTAIN"',
    )
    assert answer.error is None
    kpi, terms = office.kpi("Floor"), office.terms("Floor")
    assert (kpi.code, kpi.definition, kpi.source, kpi.owner_id) == ("K-1", "Asked yearly", "CRM", ada.pk)
    assert (kpi.indicator, kpi.decimals, kpi.unit) == ("LAGGING", 2, "days")
    assert (terms.role, terms.direction, terms.frequency, terms.weight) == ("GUARDRAIL", "MAINTAIN", "QUARTERLY", 2.5)
    assert (terms.band_lower, terms.band_upper, terms.band_tolerance) == (Decimal(75), Decimal(95), Decimal(8))


@pytest.mark.parametrize("word", ["", "No Data", "n/a", " N/A "])
def test_cells_that_say_nothing_are_empty(office: Office, word: str) -> None:
    answer = office.kpis(
        "A,2018,5,7,INCREASE", f"A,2019,{word},{word},{word}", mapping='empty = ["No Data", "n/a"]\n' + KPI_MAPPING
    )
    assert answer.error is None
    assert office.measured("A") == {"2018-09-30": "5"}


def test_a_target_met_at_the_baseline_is_refused_or_kept_and_listed(office: Office) -> None:
    rows = ("Good already,2017,98,,INCREASE", "Good already,2018,97,95,INCREASE")
    refused = office.kpis(*rows)
    assert refused.error
    assert "is met at the baseline already, 98 on 2017-09-30" in refused.lines_of("Refused")[0]
    kept = office.kpis(*rows, mapping='met_at_baseline = "maintain"\n' + KPI_MAPPING)
    terms = office.terms("Good already")
    assert (terms.direction, terms.band_lower, terms.band_upper, terms.target_on) == (
        "MAINTAIN",
        Decimal(95),
        None,
        None,
    )
    assert kept.lines_of("Remarks") == [
        (
            "Good already: its last target, 95 on 2018-09-30, is met at the baseline already, 98 on 2017-09-30:"
            " MAINTAIN with 95 as its lower bound."
        )
    ]


REFUSED = {
    "no direction": (["{name},2018,1,2,"], "rows 2 and 3: It has no direction: give it one"),
    "unknown direction": (
        ["{name},2018,1,2,Sideways"],
        "column 'direction': 'Sideways' is none of INCREASE, DECREASE, MAINTAIN: say in the mapping's values.direction",
    ),
    "no limits": (["{name},2018,1,2,MAINTAIN"], "MAINTAIN needs limits"),
    "two directions": (
        ["{name},2018,1,2,INCREASE", "{name},2019,1,2,DECREASE"],
        "Column 'direction' is 'INCREASE' in row 2, 'DECREASE' in row 3: one KPI has one direction.",
    ),
}


@pytest.mark.parametrize(("rows", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_kpi_that_cannot_stand_is_refused_whole_and_by_its_full_name(
    office: Office, rows: list[str], reason: str
) -> None:
    name = "Share of customers who, when asked, say that they would rather stay than leave"
    quoted = f'"{name}"'
    lines = [row.replace("{name}", quoted) for row in rows]
    answer = office.kpis(*lines, f"{quoted},2020,3,,", "Sound,2018,1,2,INCREASE", flags=["--skip-bad-rows"])
    (refused,) = answer.lines_of("Refused")
    assert refused.startswith(f"{name}, rows 2")
    assert reason in refused
    assert [kpi.name for kpi in Kpi.objects.all()] == ["Sound"]


def test_a_direction_may_be_the_same_for_all(office: Office) -> None:
    answer = office.kpis("A,2018,1", header="name,period,actual", mapping=KPI_MAPPING + 'direction = "DECREASE"')
    assert answer.error is None
    assert office.terms("A").direction == "DECREASE"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A,2021,3,,INCREASE", "row 3: An actual of 2021-09-30 is of a day to come: leave it empty until then."),
        ("A,2018,3,,INCREASE", "A, rows 2 and 3: Rows 2 and 3 are of the same day, 2018-09-30: keep one."),
        ("A,soon,3,,INCREASE", "column 'period': 'soon' is no fiscal year; write it as FY 2018, 2018 or 2017/18"),
        ("A,,3,,INCREASE", "column 'period': it is needed, and is empty."),
        ('A,2019,"1,5",,INCREASE', "column 'actual': '1,5' is not a number as the mapping spells them"),
        ("A,2019,3,1e30,INCREASE", "column 'target': 1"),
        ("A,2019,3,,INCREASE,7", "it has cells beyond the header: quote texts that hold the delimiter."),
    ],
)
def test_a_row_that_cannot_stand_is_refused_and_the_others_come_in(office: Office, row: str, reason: str) -> None:
    answer = office.kpis("A,2018,1,,INCREASE", row, "A,2020,2,,INCREASE", flags=["--skip-bad-rows"])
    assert answer.error is None
    (refused,) = answer.lines_of("Refused")
    assert reason in refused
    assert office.measured("A").get("2020-09-30") == "2"
    assert "3" not in office.measured("A").values()


def test_of_two_rows_of_one_day_none_is_taken(office: Office) -> None:
    office.kpis("A,2018,1,,INCREASE", "A,2018,3,,", "A,2020,2,,", flags=["--skip-bad-rows"])
    assert office.measured("A") == {"2020-09-30": "2"}


@pytest.mark.parametrize(
    ("mapping", "row", "reason"),
    [
        (KPI_MAPPING.replace('lever = "CULTURE"', ""), "A,2018,1,,INCREASE", "It has no lever, and is new: name it in"),
        (
            KPI_MAPPING.replace('unit = "points"', ""),
            "A,2018,1,,INCREASE",
            "It has no unit, and is new: fill its column",
        ),
        (
            KPI_MAPPING + '[units]\n"%" = {unit = "%"}',
            "A,2018,1,,INCREASE",
            "the default of unit: 'points' is not among",
        ),
        (KPI_MAPPING, ",2018,1,,INCREASE", "It has neither name nor code: fill one of the two."),
    ],
)
def test_a_new_kpi_needs_name_lever_and_unit(office: Office, mapping: str, row: str, reason: str) -> None:
    answer = office.kpis(row, mapping=mapping)
    assert reason in answer.lines_of("Refused")[0]
    assert not Kpi.objects.exists()


def test_an_owner_is_a_member(office: Office) -> None:
    header = "name,period,actual,direction,owner"
    answer = office.kpis("A,2018,1,INCREASE,nobody@acme.example", header=header)
    assert "column 'owner': no member has the e-mail 'nobody@acme.example'" in answer.lines_of("Refused")[0]


def test_what_a_service_refuses_is_said_with_its_field(office: Office) -> None:
    answer = office.kpis("A,2018,1,2,INCREASE,GUARDRAIL", header="name,period,actual,target,direction,role")
    reason = "row 2: direction: A guardrail is a floor that must hold: choose MAINTAIN and give it a band."
    assert answer.lines_of("Refused") == [f"A, {reason}"]


def test_a_name_that_is_too_long_is_cut_and_stands_whole_in_the_definition(office: Office) -> None:
    name = LONG.strip(" ,")
    answer = office.kpis(f'"{name}",2018,1,,INCREASE')
    kpi = Kpi.objects.get()
    assert len(kpi.name) <= 200
    assert kpi.name.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert kpi.definition == name
    lines = answer.lines_of(name)
    assert "its name is longer than 200 characters: it is cut, and stands whole in the definition" in lines


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Time to market", "TIME-TO-MARKET"),
        ("  NPS (net, %) ", "NPS-NET"),
        ("Größe", "GRÖSSE"),
        ("%", "KPI-BBF3F11C"),
        ("x" * 60, "X" * 60),
        ("x" * 61, "X" * 51 + "-C508E75F"),
    ],
)
def test_a_code_is_made_of_the_name_and_the_same_each_time(name: str, code: str) -> None:
    assert kpi_code(name) == kpi_code(name)
    assert kpi_code(name) == code
    assert len(kpi_code(name)) <= 60


def test_two_names_of_one_code_are_not_taken_for_one_kpi(office: Office) -> None:
    answer = office.kpis("Cost (%),2018,1,,INCREASE", "Cost ($),2018,2,,INCREASE")
    assert "one KPI has one name" in answer.lines_of("Refused")[0]
    office.kpis("Cost (%),2018,1,,INCREASE")
    answer = office.kpis("Cost ($),2018,2,,INCREASE")
    assert "Its code, COST, is made of its name, and is that of 'Cost (%)'" in answer.lines_of("Refused")[0]


def test_a_workbook_and_a_csv_give_the_same(office: Office) -> None:
    office.kpis("A,2017,0.034,0.03,DECREASE", "A,2018,0.03,,", "A,2019,3,,")
    from_csv = (office.measured("A"), KpiTerms.objects.get().target_value)
    Kpi.objects.update(name="Old", code="OLD")
    rows = [
        ("name", "period", "actual", "target", "direction"),
        ("A", 2017, 0.034, 0.03, "DECREASE"),
        ("A", date(2018, 1, 1), 0.03, None, None),
        (None, None, None, None, None),
        ("A", "FY 2019", 3.0, None, None),
    ]
    answer = office.run("import_kpis", office.workbook(*rows), mapping=columns(HEADER) + KPI_MAPPING)
    assert answer.error is None
    assert (office.measured("A"), office.terms("A").target_value) == from_csv
    assert "rows 2, 3 and 5: created" in answer.printed


def test_how_a_value_is_made_of_measurements_is_said_by_a_column_or_the_mapping(office: Office) -> None:
    mapping = KPI_MAPPING + 'aggregation = "SUM"\n'
    office.kpis("Saved,2018,5,,INCREASE,", "Calm,2018,5,,INCREASE,4", header=f"{HEADER},window", mapping=mapping)
    assert (office.terms("Saved").aggregation, office.terms("Saved").window) == ("SUM", 3)
    assert office.terms("Calm").window == 4


def test_a_goal_that_is_made_without_refused_rows_says_so(office: Office) -> None:
    answer = office.kpis("eNPS,2017,ten,,INCREASE", "eNPS,2018,14,15,", "eNPS,2019,,20,", flags=["--skip-bad-rows"])
    assert office.terms("eNPS").baseline_value == Decimal(14)
    assert "made without the rows that are refused below" in answer.lines_of("eNPS")

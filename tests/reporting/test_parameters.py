"""What is asked in an address is read as the API reads its arguments, and refused by the name that was given."""

from datetime import date

import pytest

from ops_model.reporting.errors import ReportError
from ops_model.reporting.parameters import table_parameters
from ops_model.reporting.tables import TABLES, TABLES_BY_ADDRESS, Table

MEASUREMENTS, KPIS = TABLES_BY_ADDRESS["measurements"], TABLES_BY_ADDRESS["kpis"]


def test_words_may_be_listed_with_commas_and_texts_are_taken_as_they_are() -> None:
    read = table_parameters(
        MEASUREMENTS,
        {
            "lever": ["CULTURE,TALENT", "METRICS"],
            "kpiCode": ["A,B", "C"],
            "observedOnFrom": ["2026-01-01"],
            "includeSuperseded": ["true"],
            "orderBy": ["-observedOn,kpiCode"],
        },
    )
    assert read.filters == {
        "lever": ["CULTURE", "TALENT", "METRICS"],
        "kpi_code": ["A,B", "C"],
        "observed_on_from": date(2026, 1, 1),
        "include_superseded": True,
    }
    assert read.order == ("-observed_on", "kpi_code")
    assert read.as_of is None


def test_a_day_is_for_what_stands_on_one() -> None:
    assert table_parameters(KPIS, {"asOf": ["2026-06-30"]}).as_of == date(2026, 6, 30)
    with pytest.raises(ReportError, match="'asOf': There is no such parameter"):
        table_parameters(MEASUREMENTS, {"asOf": ["2026-06-30"]})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"lver": ["CULTURE"]}, "'lver': There is no such parameter: .*lever"),
        ({"kpi_code": ["A"]}, "'kpi_code': There is no such parameter: .*kpiCode"),
        ({"orderBy": ["observed_on"]}, "'orderBy': There is no column 'observed_on': order by .*observedOn"),
        ({"orderBy": ["--observedOn"]}, "'orderBy': There is no column '-observedOn'"),
        ({"superseded": ["true"]}, "'superseded': There is no such parameter: .*includeSuperseded"),
        ({"includeSuperseded": ["yes"]}, "'includeSuperseded': Give true or false."),
        ({"includeSuperseded": ["TRUE"]}, "'includeSuperseded': Give true or false."),
        ({"observedOnFrom": ["2026-6-3"]}, "'observedOnFrom': Give a day like 2026-06-30."),
        ({"recordedAtFrom": ["2026-06-30T09:30"]}, "'recordedAtFrom': Give an instant with its offset"),
        ({"organisation": ["acme"]}, "'organisation': There is no such parameter"),
        ({"observedOnFrom": ["2026-01-01", "2026-02-01"]}, "'observedOnFrom': It is given more than once"),
    ],
)
def test_what_is_no_parameter_is_refused_by_its_name(given: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ReportError, match=message):
        table_parameters(MEASUREMENTS, given)


@pytest.mark.parametrize("day", ["30.06.2026", "2026-6-30", "2026-02-30", "20260630", "today"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(ReportError, match="'asOf': Give a day like 2026-06-30"):
        table_parameters(KPIS, {"asOf": [day]})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_names_columns_that_it_has(table: Table) -> None:
    named = {*table.order, *table.texts, *table.searched, *table.sums, *filter(None, [table.left_out])}
    assert named <= table.columns.keys()
    assert {*table.dimensions} <= table.varying.keys()

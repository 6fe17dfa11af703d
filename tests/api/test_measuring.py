"""Measurements over HTTP: corrected, withdrawn, and many at once, all of them or none."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role
from ops_model.models import Kpi
from ops_model.services.measurement import MOST_ROWS
from tests.api.client import Api
from tests.api.desk import Desk, Desks, desks_made, id_of, unknown_id
from tests.api.mutate import asked, document, refused, written
from tests.api.world import TODAY
from tests.statements import count_statements

RECORDED = "measurement { id value supersededAt supersededBy { id } }"
HISTORY = """... on Kpi { measurements(first: 100, includeSuperseded: true) { nodes {
  id value observedOn supersededBy { id } supersededReason recordedBy { name } } } }"""


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


@pytest.fixture
def desk(desks: Desks) -> Desk:
    """Have the organisation to write in."""
    return desks.here


@pytest.fixture
def api(desk: Desk) -> Api:
    """Ask as its editor."""
    return desk.api(Role.EDITOR)


@pytest.fixture
def kpi(desk: Desk) -> str:
    """Have the id of a KPI that nothing was measured of."""
    return id_of(desk.kpi())


def history(api: Api, kpi: str) -> dict[str, dict[str, Any]]:
    """Return all that was measured of a KPI, what counts no more too, by the value."""
    return {each["value"]: each for each in asked(api, kpi, HISTORY)["measurements"]["nodes"]}


def counted(api: Api, kpi: str) -> list[str]:
    """Return the values that count, newest first."""
    shown = asked(api, kpi, "... on Kpi { measurements { nodes { value } } }")
    return [each["value"] for each in shown["measurements"]["nodes"]]


def rows_of(kpi: str, count: int) -> list[dict[str, str]]:
    """Return a row for each of the last days, today's first."""
    days = (TODAY - timedelta(days=number) for number in range(count))
    return [{"kpi": kpi, "observedOn": day.isoformat(), "value": str(number)} for number, day in enumerate(days)]


def test_what_is_recorded_again_is_corrected_and_stays_behind_what_corrected_it(api: Api, kpi: str) -> None:
    measured = {"kpi": kpi, "observedOn": "2026-06-01"}
    for value, reason in (("1", "Never said: nothing is corrected."), ("2", "A slip."), ("3", None)):
        written(api, "measurementRecord", RECORDED, **measured, value=value, reason=reason)
    told = history(api, kpi)

    assert counted(api, kpi) == ["3"]
    assert [told[value]["supersededBy"] for value in ("1", "2", "3")] == [
        {"id": told["2"]["id"]},
        {"id": told["3"]["id"]},
        None,
    ]
    assert [told[value]["supersededReason"] for value in ("1", "2", "3")] == ["A slip.", None, None]
    assert {each["recordedBy"]["name"] for each in told.values()} == {"Editor"}


def test_what_is_withdrawn_counts_no_more_until_it_is_recorded_anew(api: Api, kpi: str) -> None:
    measured = {"kpi": kpi, "observedOn": "2026-06-01"}
    first = written(api, "measurementRecord", RECORDED, **measured, value="1")["measurement"]
    gone = written(api, "measurementWithdraw", RECORDED, id=first["id"], reason="Another KPI.")["measurement"]

    assert (gone["supersededAt"] is None, gone["supersededBy"]) == (False, None)
    assert counted(api, kpi) == []
    written(api, "measurementRecord", RECORDED, **measured, value="2")
    assert counted(api, kpi) == ["2"]
    assert (history(api, kpi)["1"]["supersededBy"], history(api, kpi)["1"]["supersededReason"]) == (
        None,
        "Another KPI.",
    )


def test_only_what_counts_can_be_withdrawn(api: Api, kpi: str) -> None:
    measured = {"kpi": kpi, "observedOn": "2026-06-01"}
    first, second = (
        written(api, "measurementRecord", RECORDED, **measured, value=value)["measurement"] for value in ("1", "2")
    )
    assert refused(api, "measurementWithdraw", id=first["id"]) == [("INVALID", "id")]
    written(api, "measurementWithdraw", RECORDED, id=second["id"])
    assert refused(api, "measurementWithdraw", id=second["id"]) == [("INVALID", "id")]
    assert counted(api, kpi) == []


def test_what_is_still_to_come_was_not_measured(api: Api, kpi: str) -> None:
    tomorrow = {"kpi": kpi, "observedOn": (TODAY + timedelta(days=1)).isoformat(), "value": "1"}

    assert refused(api, "measurementRecord", **tomorrow) == [("OUT_OF_RANGE", "observedOn")]
    written(api, "measurementRecord", RECORDED, **{**tomorrow, "observedOn": TODAY.isoformat()})


def test_the_most_rows_there_may_be_are_recorded_in_their_order(desk: Desk, api: Api, kpi: str) -> None:
    assert MOST_ROWS == 5_000
    rows = rows_of(kpi, MOST_ROWS)
    shown = written(api, "measurementRecordMany", "measurements { observedOn value }", rows=rows)["measurements"]

    assert shown == [{"observedOn": row["observedOn"], "value": row["value"]} for row in rows]
    assert counted(api, kpi)[0] == "0"


def test_one_row_too_many_and_none_at_all_are_refused(desk: Desk, api: Api, kpi: str) -> None:
    before = desk.data_version()

    assert refused(api, "measurementRecordMany", rows=rows_of(kpi, MOST_ROWS + 1)) == [("OUT_OF_RANGE", "rows")]
    assert refused(api, "measurementRecordMany", rows=[]) == [("REQUIRED", "rows")]
    assert desk.data_version() == before


def test_every_row_that_is_wrong_is_told_with_its_place_and_none_is_written(
    desks: Desks, desk: Desk, api: Api, kpi: str
) -> None:
    good, day = {"kpi": kpi, "observedOn": "2026-06-01", "value": "1"}, "observedOn"
    rows = [
        good,
        {**good, day: "2026-06-02", "value": "1" + "0" * 15},
        {**good, day: "2026-07-02"},
        {**good, day: "2026-06-04", "kpi": unknown_id("Kpi")},
        {**good, day: "2026-06-05", "kpi": desks.ids_there["Kpi"]},
        {**good, day: "2026-06-06", "note": " ", "margin": "-1", "sampleSize": 0},
        {**good, day: "2026-06-07", "reason": "x" * 10_001},
        {**good, "value": "2"},
        {**good, day: "2026-06-08"},
    ]
    before = desk.data_version()
    told = refused(api, "measurementRecordMany", rows=rows)

    assert sorted(told) == sorted(
        [
            ("DUPLICATE", "rows.0.observedOn"),
            ("OUT_OF_RANGE", "rows.1.value"),
            ("OUT_OF_RANGE", "rows.2.observedOn"),
            ("NOT_FOUND", "rows.3.kpi"),
            ("NOT_FOUND", "rows.4.kpi"),
            ("INVALID", "rows.5.note"),
            ("OUT_OF_RANGE", "rows.5.margin"),
            ("OUT_OF_RANGE", "rows.5.sampleSize"),
            ("TOO_LONG", "rows.6.reason"),
            ("DUPLICATE", "rows.7.observedOn"),
        ]
    )
    assert desk.data_version() == before


def test_what_is_no_id_is_told_with_its_row(desk: Desk, api: Api, kpi: str) -> None:
    rows = [{"kpi": id_, "observedOn": "2026-06-01", "value": "1"} for id_ in ("S3BpOg==", kpi, desk.member(), "")]
    before = desk.data_version()

    assert refused(api, "measurementRecordMany", rows=rows) == [("INVALID", f"rows.{place}.kpi") for place in (0, 2, 3)]
    assert desk.data_version() == before


def test_many_rows_correct_and_add_at_once(api: Api, kpi: str) -> None:
    before = rows_of(kpi, 3)
    written(api, "measurementRecordMany", "", rows=before)
    again = [{**row, "value": f"10{row['value']}", "reason": "Counted again."} for row in rows_of(kpi, 5)]
    written(api, "measurementRecordMany", "", rows=again)
    told = history(api, kpi)

    assert counted(api, kpi) == ["100", "101", "102", "103", "104"]
    assert {value: told[value]["supersededReason"] for value in "012"} == dict.fromkeys("012", "Counted again.")
    assert [told[value]["supersededBy"]["id"] for value in "012"] == [told[f"10{value}"]["id"] for value in "012"]


def test_many_rows_are_of_many_kpis(desk: Desk, api: Api) -> None:
    kpis = [id_of(desk.kpi()) for _ in range(3)]
    written(api, "measurementRecordMany", "", rows=[row for kpi in kpis for row in rows_of(kpi, 2)])

    assert [counted(api, kpi) for kpi in kpis] == [["0", "1"]] * 3


def test_what_was_archived_by_a_day_is_not_measured_of_that_day(desk: Desk, api: Api) -> None:
    kpi = id_of(desk.kpi(archived_on=date(2026, 6, 1)))
    rows = [{"kpi": kpi, "observedOn": day, "value": "1"} for day in ("2026-05-31", "2026-06-01")]

    assert refused(api, "measurementRecordMany", rows=rows) == [("INVALID", "rows.1.observedOn")]
    written(api, "measurementRecord", RECORDED, **rows[0])


@pytest.mark.parametrize(
    ("shown", "statements"),
    [
        ("measurement { value observedOn note supersededAt }", 4),
        ("measurement { value kpi { progress { value } } recordedBy { name } }", 9),
    ],
)
def test_what_is_recorded_is_read_again_and_the_organisation_only_where_it_is_shown(
    api: Api, kpi: str, shown: str, statements: int
) -> None:
    with count_statements() as counted:
        written(api, "measurementRecord", shown, kpi=kpi, observedOn=TODAY.isoformat(), value="1")
    assert len(counted) == statements


def test_each_payload_of_an_operation_shows_what_stands_after_its_own_write(api: Api, kpi: str) -> None:
    record = "measurementRecord(input: $%s) { measurement { value kpi { progress { value } } } userErrors { message } }"
    text = (
        f"mutation($a: MeasurementRecordInput!, $b: MeasurementRecordInput!) {{ a: {record % 'a'} b: {record % 'b'} }}"
    )
    days = {"a": TODAY - timedelta(days=1), "b": TODAY}
    inputs = {
        name: {"kpi": kpi, "observedOn": day.isoformat(), "value": str(number)}
        for number, (name, day) in enumerate(days.items(), 1)
    }
    payloads = api.data(text, **inputs)
    assert [payload["userErrors"] for payload in payloads.values()] == [[], []]
    shown = {name: payload["measurement"] for name, payload in payloads.items()}
    assert shown == {
        "a": {"value": "1", "kpi": {"progress": {"value": 1.0}}},
        "b": {"value": "2", "kpi": {"progress": {"value": 2.0}}},
    }


def test_a_value_is_given_back_as_it_was_given(api: Api, kpi: str) -> None:
    for value in ("25.00", "-0.0000000001", "999999999999999.9999999999", "007.50"):
        shown = api.data(
            document("measurementRecord", RECORDED), input={"kpi": kpi, "observedOn": "2026-06-01", "value": value}
        )
        expected = value.removeprefix("00")
        assert shown["measurementRecord"]["measurement"]["value"] == expected


def columns_of(desk: Desk, *kpis: Kpi, days: int = 2, **columns: Any) -> dict[str, Any]:
    """Return the last days of KPIs by column, today's first, the values counted up."""
    rows = [(kpi.code, TODAY - timedelta(days=number)) for kpi in kpis for number in range(days)]
    told = {
        "organisation": desk.slug,
        "kpiCodes": [code for code, _ in rows],
        "observedOn": [day.isoformat() for _, day in rows],
        "values": [str(number) for number in range(len(rows))],
    }
    return {**told, **columns}


def test_the_most_measurements_there_may_be_are_recorded_by_column_in_their_order(desk: Desk, api: Api) -> None:
    one, other = desk.kpi(), desk.kpi()
    columns = columns_of(desk, one, other, days=MOST_ROWS // 2)
    shows = "measurements { kpi { code } observedOn value }"
    shown = written(api, "measurementRecordMany", shows, columns=columns)["measurements"]

    told = zip(columns["kpiCodes"], columns["observedOn"], columns["values"], strict=True)
    assert shown == [{"kpi": {"code": code}, "observedOn": day, "value": value} for code, day, value in told]


def test_columns_and_rows_write_the_same(desk: Desk, api: Api) -> None:
    by_rows, by_columns = desk.kpi(), desk.kpi()
    notes = ['A "quote", a \\, {braces} and a comma', None, "NULL"]
    said: dict[str, list[Any]] = {
        "sampleSizes": [None, 7, 8],
        "margins": ["0.50", None, "1"],
        "notes": notes,
        "reasons": ["Why.", None, "?"],
    }
    fields = dict(zip(("sampleSize", "margin", "note", "reason"), said.values(), strict=True))
    rows = [
        {**row, **{name: column[place] for name, column in fields.items()}}
        for place, row in enumerate(rows_of(id_of(by_rows), 3))
    ]
    shows = """... on Kpi { measurements(includeSuperseded: true) { nodes {
      observedOn value sampleSize margin note supersededReason supersededBy { value } recordedBy { name } } } }"""
    for _ in range(2):
        written(api, "measurementRecordMany", "", rows=rows)
        written(api, "measurementRecordMany", "", columns=columns_of(desk, by_columns, days=3, **said))

    told = asked(api, id_of(by_columns), shows)
    assert told == asked(api, id_of(by_rows), shows)
    assert [each["note"] for each in told["measurements"]["nodes"]].count(notes[0]) == 2


def test_everything_wrong_in_columns_is_told_with_its_column_and_place_and_nothing_is_written(
    desks: Desks, desk: Desk, api: Api
) -> None:
    kpi, there = desk.kpi(), desks.there.kpi()
    columns = columns_of(desk, kpi, days=8)
    columns["kpiCodes"][3:5] = ["No such code", there.code]
    columns["observedOn"][1], columns["observedOn"][2] = "2026-07-02", columns["observedOn"][0]
    columns["values"][5] = "1" + "0" * 15
    optional = {
        "sampleSizes": [None] * 6 + [0, None],
        "margins": [None] * 6 + ["-1", None],
        "notes": [None] * 6 + [" ", None],
        "reasons": [None] * 7 + ["x" * 10_001],
    }
    before = desk.data_version()

    assert refused(api, "measurementRecordMany", columns={**columns, **optional}) == [
        ("DUPLICATE", "columns.observedOn.0"),
        ("OUT_OF_RANGE", "columns.observedOn.1"),
        ("DUPLICATE", "columns.observedOn.2"),
        ("NOT_FOUND", "columns.kpiCodes.3"),
        ("NOT_FOUND", "columns.kpiCodes.4"),
        ("OUT_OF_RANGE", "columns.values.5"),
        ("INVALID", "columns.notes.6"),
        ("OUT_OF_RANGE", "columns.sampleSizes.6"),
        ("OUT_OF_RANGE", "columns.margins.6"),
        ("TOO_LONG", "columns.reasons.7"),
    ]
    assert desk.data_version() == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"values": ["1"]}, [("INVALID", "columns.values")]),
        ({"notes": [], "observedOn": []}, [("INVALID", "columns.observedOn"), ("INVALID", "columns.notes")]),
        ({"kpiCodes": [], "observedOn": [], "values": []}, [("REQUIRED", "columns.kpiCodes")]),
        ({"organisation": "no-such"}, [("NOT_FOUND", "columns.organisation")]),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    desk: Desk, api: Api, given: dict[str, Any], told: list[tuple[str, str]]
) -> None:
    columns = {**columns_of(desk, desk.kpi()), **given}
    before = desk.data_version()

    assert refused(api, "measurementRecordMany", columns=columns) == told
    assert desk.data_version() == before


def test_one_measurement_too_many_by_column_is_refused(desk: Desk, api: Api) -> None:
    columns = columns_of(desk, desk.kpi(), days=MOST_ROWS + 1)

    assert refused(api, "measurementRecordMany", columns=columns) == [("OUT_OF_RANGE", "columns.kpiCodes")]


def test_measurements_are_given_in_one_of_the_two_ways(desk: Desk, api: Api, kpi: str) -> None:
    columns = columns_of(desk, desk.kpi())

    assert refused(api, "measurementRecordMany") == [("REQUIRED", "rows")]
    assert refused(api, "measurementRecordMany", rows=None, columns=None) == [("REQUIRED", "rows")]
    assert refused(api, "measurementRecordMany", rows=rows_of(kpi, 1), columns=columns) == [("INVALID", "columns")]


def test_a_contributor_records_by_column_what_they_own_alone(desk: Desk) -> None:
    own, others = desk.kpi(desk.members[Role.CONTRIBUTOR]), desk.kpi()
    api = desk.api(Role.CONTRIBUTOR)

    told = refused(api, "measurementRecordMany", columns=columns_of(desk, own, others, days=1))
    assert told == [("FORBIDDEN", "columns.kpiCodes.1")]
    written(api, "measurementRecordMany", "", columns=columns_of(desk, own))

"""The reporting API: tables in pages, filtered, ordered, counted and added up."""

from typing import Any

import pytest
from django.db import transaction

from ops_model.domain.roles import Role
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES, Table
from tests import factories as make
from tests.api.reporting import Reports, columns_of
from tests.api.world import TODAY, empty
from tests.database import enter


def test_a_page_follows_the_page_before_it_until_there_is_no_more(reports: Reports) -> None:
    places = "edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    selection = f"totalCount nodes {{ key }} {places}"
    found: list[str] = []
    after, more = "", True
    while more:
        page = reports.page("measurements", f"first: 30 {after}", selection)
        assert [edge["node"] for edge in page["edges"]] == page["nodes"]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["hasPreviousPage"] is bool(found)
        found += [node["key"] for node in page["nodes"]]
        after, more = f'after: "{page["pageInfo"]["endCursor"]}"', page["pageInfo"]["hasNextPage"]
    assert len(found) == len({*found}) == page["totalCount"] == 100


def test_pages_go_backwards_too(reports: Reports) -> None:
    every = reports.column("kpis", "kpiCode")
    assert reports.column("kpis", "kpiCode", "last: 3") == every[-3:]
    edges = reports.page("kpis", "", "edges { cursor node { kpiCode } }")["edges"]
    before = f'before: "{edges[5]["cursor"]}"'
    assert reports.column("kpis", "kpiCode", before) == every[:5]
    assert reports.column("kpis", "kpiCode", f"last: 2 {before}") == every[3:5]
    assert reports.column("kpis", "kpiCode", f"first: 2 {before}") == every[:2]
    assert reports.column("kpis", "kpiCode", f'after: "{edges[3]["cursor"]}" {before}') == every[4:5]


def test_an_empty_page_has_no_cursors(reports: Reports) -> None:
    page = reports.page("kpis", "first: 0", "pageInfo { startCursor endCursor hasNextPage } nodes { key }")
    assert page == {"pageInfo": {"startCursor": None, "endCursor": None, "hasNextPage": True}, "nodes": []}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("first: 1001", "'first' is from 0 to 1000."),
        ("first: -1", "'first' is from 0 to 1000."),
        ("last: 1001", "'last' is from 0 to 1000."),
        ("first: 1, last: 1", "Give 'first' or 'last', and not both."),
        ('after: "x"', "'after' is no cursor of this list: give one that it has answered."),
        ('before: "YXJyYXljb25uZWN0aW9uOi01"', "'before' is no cursor of this list: give one that it has answered."),
        ('after: "YXJyYXljb25uZWN0aW9uOjk5OTk="', "A page reaches at most 10000 rows into a list: "),
        ('after: "YXJyYXljb25uZWN0aW9uOjEwMDAwMDAwMDAwMDA="', "'after' is no cursor of this list"),
        (f'search: "{"x" * 201}"', "'search': Ensure this value has at most 200 characters"),
        ('search: "a b c d e f"', "'search': Give at most 5 words."),
        (f"orderBy: [{'{column: KEY}' * 6}]", "'orderBy': An order has at most 5 columns."),
    ],
)
def test_what_no_page_can_be_is_refused_with_what_it_can_be(
    example_reports: Reports, arguments: str, message: str
) -> None:
    assert message in example_reports.message("kpis", arguments)


def test_the_deepest_page_is_still_answered(example_reports: Reports) -> None:
    ninetyninehundred = "YXJyYXljb25uZWN0aW9uOjk4OTk="
    assert example_reports.column("kpis", "key", f'after: "{ninetyninehundred}"') == []


FILTERED: dict[str, tuple[str, str, str, list[Any]]] = {
    "words": ("kpis", "lever: [TALENT]", "kpiCode", []),
    "several words": ("kpis", "health: [AT_RISK, ON_TRACK]", "kpiCode", ["ATTRITION", "eNPS"]),
    "one word": ("kpis", "health: [AT_RISK]", "kpiCode", ["eNPS"]),
    "no words": ("kpis", "health: []", "kpiCode", ["ATTRITION", "eNPS"]),
    "codes": ("kpis", 'kpiCode: ["eNPS", "NONE"]', "kpiCode", ["eNPS"]),
    "numbers from": ("kpis", "attainmentFrom: 0.5", "kpiCode", ["ATTRITION"]),
    "numbers up to": ("kpis", "attainmentTo: 0.35", "kpiCode", ["eNPS"]),
    "exact numbers": ("measurements", 'valueFrom: "0.10", valueTo: "0.1"', "value", ["0.10"]),
    "exact numbers between": ("measurements", 'valueFrom: "20", valueTo: "23.9"', "value", ["20"]),
    "whole numbers": ("milestones", "slippageDaysFrom: 1, slippageDaysTo: 10", "milestoneName", ["All squads"]),
    "whole numbers and not what has none": ("measurements", "sampleSizeTo: 2147483647", "value", []),
    "no identifier": ("kpis", 'kpiId: ["00000000-0000-0000-0000-000000000000"]', "kpiCode", []),
    "days": (
        "measurements",
        'observedOnFrom: "2026-04-30", observedOnTo: "2026-05-31"',
        "observedOn",
        ["2026-04-30", "2026-05-31"],
    ),
    "instants": ("measurements", 'recordedAtTo: "2000-01-01T00:00:00Z"', "value", []),
    "months": ("measurements", 'month: ["2026-06"]', "value", ["24"]),
    "flags": ("kpis", "stale: true", "kpiCode", ["ATTRITION"]),
    "flags that do not hold": ("kpis", "stale: false", "kpiCode", ["eNPS"]),
    "search in any column": ("kpis", 'search: "regret"', "kpiCode", ["ATTRITION"]),
    "search for all words": ("kpis", 'search: "attrition REGRETTED"', "kpiCode", ["ATTRITION"]),
    "search for what is not there": ("kpis", 'search: "regretted 100%"', "kpiCode", []),
    "conditions together": ("kpis", "stale: true, health: [AT_RISK]", "kpiCode", []),
    "null asks for nothing": ("kpis", "stale: null, search: null, lever: null", "kpiCode", ["ATTRITION", "eNPS"]),
    "milestones": (
        "milestones",
        "overdue: false, completedOnFrom: null",
        "milestoneName",
        ["First squad", "All squads"],
    ),
    "what is past its day": ("initiatives", 'targetDateTo: "2026-12-31"', "initiativeCode", ["SQUADS"]),
}


@pytest.mark.parametrize("name", FILTERED)
def test_rows_are_filtered_by(name: str, example_reports: Reports) -> None:
    field, arguments, column, expected = FILTERED[name]
    assert example_reports.column(field, column, arguments) == expected


def test_a_filter_looks_for_a_word_and_not_for_a_pattern(example_reports: Reports) -> None:
    for text in ("%", "_", "e_NPS", "\\\\"):
        assert example_reports.column("kpis", "kpiCode", f'search: "{text}"') == []


ORDERED = {
    "[{column: KPI_CODE, direction: DESC}]": ["eNPS", "ATTRITION"],
    "[{column: ATTAINMENT}]": ["eNPS", "ATTRITION"],
    "[{column: HEALTH}]": ["ATTRITION", "eNPS"],
    "[{column: HEALTH, direction: DESC}]": ["eNPS", "ATTRITION"],
    "[{column: LEVER}, {column: ATTAINMENT, direction: DESC}]": ["ATTRITION", "eNPS"],
    "[{column: OWNER}]": ["eNPS", "ATTRITION"],
    "[{column: OWNER, direction: DESC}]": ["eNPS", "ATTRITION"],
    "[]": ["ATTRITION", "eNPS"],
    "null": ["ATTRITION", "eNPS"],
}


@pytest.mark.parametrize("order", ORDERED)
def test_rows_are_ordered_and_what_has_no_value_comes_last(order: str, example_reports: Reports) -> None:
    assert example_reports.column("kpis", "kpiCode", f"orderBy: {order}") == ORDERED[order]


def test_levers_come_in_the_order_of_the_framework(example_reports: Reports) -> None:
    kinds = ["STRUCTURE", "CULTURE", "TALENT", "METRICS", "PROCESSES", "TECHNOLOGY"]
    assert example_reports.column("levers", "lever") == kinds
    assert example_reports.column("levers", "lever", "orderBy: [{column: LEVER, direction: DESC}]") == kinds[::-1]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_of_a_table_is_answered_and_can_be_ordered_by(table: Table, reports: Reports) -> None:
    columns, varying = [*table.columns], [*table.varying]
    for some in (varying[at : at + 5] for at in range(0, len(varying), 5)):
        order = ", ".join(f"{{column: {name.upper()}, direction: DESC}}" for name in some)
        page = reports.page(camel_case(table.name), f"orderBy: [{order}]", f"nodes {{ {columns_of(columns)} }}")
        assert page["nodes"]
    assert {len(row) for row in page["nodes"]} == {len(columns)}


def test_what_is_archived_is_there_when_it_is_asked_for(committed: None) -> None:
    world, members = empty()
    with transaction.atomic():
        enter(world.id)
        kpi = make.make_kpi(members[Role.EDITOR].organisation, "GONE", archived_on=TODAY)
        make.make_measurement(kpi, TODAY, 1, superseded_at="2026-07-01T12:00:00Z", superseded_reason="A typing error")
    reports = Reports(world)
    assert reports.column("kpis", "kpiCode") == []
    assert reports.column("kpis", "kpiCode", "includeArchived: false") == []
    assert reports.column("kpis", "kpiCode", "includeArchived: true") == ["GONE"]
    assert reports.column("measurements", "value") == []
    assert reports.column("measurements", "supersededReason", "includeSuperseded: true") == ["A typing error"]


def test_things_stand_as_of_the_day_that_is_asked_for_and_two_days_stand_side_by_side(example_reports: Reports) -> None:
    today, april = 'asOf: "2026-07-01"', 'asOf: "2026-04-15"'
    slug = example_reports.of.slug
    asked = "{{ {} }}".format(
        " ".join(
            f'{name}: kpis(organisation: "{slug}", kpiCode: ["eNPS"], {day}) {{ totalCount nodes {{ asOf value }} }}'
            for name, day in (("now", today), ("then", april), ("again", today))
        )
    )
    data = example_reports.api.data(asked)
    assert data["now"] == data["again"] == {"totalCount": 1, "nodes": [{"asOf": "2026-07-01", "value": 24.0}]}
    assert data["then"] == {"totalCount": 1, "nodes": [{"asOf": "2026-04-15", "value": 15.0}]}


def test_before_anything_existed_there_are_no_things_and_always_six_levers(example_reports: Reports) -> None:
    assert example_reports.column("kpis", "key", 'asOf: "2020-01-01"') == []
    assert example_reports.column("levers", "progress", 'asOf: "2020-01-01"') == [None] * 6


def test_a_fact_leads_to_its_thing_as_that_stands_today(example_reports: Reports) -> None:
    asked = "nodes { kpiCode kpi { kpiCode health attainment } }"
    for row in example_reports.page("measurements", "", asked)["nodes"]:
        assert row["kpi"]["kpiCode"] == row["kpiCode"]
        assert row["kpi"]["health"] in ("AT_RISK", "ON_TRACK")
    (first, _) = example_reports.page("milestones", "", "nodes { initiative { initiativeCode delivery } }")["nodes"]
    assert first == {"initiative": {"initiativeCode": "SQUADS", "delivery": 0.25}}


def test_below_what_stands_on_a_day_things_stand_on_the_same_day(example_reports: Reports) -> None:
    asked = "nodes { initiative { asOf delivery } }"
    (first, _) = example_reports.page("milestones", 'asOf: "2026-02-01"', asked)["nodes"]
    assert first == {"initiative": {"asOf": "2026-02-01", "delivery": 0.0}}


def test_rows_are_found_by_the_identifiers_of_things(example_reports: Reports) -> None:
    ids = dict(zip(example_reports.column("kpis", "kpiCode"), example_reports.column("kpis", "kpiId"), strict=True))
    assert example_reports.column("measurements", "value", f'kpiId: ["{ids["ATTRITION"]}"]') == ["0.10"]
    assert "'kpiId': Enter a valid UUID." in example_reports.message("kpis", 'kpiId: ["eNPS"]')


def test_the_viewers_organisations_are_listed(example_reports: Reports) -> None:
    assert example_reports.api.data("{ organisations }") == {"organisations": [example_reports.of.slug]}


def test_there_is_no_mutation(example_reports: Reports) -> None:
    error = example_reports.api.error("mutation { kpiArchive { x } }")
    assert error["message"] == "This API knows no mutation."

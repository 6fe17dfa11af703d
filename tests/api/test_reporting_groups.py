"""Counts of a table's rows, and sums of what adds up."""

import pytest

from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES, Table
from tests.api.reporting import Reports


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_counted_by_every_one_of_its_dimensions(table: Table, reports: Reports) -> None:
    field = camel_case(table.name)
    for name in table.dimensions:
        selection = f"totalCount groups(by: [{name.upper()}], first: 1000) {{ {camel_case(name)} count }}"
        page = reports.page(field, "", selection)
        assert sum(group["count"] for group in page["groups"]) == page["totalCount"] > 0


def test_groups_tell_what_adds_up_in_the_order_of_their_dimensions(example_reports: Reports) -> None:
    asked = "groups(by: [LEVER, HEALTH]) { lever health owner count sums { indexPoints indexShare } }"
    groups = example_reports.page("kpis", "", asked)["groups"]
    rows = example_reports.page("kpis", "", "nodes { health indexPoints indexShare }")["nodes"]
    assert [(group["lever"], group["health"], group["owner"], group["count"]) for group in groups] == [
        ("CULTURE", "ON_TRACK", None, 1),
        ("CULTURE", "AT_RISK", None, 1),
    ]
    for group in groups:
        (row,) = [row for row in rows if row["health"] == group["health"]]
        assert group["sums"] == {"indexPoints": row["indexPoints"], "indexShare": row["indexShare"]}


def test_groups_are_of_the_whole_list_under_its_filter_and_not_of_the_page(reports: Reports) -> None:
    page = reports.page("measurements", 'first: 1, kpiCode: ["KPI-01"]', "groups(by: [KPI_CODE]) { kpiCode count }")
    assert page["groups"] == [{"kpiCode": "KPI-01", "count": 10}]


def test_over_several_days_nothing_adds_up_but_within_each(reports: Reports) -> None:
    asked = "groups(by: [{}], first: 2) {{ count sums {{ indexShare }} }}"
    assert [group["sums"] for group in reports.page("leverDays", "", asked.format("LEVER"))["groups"]] == [None, None]
    within = reports.page("leverDays", "", asked.format("AS_OF"))["groups"]
    assert [group["sums"]["indexShare"] for group in within] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ("groups(by: []) { count }", "'by' names 1 to 5 dimensions."),
        ("groups(by: [LEVER, UNIT, ROLE, HEALTH, OWNER, SOURCE]) { count }", "'by' names 1 to 5 dimensions."),
        ("groups(by: [LEVER], first: 1001) { count }", "'first' is from 0 to 1000."),
        ("groups(by: [LEVER], first: -1) { count }", "'first' is from 0 to 1000."),
    ],
)
def test_groups_that_cannot_be_are_refused(groups: str, message: str, example_reports: Reports) -> None:
    assert example_reports.message("kpis", "", groups) == message


def test_as_many_groups_are_told_as_are_asked_for(reports: Reports) -> None:
    for first, count in (("first: 3", 3), ("first: null", 10), ("first: 0", 0)):
        assert len(reports.page("kpis", "", f"groups(by: [KPI_CODE], {first}) {{ count }}")["groups"]) == count


def test_whole_numbers_add_up_to_whole_numbers(reports: Reports) -> None:
    (group,) = reports.page("initiatives", "", "groups(by: [STAGE]) { sums { overdueMilestones weight } }")["groups"]
    assert group == {"sums": {"overdueMilestones": 0, "weight": 10.0}}

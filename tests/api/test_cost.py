"""What operations cost is a contract: docs/limits.md has the formula, and these are its examples."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from graphql import get_introspection_query
from pytest_django import Settings

from ops_model.domain.cost import DAY, LIST, MUTATION, OPERATION, PAGE, ROW
from ops_model.graphql.http.cost import SIZE_ARGUMENTS, costs_declare
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.tracker.costs import COSTS
from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of
from tests.api.costs import requested
from tests.api.documented import ROOT, Documented, documented
from tests.api.endpoints import ENDPOINTS, Endpoint
from tests.api.world import World
from tests.statements import count_statements


def within(asked: str) -> str:
    """Ask for something of an organisation: two values more."""
    variables = "$n: Int, $m: Int = 7, $day: Date, $no: Boolean"
    return f'query({variables}) {{ organisation(slug: "a") {{ {asked} }} }}'


VALUES: list[tuple[str, int]] = [
    ("name", 1),
    ("name name again: name", 2),
    ("vision { statement }", 2),
    ('kpi(code: "a") { tags: code }', 2),
    ("levers { name }", 1 + 6),
    ("visions { number statement }", 1 + LIST * 2),
    ("kpis { totalCount }", 1 + PAGE + 1),
    ("kpis { nodes { code } }", 1 + PAGE + 1 + LIST),
    ("kpis { edges { cursor node { code } } }", 1 + PAGE + 1 + LIST * 3),
    ("kpis(first: 3) { nodes { code } }", 1 + PAGE + 1 + 3),
    ("kpis(last: 4) { nodes { code } }", 1 + PAGE + 1 + 4),
    ("kpis(first: null) { nodes { code } }", 1 + PAGE + 1 + LIST),
    ("kpis(first: $n) { nodes { code } }", 1 + PAGE + 1 + LIST),
    ("kpis(first: $m) { nodes { code } }", 1 + PAGE + 1 + 7),
    ("kpis(first: 2000000000) { nodes { code } }", 1 + PAGE + 1 + 100),
    ("kpis(first: -5) { nodes { code } }", 1 + PAGE + 1 + 1),
    ("kpis(first: 3) { nodes { code sparkline { on value } } }", 1 + PAGE + 1 + 3 * (2 + 12 * 2)),
    ("kpis(first: 3) { nodes { sparkline(points: 30) { on } } }", 1 + PAGE + 1 + 3 * (1 + 30)),
    ("kpis(filter: {or: [{stale: true}, {stale: false}]}) { totalCount }", 1 + PAGE + 2 * ROW + 1),
    ("scorecard { attention { sentence } }", 1 + 1 + 10),
    ("scorecard { attention(first: 4) { subject { id ... on Kpi { code } ... on Initiative { code } } } }", 2 + 4 * 3),
    ('scorecard(asOf: "2026-01-01") { index }', DAY + 2),
    ('scorecard(asOf: "2026-01-01") { index } kpis(asOf: "2026-01-01") { totalCount }', DAY + 2 + PAGE + 2),
    ('a: scorecard(asOf: "2026-01-01") { index } b: scorecard(asOf: "2026-02-01") { index }', 2 * DAY + 4),
    ("scorecard(asOf: $day) { index }", 2),
    ("name @skip(if: true) slug", 1),
    ("name @include(if: false) slug", 1),
    ("... on Organisation @skip(if: true) { name } slug", 1),
    ("name @skip(if: $no) slug", 2),
    ('trend(from: "2026-01-01", to: "2026-03-31", grain: DAY) { index }', 1 + 90),
    ('trend(from: "2026-01-01", to: "2026-03-31") { index }', 1 + 89 // 28 + 2),
    ('trend(from: "2026-01-01", to: "2026-03-31", grain: null) { index }', 1 + 89 // 28 + 2),
    ('trend(from: "2026-01-01", to: "2026-03-31", grain: WEEK) { index on }', 1 + 2 * (89 // 7 + 2)),
    ('trend(from: "2026-01-01", to: "2026-03-31", grain: QUARTER) { index }', 1 + 2),
    ('trend(from: "0001-01-01", to: "9999-12-31", grain: DAY) { index }', 1 + 366),
    ('trend(from: $day, to: "2026-03-31", grain: DAY) { index }', 1 + LIST),
    ('snapshot(on: "2026-03-31") { on scorecard { index } }', 1 + 1000 + 2 + 1),
    ("kpis(first: 2) { nodes { forecast { value } } }", 1 + PAGE + 1 + 2 * (1 + 20 + 1)),
]


@pytest.mark.parametrize(("asked", "cost"), VALUES)
def test_a_query_costs_by_the_formula(asked: str, cost: int) -> None:
    assert requested(within(asked)) == OPERATION + 1 + cost


@pytest.mark.parametrize(
    ("variables", "cost"),
    [
        ({"n": 3}, 3),
        ({"n": None}, LIST),
        ({"n": "x"}, LIST),
        ({"n": True}, LIST),
        ({"n": 3.0}, 3),
        ({"n": float("inf")}, 100),
        ({"n": 10**400}, 100),
    ],
)
def test_variables_count_as_they_were_sent(variables: dict[str, Any], cost: int) -> None:
    asked = within("kpis(first: $n) { nodes { code } }")
    assert requested(asked, **variables) == OPERATION + 1 + 1 + PAGE + 1 + cost


def test_what_is_skipped_by_a_variable_costs_nothing() -> None:
    asked = within("name @skip(if: $no) slug")
    assert requested(asked, no=True) == OPERATION + 1 + 1
    assert requested(asked, no=False) == requested(asked) == OPERATION + 1 + 2


def test_ids_count_as_many_as_there_are() -> None:
    asked = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert requested(asked, ids=["a"] * 7) == OPERATION + 1 + 7 + 7 * ROW
    assert requested('{ nodes(ids: ["a", "b"]) { id } }') == OPERATION + 1 + 2 + 2 * ROW


def test_a_fragment_costs_wherever_it_is_spread() -> None:
    fragment = " fragment F on Kpi { code name }"
    lists = "a: kpis(first: 3) { nodes { ...F } } b: kpis(first: 5) { nodes { ...F ...F code } }"
    assert requested(within(lists) + fragment) == OPERATION + 1 + 2 * (1 + PAGE + 1) + (3 + 5) * 2


ROWS = "mutation($rows: [MeasurementRow!]!) { measurementRecordMany(input: {rows: $rows}) { measurements { id } } }"


@pytest.mark.parametrize("rows", [0, 1, 20, 5000])
def test_a_mutation_costs_by_its_rows_which_it_answers(rows: int) -> None:
    sent = [{"kpi": "a", "observedOn": "2026-01-01", "value": "1"}] * rows
    answered = max(rows, LIST) if rows else LIST
    assert requested(ROWS, rows=sent) == OPERATION + MUTATION + 1 + ROW * rows + 1 + answered
    assert requested(ROWS, rows=sent) < Limits().cost


def test_rows_count_alike_in_the_document_and_in_a_variable_of_the_whole_input() -> None:
    whole = (
        "mutation($input: MeasurementRecordManyInput!) { measurementRecordMany(input: $input) { measurements { id } } }"
    )
    row = '{kpi: "a", observedOn: "2026-01-01", value: "1"}'
    written = ROWS.replace("($rows: [MeasurementRow!]!)", "").replace("$rows", f"[{row * 3}]")
    sent = [{"kpi": "a", "observedOn": "2026-01-01", "value": "1"}] * 3
    assert requested(written) == requested(whole, input={"rows": sent}) == requested(ROWS, rows=sent)


COLUMNS = """mutation($kpiCodes: [String!]!, $observedOn: [Date!]!, $values: [Decimal!]!) {
  measurementRecordMany(input: {columns: {
    organisation: "a", kpiCodes: $kpiCodes, observedOn: $observedOn, values: $values
  }}) { measurements { id } } }"""


@pytest.mark.parametrize("count", [1, 20, 5000])
def test_columns_cost_what_their_rows_cost(count: int) -> None:
    rows = [{"kpi": "a", "observedOn": "2026-01-01", "value": "1"}] * count
    columns = {name: ["1"] * count for name in ("kpiCodes", "observedOn", "values")}
    whole = (
        "mutation($input: MeasurementRecordManyInput!) { measurementRecordMany(input: $input) { measurements { id } } }"
    )
    cost = requested(ROWS, rows=rows)

    assert requested(COLUMNS, SCHEMA, **columns) == requested(whole, input={"columns": columns}) == cost
    if count < 1000:
        text = "[" + '"1" ' * count + "]"
        written = COLUMNS.partition("{")[2]
        for name in columns:
            written = written.replace(f"${name}", text)
        assert requested(f"mutation {{{written}") == cost


def test_a_column_that_is_longer_than_the_others_counts_by_its_length() -> None:
    columns: dict[str, Any] = {"kpiCodes": ["a"] * 30, "observedOn": ["2026-01-01"], "values": []}
    assert requested(COLUMNS, SCHEMA, **columns) == requested(COLUMNS, **{**columns, "values": ["1"] * 30})


def test_what_a_schema_has_not_cannot_be_declared() -> None:
    with pytest.raises(KeyError):
        costs_declare(SCHEMA, {"Kpi.noSuchField": COSTS["Kpi.forecast"]})


@pytest.mark.parametrize(
    ("argument", "asked"),
    [
        ("first", "kpis(first: %s) { totalCount }"),
        ("last", "kpis(last: %s) { totalCount }"),
        ("points", 'kpi(code: "eNPS") { sparkline(points: %s) { on } }'),
    ],
)
def test_sizes_are_bounded_as_the_api_bounds_them(argument: str, asked: str, api: Api, example: World) -> None:
    query, most = f'{{ organisation(slug: "{example.slug}") {{ {asked} }} }}', SIZE_ARGUMENTS[argument]
    assert api.data(query % most)
    assert "must be from" in api.error(query % (most + 1))["message"]


@pytest.mark.parametrize("each", [*documented()], ids=str)
def test_what_is_documented_stays_far_below_the_limit(each: Documented) -> None:
    (schema,) = (endpoint.schema for endpoint in ENDPOINTS if endpoint.path == each.path)
    assert requested(each.query, schema) < Limits().cost / 10


def test_the_examples_of_the_page_stay_far_below_the_limit(endpoint: Endpoint) -> None:
    assert max(requested(example, endpoint.schema) for example in endpoint.examples) < Limits().cost / 10


def test_graphiql_may_ask_for_the_whole_schema(member: Api) -> None:
    full = get_introspection_query(specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True)
    for document in (full, get_introspection_query()):
        answer = member.answer(document)
        assert "errors" not in answer
        assert answer["extensions"]["cost"]["actual"] <= answer["extensions"]["cost"]["requested"] < Limits().cost


def test_a_dashboard_that_leaves_first_out_stays_far_below(one: World) -> None:
    document = """{ organisation(slug: "a") {
      scorecard { index levers { lever { name } progress lenses { lens value } } }
      initiatives { nodes {
        code name owner { name } progress { progress computedHealth }
        milestones { nodes { name dueOn } } checkIns { nodes { health happened } }
        kpis { kpi { code progress { value } sparkline { on value } } }
      } }
    } }"""
    assert requested(document) < Limits().cost / 2


def test_an_answer_tells_what_it_cost(one: World) -> None:
    query = f'{{ organisation(slug: "{one.slug}") {{ kpis {{ nodes {{ code }} }} }} }}'
    cost = one.api().answer(query)["extensions"]["cost"]
    fixed = OPERATION + 1 + 1 + PAGE + 1
    assert cost == {"requested": fixed + LIST, "actual": fixed + 1, "maximum": Limits().cost, "remaining": None}


def test_an_answer_with_errors_tells_what_it_cost(one: World) -> None:
    answer = one.api().answer(f'{{ organisation(slug: "{one.slug}") {{ kpis(first: 101) {{ totalCount }} }} }}')
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer["extensions"]["cost"]["actual"] <= answer["extensions"]["cost"]["requested"]


def test_a_mutation_tells_what_it_cost(example: World) -> None:
    answer = example.api().answer(
        'mutation { measurementWithdraw(input: {id: "x"}) { measurement { id } userErrors { code } } }'
    )
    assert answer["extensions"]["cost"]["actual"] == OPERATION + MUTATION + 1 + 2 + 1


@pytest.mark.parametrize(("media_type", "status"), [(JSON, 200), (GRAPHQL_RESPONSE, 400)])
def test_what_costs_too_much_is_refused_before_any_statement_of_it(one: World, media_type: str, status: int) -> None:
    deep = f'{{ organisation(slug: "{one.slug}") {{ {"kpis(first: 100) { nodes { lever { " * 3}name{" } } }" * 3} }} }}'
    with count_statements() as statements:
        response = one.api().post(json.dumps({"query": deep}), accept=media_type)
    (error,) = answer_of(response)["errors"]
    assert (response.status_code, statements) == (status, [])
    assert error["extensions"] == {"code": "COST_LIMIT", "cost": {"requested": requested(deep), "maximum": 100_000}}
    assert re.fullmatch(
        r"The operation may cost \d+, and 100000 is the most: ask for less at once, .*", error["message"]
    )
    assert str(requested(deep)) in error["message"]


def test_the_limit_is_a_setting(endpoint: Endpoint, member: Api, settings: Settings) -> None:
    cost = requested(endpoint.signed_in, endpoint.schema)
    settings.GRAPHQL_LIMITS = {"cost": cost - 1}
    assert member.error(endpoint.signed_in)["extensions"]["code"] == "COST_LIMIT"
    settings.GRAPHQL_LIMITS = {"cost": cost}
    assert member.answer(endpoint.signed_in)["extensions"]["cost"]["maximum"] == cost


def test_what_is_declared_is_documented() -> None:
    page = (Path(ROOT) / "docs" / "limits.md").read_text(encoding="utf-8")
    for called, declared in COSTS.items():
        row = re.search(rf"^\| `{re.escape(called)}` \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
        assert row is not None, called
        assert (int(row[1]), int(row[2])) == (declared.size, declared.weight), called


@pytest.mark.parametrize("given", ["$ids", '["a", "b", "c"]'])
def test_each_item_of_a_list_in_an_argument_costs_wherever_it_is_used(given: str) -> None:
    def asked(times: int, argument: str) -> int:
        uses = " ".join(f"a{number}: kpis{argument} {{ totalCount }}" for number in range(times))
        return requested(f'query($ids: [ID!]) {{ organisation(slug: "x") {{ {uses} }} }}', ids=["a", "b", "c"])

    filtered = f"(filter: {{owner: {given}}})"
    assert [asked(times, filtered) - asked(times, "") for times in (1, 2, 7)] == [3 * ROW, 6 * ROW, 21 * ROW]

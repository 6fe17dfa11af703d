"""What is asked wrongly is refused with a code and a sentence."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from ops_model.graphql.tracker.node import global_id
from tests.api.client import GRAPHQL_RESPONSE, JSON, REPORTING, TRACKER, Api, answer_of
from tests.api.endpoints import ENDPOINTS, Endpoint
from tests.api.world import World


@pytest.mark.parametrize(
    ("path", "document"),
    [
        *(
            (path, document)
            for path in (TRACKER, REPORTING)
            for document in (
                "{ noSuchField }",
                "query($a: NoSuchType) { __typename }",
                "query($unused: Int) { __typename other: __typename }",
                "{ ...Missing }",
                "{ ...A } fragment A on Query { ...A }",
                "subscription { x }",
                "mutation { x }",
            )
        ),
        (TRACKER, "{ viewer { name { x } } }"),
        (TRACKER, "{ viewer }"),
        (TRACKER, "{ organisation { name } }"),
        (TRACKER, "{ organisation(slug: 7) { name } }"),
        (TRACKER, '{ organisation(slug: "a") { lever(kind: PILLAR) { name } } }'),
        (TRACKER, '{ organisation(slug: "a") { initiatives(first: "1") { totalCount } } }'),
        (TRACKER, '{ organisation(slug: "a") { initiatives(first: 99999999999) { totalCount } } }'),
        (REPORTING, "{ organisations { x } }"),
        (REPORTING, '{ kpis(organisation: "a") }'),
        (REPORTING, "{ kpis { totalCount } }"),
        (REPORTING, '{ kpis(organisation: "a", lever: PILLAR) { totalCount } }'),
        (REPORTING, '{ kpis(organisation: "a", orderBy: [{direction: DESC}]) { totalCount } }'),
        (REPORTING, '{ kpis(organisation: "a") { groups { count } } }'),
        (REPORTING, '{ kpis(organisation: "a", first: 99999999999) { totalCount } }'),
    ],
)
def test_a_document_that_the_schema_does_not_know_is_not_valid(path: str, document: str, one: World) -> None:
    response = one.api(path=path).post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    answer = answer_of(response)
    assert (response.status_code, "data" in answer) == (400, False)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
    assert all(error["message"] for error in answer["errors"])


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "2026-13-01", "2026-6-1", "20260601", "2026-06-01T00:00:00", "", "x" * 10_000, 7, True, [], {}],
)
def test_what_is_no_date_is_refused_with_what_one_is(endpoint: Endpoint, member: Api, one: World, day: object) -> None:
    error = member.error(endpoint.of_day, slug=one.slug, day=day)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert 'is not a calendar date: give a string like "2026-06-30".' in error["message"]
    assert len(error["message"]) < 500


def test_a_date_in_the_document_is_refused_likewise(endpoint: Endpoint, member: Api) -> None:
    literal = endpoint.of_day.replace(", $day: Date", "").replace("$day", '"2026-02-30"')
    error = member.error(literal, slug="a")
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "'2026-02-30' is not a calendar date" in error["message"]


def test_the_older_media_type_tells_bad_input_with_status_200(endpoint: Endpoint, member: Api) -> None:
    body = json.dumps({"query": endpoint.of_day, "variables": {"slug": "a", "day": "x"}})
    assert member.post(body, accept=JSON).status_code == 200
    assert member.post(body, accept=GRAPHQL_RESPONSE).status_code == 400


@pytest.mark.parametrize(
    ("path", "variables"),
    [
        *(
            (path, variables)
            for path in (TRACKER, REPORTING)
            for variables in (
                {},
                {"slug": None},
                {"slug": 7},
                {"slug": "a", "first": 1.5},
                {"slug": "a", "first": 2**31},
                {"slug": "a", "first": 10**400},
                {"slug": "a", "first": "1"},
            )
        ),
        (TRACKER, {"slug": "a", "filter": {"noSuchField": 1}}),
        (TRACKER, {"slug": "a", "filter": {"lever": "PILLAR"}}),
        (TRACKER, {"slug": "a", "filter": {"progress": {"from": "0"}}}),
        (TRACKER, {"slug": "a", "filter": {"progress": {"from": 10**400}}}),
        (TRACKER, {"slug": "a", "filter": 7}),
        (REPORTING, {"slug": "a", "lever": "PILLAR"}),
        (REPORTING, {"slug": "a", "lever": [None]}),
        (REPORTING, {"slug": "a", "from": "0"}),
        (REPORTING, {"slug": "a", "from": 10**400}),
    ],
)
def test_variables_that_do_not_fit_are_bad_input(path: str, variables: dict[str, Any], one: World) -> None:
    (document,) = (endpoint.of_first for endpoint in ENDPOINTS if endpoint.path == path)
    response = one.api(path=path).post(json.dumps({"query": document, "variables": variables}), accept=GRAPHQL_RESPONSE)
    assert response.status_code == 400
    assert {error["extensions"]["code"] for error in answer_of(response)["errors"]} == {"BAD_USER_INPUT"}


@pytest.mark.parametrize("slug", ["", "x" * 10_000, "Ärger", "'; --", "%s", "a\nb", "\U0001f600"])
def test_a_slug_may_be_any_text(endpoint: Endpoint, member: Api, slug: str) -> None:
    assert [*member.data(endpoint.of_slug, slug=slug).values()] == [None]


@pytest.mark.parametrize("text", ["", "x", "7", "S3BpOg==", "S3BpOnh4eA==", "\U0001f600", "x" * 10_000, "=", "a b"])
@pytest.mark.parametrize(
    "asked", ["query($id: ID!) { node(id: $id) { id } }", "query($id: ID!) { nodes(ids: [$id]) { id } }"]
)
def test_what_is_no_id_is_bad_input(api: Api, asked: str, text: str) -> None:
    error = api.error(asked, id=text)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["message"].endswith("is not an id: take ids from this API's answers, as they are.")


def test_an_id_of_nothing_is_null(example: World, api: Api) -> None:
    for type_name in ("Organisation", "Lever", "Kpi", "Initiative", "Milestone", "Membership", "Vision", "CheckIn"):
        assert api.data("query($id: ID!) { node(id: $id) { id } }", id=global_id(type_name, example.id)) == (
            {"node": None} if type_name != "Organisation" else {"node": {"id": global_id("Organisation", example.id)}}
        )


def test_at_most_a_hundred_ids_are_asked_for_at_once(example: World, api: Api) -> None:
    ids = [global_id("Kpi", example.id)] * 101
    error = api.error("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
    assert (error["message"], error["path"]) == ("'ids' may have at most 100 ids, and not 101.", ["nodes"])
    assert api.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids[:100]) == {"nodes": [None] * 100}


def test_an_id_of_another_type_filters_nothing(example: World, api: Api) -> None:
    asked = """query($slug: String!, $owner: [ID!]) { organisation(slug: $slug) {
      initiatives(filter: {owner: $owner}) { totalCount } } }"""
    error = api.error(asked, slug=example.slug, owner=[global_id("Kpi", example.id)])
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert error["message"].endswith("is the id of a Kpi, and not of a Membership.")
    assert error["path"] == ["organisation", "initiatives"]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("scorecard { attention(first: 101) { sentence } }", "'first' must be from 0 to 100, and not 101."),
        ('kpi(code: "eNPS") { sparkline(points: 0) { on } }', "'points' must be from 1 to 366, and not 0."),
        ('kpi(code: "eNPS") { sparkline(points: 9999) { on } }', "'points' must be from 1 to 366, and not 9999."),
    ],
)
def test_numbers_out_of_bounds_are_bad_input(example: World, api: Api, field: str, sentence: str) -> None:
    error = api.error(f'{{ organisation(slug: "{example.slug}") {{ {field} }} }}')
    assert (error["message"], error["extensions"]) == (sentence, {"code": "BAD_USER_INPUT"})


def test_an_error_of_a_field_leaves_the_other_fields(endpoint: Endpoint, member: Api, one: World) -> None:
    answer = member.answer(endpoint.half_refused.replace("SLUG", one.slug))
    assert answer["data"] == {"a": None, "__typename": "Query"}
    assert [(error["path"], error["locations"]) for error in answer["errors"]] == [(["a"], [{"line": 1, "column": 3}])]


def test_a_filter_nested_too_deeply_is_refused(example: World, api: Api) -> None:
    filter_: dict[str, Any] = {}
    for _ in range(55):
        filter_ = {"not": filter_}
    asked = """query($slug: String!, $filter: InitiativeFilter) { organisation(slug: $slug) {
      initiatives(filter: $filter) { totalCount } } }"""
    assert api.answer(asked, slug=example.slug, filter=filter_)["data"]
    for _ in range(55):
        filter_ = {"not": filter_}
    assert api.error(asked, slug=example.slug, filter=filter_)["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("nested", [60, 100, 300, 500])
def test_a_document_nested_deeply_is_answered_or_refused(example: World, api: Api, nested: int) -> None:
    document = f'{{ organisation(slug: "{example.slug}") {"{ lever(kind: CULTURE) { organisation" * nested} {{ name }}'
    response = api.post(json.dumps({"query": document + "}" * (2 * nested + 1)}), accept=GRAPHQL_RESPONSE)
    codes = {error["extensions"]["code"] for error in answer_of(response).get("errors", [])}
    assert response.status_code in (200, 400)
    assert codes <= {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}


def test_histories_below_histories_have_a_limit(example: World, api: Api, settings: Settings) -> None:
    settings.GRAPHQL_LIMITS = {"history_rounds": 2}
    asked = """{ organisation(slug: "SLUG") { kpi(code: "eNPS") { measurements { nodes { kpi {
      measurements(first: 1) { nodes { kpi { measurements(first: 2) { nodes { value } } } } } } } } } } }"""
    error = api.error(asked.replace("SLUG", example.slug))
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    settings.GRAPHQL_LIMITS = {"history_rounds": 4}
    assert api.data(asked.replace("SLUG", example.slug))

"""Errors over HTTP: each with its code and a sentence, and nothing of the inside."""

import json
import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from ops_model.graphql.tracker.node import global_id
from ops_model.selectors.reading import Reading
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of, code_of
from tests.api.world import World


@pytest.mark.parametrize(
    "document",
    [
        "{ noSuchField }",
        "{ viewer { name { x } } }",
        "{ viewer }",
        "{ organisation { name } }",
        "query($a: NoSuchType) { viewer { name } }",
        "query($unused: Int) { viewer { name } }",
        "{ ...Missing }",
        "{ ...A } fragment A on Query { ...A }",
        "{ organisation(slug: 7) { name } }",
        '{ organisation(slug: "a") { lever(kind: PILLAR) { name } } }',
        '{ organisation(slug: "a") { initiatives(first: "1") { totalCount } } }',
        '{ organisation(slug: "a") { initiatives(first: 99999999999) { totalCount } } }',
        "subscription { x }",
        "mutation { x }",
    ],
)
def test_a_document_that_the_schema_does_not_know_is_not_valid(api: Api, document: str) -> None:
    response = api.post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    answer = answer_of(response)
    assert (response.status_code, "data" in answer) == (400, False)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
    assert all(error["message"] for error in answer["errors"])


DAY = "query($slug: String!, $day: Date) { organisation(slug: $slug) { scorecard(asOf: $day) { asOf } } }"


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "2026-13-01", "2026-6-1", "20260601", "2026-06-01T00:00:00", "", "x" * 10_000, 7, True, [], {}],
)
def test_what_is_no_date_is_refused_with_what_one_is(example: World, api: Api, day: object) -> None:
    error = api.error(DAY, slug=example.slug, day=day)
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert 'is not a calendar date: give a string like "2026-06-30".' in error["message"]
    assert len(error["message"]) < 500


def test_a_date_in_the_document_is_refused_likewise(api: Api) -> None:
    error = api.error('{ organisation(slug: "a") { scorecard(asOf: "2026-02-30") { asOf } } }')
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "'2026-02-30' is not a calendar date" in error["message"]


def test_the_older_media_type_tells_bad_input_with_status_200(api: Api) -> None:
    body = json.dumps({"query": DAY, "variables": {"slug": "a", "day": "x"}})
    assert api.post(body, accept=JSON).status_code == 200
    assert api.post(body, accept=GRAPHQL_RESPONSE).status_code == 400


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"slug": None},
        {"slug": 7},
        {"slug": "a", "first": 1.5},
        {"slug": "a", "first": 2**31},
        {"slug": "a", "first": 10**400},
        {"slug": "a", "first": "1"},
        {"slug": "a", "filter": {"noSuchField": 1}},
        {"slug": "a", "filter": {"lever": "PILLAR"}},
        {"slug": "a", "filter": {"progress": {"from": "0"}}},
        {"slug": "a", "filter": {"progress": {"from": 10**400}}},
        {"slug": "a", "filter": 7},
    ],
)
def test_variables_that_do_not_fit_are_bad_input(api: Api, variables: dict[str, Any]) -> None:
    document = """query($slug: String!, $first: Int, $filter: InitiativeFilter) {
      organisation(slug: $slug) { initiatives(first: $first, filter: $filter) { totalCount } } }"""
    response = api.post(json.dumps({"query": document, "variables": variables}), accept=GRAPHQL_RESPONSE)
    assert response.status_code == 400
    assert {error["extensions"]["code"] for error in answer_of(response)["errors"]} == {"BAD_USER_INPUT"}


@pytest.mark.parametrize("slug", ["", "x" * 10_000, "Ärger", "'; --", "%s", "a\nb", "\U0001f600"])
def test_a_slug_may_be_any_text(api: Api, slug: str) -> None:
    assert api.data("query($slug: String!) { organisation(slug: $slug) { name } }", slug=slug) == {"organisation": None}


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


def test_an_error_of_a_field_leaves_the_other_fields(example: World, api: Api) -> None:
    answer = api.answer('{ viewer { name } node(id: "x") { id } }')
    assert answer["data"] == {"viewer": {"name": "Editor"}, "node": None}
    assert [error["path"] for error in answer["errors"]] == [["node"]]


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


def test_an_unexpected_error_shows_nothing_but_the_id_under_which_it_is_logged(
    example: World, api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(Reading, "framework", fail)
    with caplog.at_level(logging.ERROR):
        answer = api.answer("{ viewer { name } framework { version } }")
    (error,) = answer["errors"]
    assert (error["message"], error["path"], answer["data"]) == ("internal error", ["framework"], None)
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in json.dumps(answer)
    logged = [record for record in caplog.records if error["extensions"]["id"] in record.getMessage()]
    assert [str(record.exc_info[1]) for record in logged if record.exc_info] == ["secret of the inside"]


@contextmanager
def _statements_replaced(sql: str) -> Generator[None]:
    """Let every statement after the opening one be another."""

    def replaced(run: Callable[..., Any], asked: str, parameters: Any, many: Any, context: Any) -> Any:
        return run(asked, parameters, many, context) if "set_config" in asked else run(sql, None, many, context)

    with connection.execute_wrapper(replaced):
        yield


@pytest.mark.parametrize(("media_type", "status"), [(JSON, 503), (GRAPHQL_RESPONSE, 503)])
def test_a_statement_that_takes_too_long_is_a_timeout(
    example: World, api: Api, settings: Settings, media_type: str, status: int
) -> None:
    settings.GRAPHQL_LIMITS = {"statement_timeout_ms": 50}
    asked = {"query": f'{{ viewer {{ name }} organisation(slug: "{example.slug}") {{ name }} }}'}
    with _statements_replaced("SELECT pg_sleep(10)"):
        response = api.post(json.dumps(asked), accept=media_type)
    assert (response.status_code, response.headers["Retry-After"]) == (status, "5")
    assert answer_of(response) == {
        "errors": [
            {
                "message": "The operation took too long; ask for less at once, or try again later.",
                "extensions": {"code": "TIMEOUT"},
            }
        ]
    }
    assert api.data("{ viewer { name } }")


def test_what_the_database_says_is_not_shown(example: World, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    with _statements_replaced("SELECT secret FROM no_such_table"), caplog.at_level(logging.ERROR):
        response = api.post(json.dumps({"query": f'{{ organisation(slug: "{example.slug}") {{ name }} }}'}))
    (error,) = answer_of(response)["errors"]
    assert (response.status_code, error["message"], error["extensions"]["code"]) == (500, "internal error", "INTERNAL")
    assert any(error["extensions"]["id"] in record.getMessage() for record in caplog.records)


def test_a_database_that_went_away_is_said_to_be_gone_and_is_found_again(example: World, api: Api) -> None:
    with _statements_replaced("SELECT pg_terminate_backend(pg_backend_pid())"):
        response = api.post(json.dumps({"query": f'{{ organisation(slug: "{example.slug}") {{ name }} }}'}))
    assert (response.status_code, code_of(response), response.headers["Retry-After"]) == (503, "TIMEOUT", "2")
    connection.close()
    assert api.data("{ viewer { name } }")

"""What is no request is refused, with a code and a sentence, before anyone is asked who they are."""

import json

import pytest
from django.test import RequestFactory

from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.graphql.http.limits import limits_in_force
from ops_model.graphql.http.request import request_read
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of, code_of

TYPENAME = json.dumps({"query": "{ __typename }"})


def test_everyone_may_ask_for_the_typename() -> None:
    response = Api().post(TYPENAME)
    assert response.status_code == 200
    assert answer_of(response) == {"data": {"__typename": "Query"}}


def test_a_body_in_chunks_is_asked_for_its_length() -> None:
    request = RequestFactory().post("/graphql/", TYPENAME, content_type=JSON, headers={"transfer-encoding": "chunked"})
    del request.META["CONTENT_LENGTH"]
    with pytest.raises(ApiError, match="Content-Length") as refused:
        request_read(request, limits_in_force(), id_="r")
    assert (refused.value.code, refused.value.status) == (ErrorCode.BAD_REQUEST, 411)


def test_a_thousand_parameters_are_answered_in_json() -> None:
    response = Api().get({f"p{number}": "1" for number in range(1100)})
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (" ", "The body is not valid JSON."),
        ("{", "The body is not valid JSON."),
        ('{"query": "{ __typename }"} x', "The body is not valid JSON."),
        ('{"query": NaN}', "The body is not valid JSON."),
        ('{"query": ' + "9" * 5000 + "}", "The body is not valid JSON."),
        ("[]", "The body must be a JSON object."),
        ('"{ __typename }"', "The body must be a JSON object."),
        ("null", "The body must be a JSON object."),
        (b"\xff\xfe{}", "The body is not in UTF-8."),
        ('{"query": "{ a }", "query": "{ b }"}', "A JSON object names a member twice."),
        ("{}", "The parameter 'query' is missing: the GraphQL document to execute."),
        ('{"query": null}', "The parameter 'query' is missing: the GraphQL document to execute."),
        ('{"query": ""}', "The parameter 'query' is missing: the GraphQL document to execute."),
        ('{"query": 7}', "The parameter 'query' must be a string."),
        ('{"query": ["{ a }"]}', "The parameter 'query' must be a string."),
        ('{"query": "{ a }", "variables": "x"}', "The parameter 'variables' must be an object."),
        ('{"query": "{ a }", "variables": [1]}', "The parameter 'variables' must be an object."),
        ('{"query": "{ a }", "operationName": 1}', "The parameter 'operationName' must be a string."),
        ('{"query": "{ a }", "extensions": true}', "The parameter 'extensions' must be an object."),
        ('{"query": "{ a }", "variables": {"a": "\\u0000"}}', "The character U+0000 is not allowed."),
        ('{"query": "{ a }", "variables": {"\\u0000": 1}}', "The character U+0000 is not allowed."),
        (json.dumps({"query": 'query { a(b: "\\u0000") }'}), "The character U+0000 is not allowed."),
        (json.dumps({"query": 'query { a(b: "\\u{0}") }'}), "The character U+0000 is not allowed."),
        (
            '{"query": "{ a }", "variables": {"a": "\\ud800"}}',
            "Half of a surrogate pair is not allowed: it is no character.",
        ),
        (
            '{"query": "{ a }", "variables": {"a": ' + "[" * 100 + "]" * 100 + "}}",
            "The parameters are nested deeper than 60 levels.",
        ),
        ('{"query": ' + "[" * 200_000, "The body is nested deeper than 60 levels."),
    ],
)
def test_a_body_that_is_no_request_is_a_bad_request(body: bytes | str, sentence: str) -> None:
    response = Api().post(body)
    assert response.status_code == 400
    assert answer_of(response) == {"errors": [{"message": sentence, "extensions": {"code": "BAD_REQUEST"}}]}


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/graphql", "application/x-www-form-urlencoded", f"{JSON}; charset=latin-1", "", "json"],
)
def test_only_json_in_utf_8_is_taken(content_type: str) -> None:
    response = Api().post(TYPENAME, content_type=content_type)
    assert (response.status_code, code_of(response)) == (415, "BAD_REQUEST")


@pytest.mark.parametrize("content_type", [JSON, f"{JSON}; charset=utf-8", f"{JSON};charset=UTF-8", "Application/JSON"])
def test_the_charset_may_be_said_or_left_out(content_type: str) -> None:
    assert Api().post(TYPENAME, content_type=content_type).status_code == 200


def test_a_body_above_the_limit_is_refused() -> None:
    response = Api().post(json.dumps({"query": "{ __typename }", "variables": {"a": "x" * 2_500_000}}))
    assert (response.status_code, code_of(response)) == (413, "BAD_REQUEST")


def test_a_document_above_the_limit_is_refused() -> None:
    response = Api().post(json.dumps({"query": "{ __typename }" + " " * 20_000}))
    assert (response.status_code, code_of(response)) == (413, "BAD_REQUEST")


@pytest.mark.parametrize("document", ["{", "query { a(b: }", "}", '{ a(b: "\n") }', "{ a }" + "{" * 5000])
def test_a_document_that_cannot_be_parsed_is_named_as_such(document: str) -> None:
    response = Api().post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    assert (response.status_code, code_of(response)) == (400, "GRAPHQL_PARSE_FAILED")
    assert "data" not in answer_of(response)


def test_a_document_nested_thousands_deep_is_refused() -> None:
    response = Api().post(json.dumps({"query": "{a" * 6000 + "}" * 6000}), accept=GRAPHQL_RESPONSE)
    assert (response.status_code, code_of(response)) == (400, "GRAPHQL_PARSE_FAILED")


def test_the_older_media_type_tells_a_refused_document_with_status_200() -> None:
    response = Api().post(json.dumps({"query": "{"}), accept=JSON)
    assert (response.status_code, code_of(response)) == (200, "GRAPHQL_PARSE_FAILED")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL_RESPONSE, GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE}, {JSON}", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL_RESPONSE}, {JSON};q=0.9", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE};q=odd, */*;q=0.1", JSON),
    ],
)
def test_the_answer_comes_in_the_media_type_that_is_liked_best(accept: str, media_type: str) -> None:
    response = Api().post(TYPENAME, accept=accept)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/plain", "image/*", f"{JSON};q=0"])
def test_a_media_type_that_is_not_ours_is_not_acceptable(accept: str) -> None:
    response = Api().post(TYPENAME, accept=accept)
    assert (response.status_code, code_of(response)) == (406, "BAD_REQUEST")


def test_a_query_may_be_asked_by_get() -> None:
    response = Api().get({"query": "query A { __typename }", "operationName": "A", "variables": "{}"})
    assert answer_of(response) == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ("{", "The parameter 'variables' is not valid JSON."),
        ("[]", "The parameter 'variables' must be a JSON object."),
    ],
)
def test_variables_of_a_get_are_a_json_object(variables: str, sentence: str) -> None:
    response = Api().get({"query": "{ __typename }", "variables": variables})
    assert response.status_code == 400
    assert answer_of(response)["errors"][0]["message"] == sentence


def test_a_change_may_not_be_asked_by_get() -> None:
    response = Api().get({"query": "mutation { a }"})
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("document", ["query A { a } query B { b }", "fragment F on Query { a }"])
def test_an_operation_that_cannot_be_told_is_refused(document: str) -> None:
    response = Api().post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    assert (response.status_code, code_of(response)) == (400, "GRAPHQL_VALIDATION_FAILED")


def test_answers_may_not_be_kept_by_caches() -> None:
    assert Api().post(TYPENAME).headers["Cache-Control"] == "no-store"

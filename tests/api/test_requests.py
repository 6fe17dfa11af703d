"""What is no request of either API is refused, with a code and a sentence, before anyone is asked who they are."""

import json

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.graphql.http.limits import limits_in_force
from ops_model.graphql.http.request import request_read
from tests.api.client import GRAPHQL_RESPONSE, JSON, PREFLIGHT, Api, answer_of, code_of

TYPENAME = json.dumps({"query": "{ __typename }"})


def test_everyone_may_ask_for_the_typename(nobody: Api) -> None:
    response = nobody.post(TYPENAME)
    assert response.status_code == 200
    assert answer_of(response) == {"data": {"__typename": "Query"}}


def test_a_body_in_chunks_is_asked_for_its_length(nobody: Api) -> None:
    request = RequestFactory().post(nobody.path, TYPENAME, content_type=JSON, headers={"transfer-encoding": "chunked"})
    del request.META["CONTENT_LENGTH"]
    with pytest.raises(ApiError, match="Content-Length") as refused:
        request_read(request, limits_in_force(), id_="r")
    assert (refused.value.code, refused.value.status) == (ErrorCode.BAD_REQUEST, 411)


def test_a_thousand_parameters_are_answered_in_json(nobody: Api) -> None:
    response = nobody.get({f"p{number}": "1" for number in range(1100)})
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (" ", "The body is not valid JSON."),
        ("{", "The body is not valid JSON."),
        ('{"query": "{ __typename }"} x', "The body is not valid JSON."),
        ('{"query": NaN}', "NaN is not valid JSON: a number is finite."),
        ('{"query": "{ a }", "variables": {"a": -Infinity}}', "-Infinity is not valid JSON: a number is finite."),
        ('{"query": ' + "9" * 5000 + "}", "The body has a number of more digits than are read."),
        ("7", "The body must be a JSON object."),
        ("true", "The body must be a JSON object."),
        ('[{"query": "{ __typename }"}]', "The body must be a JSON object."),
        ("\ufeff" + TYPENAME, "The body is not valid JSON."),
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
        ('{"query": ' + "[" * 200_000, "The body has more than 20000 lists and objects."),
        ("[" * 15_000 + "]" * 15_000, "The body is nested deeper than 60 levels."),
        ("[" * 50_000 + "]" * 50_000, "The body has more than 20000 lists and objects."),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "The body has more than 20000 lists and objects."),
    ],
)
def test_a_body_that_is_no_request_is_a_bad_request(body: bytes | str, sentence: str, nobody: Api) -> None:
    response = nobody.post(body)
    assert response.status_code == 400
    assert answer_of(response) == {"errors": [{"message": sentence, "extensions": {"code": "BAD_REQUEST"}}]}


@pytest.mark.parametrize(
    "content_type",
    [
        *(
            "text/plain",
            "application/graphql",
            "application/x-www-form-urlencoded",
            f"{JSON}; charset=latin-1",
            "",
            "json",
        ),
        *(
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            f"{JSON}; charset=utf-16",
            f"{JSON}; charset=us-ascii",
        ),
        *("application/json-patch+json", "application/graphql-response+json", f"{JSON}, text/plain"),
    ],
)
def test_only_json_in_utf_8_is_taken(content_type: str, nobody: Api) -> None:
    response = nobody.post(TYPENAME, content_type=content_type)
    assert (response.status_code, code_of(response)) == (415, "BAD_REQUEST")


def test_a_body_is_not_to_be_packed(nobody: Api) -> None:
    assert code_of(refused := nobody.post(TYPENAME, content_encoding="gzip")) == "BAD_REQUEST"
    assert refused.status_code == 415
    assert nobody.post(TYPENAME, content_encoding="identity").status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [JSON, f"{JSON}; charset=utf-8", f"{JSON};charset=UTF-8", f'{JSON}; charset="utf-8"', "Application/JSON"],
)
def test_the_charset_may_be_said_or_left_out(content_type: str, nobody: Api) -> None:
    assert nobody.post(TYPENAME, content_type=content_type).status_code == 200


def test_a_body_above_the_limit_is_refused(nobody: Api) -> None:
    response = nobody.post(json.dumps({"query": "{ __typename }", "variables": {"a": "x" * 1_000_000}}))
    assert (response.status_code, code_of(response)) == (413, "BAD_REQUEST")


def test_a_body_up_to_the_limit_is_read(nobody: Api) -> None:
    body = TYPENAME + " " * (1_000_000 - len(TYPENAME))
    assert nobody.post(body).status_code == 200
    assert nobody.post(body + " ").status_code == 413


@pytest.mark.parametrize("declared", ["2000000", "-1", "1e6", "0x10", "", "9" * 30])
def test_a_length_that_is_too_great_or_none_is_refused(declared: str, nobody: Api) -> None:
    response = Client().generic("POST", nobody.path, TYPENAME, content_type=JSON, CONTENT_LENGTH=declared)
    assert response.status_code in (400, 413)
    assert code_of(response) == "BAD_REQUEST"


def test_a_document_above_the_limit_is_refused(nobody: Api) -> None:
    response = nobody.post(json.dumps({"query": "{ __typename }" + " " * 20_000}))
    assert (response.status_code, code_of(response)) == (413, "BAD_REQUEST")


@pytest.mark.parametrize("document", ["{", "query { a(b: }", "}", '{ a(b: "\n") }', "{ a }" + "{" * 5000])
def test_a_document_that_cannot_be_parsed_is_named_as_such(document: str, nobody: Api) -> None:
    response = nobody.post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    assert (response.status_code, code_of(response)) == (400, "GRAPHQL_PARSE_FAILED")
    assert "data" not in answer_of(response)


def test_a_document_nested_thousands_deep_is_refused(nobody: Api) -> None:
    response = nobody.post(json.dumps({"query": "{a" * 6000 + "}" * 6000}), accept=GRAPHQL_RESPONSE)
    assert (response.status_code, code_of(response)) == (400, "GRAPHQL_PARSE_FAILED")


def test_the_older_media_type_tells_a_refused_document_with_status_200(nobody: Api) -> None:
    response = nobody.post(json.dumps({"query": "{"}), accept=JSON)
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
def test_the_answer_comes_in_the_media_type_that_is_liked_best(accept: str, media_type: str, nobody: Api) -> None:
    response = nobody.post(TYPENAME, accept=accept)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/plain", "image/*", f"{JSON};q=0"])
def test_a_media_type_that_is_not_ours_is_not_acceptable(accept: str, nobody: Api) -> None:
    response = nobody.post(TYPENAME, accept=accept)
    assert (response.status_code, code_of(response)) == (406, "BAD_REQUEST")


def test_a_query_may_be_asked_by_get(nobody: Api) -> None:
    response = nobody.get({"query": "query A { __typename }", "operationName": "A", "variables": "{}"})
    assert answer_of(response) == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("header", ["apollo-require-preflight", "x-requested-with", "X-Requested-With"])
@pytest.mark.parametrize("value", ["true", "XMLHttpRequest", "0"])
def test_a_get_needs_a_header_that_no_form_can_send_whatever_its_value(header: str, value: str, nobody: Api) -> None:
    asked = Client().get(nobody.path, {"query": "{ __typename }"}, headers={header: value})
    assert asked.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"apollo-require-preflight": " "}, {"x-requested-with": ""}])
@pytest.mark.parametrize("document", ["{ __typename }", "{ organisations }", "mutation { a }", "{"])
def test_a_get_that_a_form_could_have_sent_is_refused_with_what_to_send(
    headers: dict[str, str], document: str, member: Api
) -> None:
    signed_in = {"authorization": f"Bearer {member.token}", **headers}
    response = Client().get(member.path, {"query": document}, headers=signed_in)
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    sentence = answer_of(response)["errors"][0]["message"]
    assert "Apollo-Require-Preflight" in sentence
    assert "X-Requested-With" in sentence


def test_a_query_string_that_is_not_in_utf_8_is_refused(nobody: Api) -> None:
    response = Client().get(nobody.path, headers=PREFLIGHT, query_params=None, QUERY_STRING="query=%7B+a+%7D%23%FF")
    assert answer_of(response)["errors"][0]["message"] == "The query string is not in UTF-8."


@pytest.mark.parametrize("name", ["query", "variables", "operationName", "extensions"])
def test_a_parameter_is_given_once(name: str, nobody: Api) -> None:
    response = Client().get(nobody.path, {"query": "{ a }", name: ["{}", "{}"]}, headers=PREFLIGHT)
    assert answer_of(response)["errors"][0]["message"] == f"The parameter '{name}' is given more than once."


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ("{", "The parameter 'variables' is not valid JSON."),
        ("[]", "The parameter 'variables' must be a JSON object."),
    ],
)
def test_variables_of_a_get_are_a_json_object(variables: str, sentence: str, nobody: Api) -> None:
    response = nobody.get({"query": "{ __typename }", "variables": variables})
    assert response.status_code == 400
    assert answer_of(response)["errors"][0]["message"] == sentence


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_another_method_is_refused_with_those_that_there_are(method: str, nobody: Api) -> None:
    response = Client().generic(method, nobody.path, TYPENAME, content_type=JSON)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert code_of(response) == "BAD_REQUEST"


def test_the_methods_can_be_asked_for(nobody: Api) -> None:
    response = Client().options(nobody.path)
    assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("accept", ["text/html", JSON])
def test_head_is_get_without_the_body(accept: str, settings: Settings, nobody: Api) -> None:
    settings.OPS_DEMO, settings.GRAPHIQL_TOKEN = True, "opsm_viewer"
    asked = {"query": "{ __typename }"} if accept == JSON else {}
    got, head = (
        ask(nobody.path, asked, headers={**PREFLIGHT, "accept": accept}) for ask in (Client().get, Client().head)
    )
    assert (head.status_code, head.headers["Content-Type"]) == (200, got.headers["Content-Type"])
    assert head.content == b""


def test_a_change_may_not_be_asked_by_get(nobody: Api) -> None:
    response = nobody.get({"query": "mutation { a }"})
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize("document", ["query A { a } query B { b }", "fragment F on Query { a }"])
def test_an_operation_that_cannot_be_told_is_refused(document: str, nobody: Api) -> None:
    response = nobody.post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
    assert (response.status_code, code_of(response)) == (400, "GRAPHQL_VALIDATION_FAILED")


def test_answers_may_not_be_kept_by_caches(nobody: Api) -> None:
    assert nobody.post(TYPENAME).headers["Cache-Control"] == "no-store"

"""The rules of GraphQL over HTTP, one row a rule: what is sent, what is accepted, and the answer that is due
from either API.

They are what the audits of the npm package graphql-http look at, in our own words; tests/http_audits/ runs the audits
themselves, where Node is.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.api.client import GRAPHQL_RESPONSE, JSON, PREFLIGHT
from tests.api.endpoints import Endpoint
from tests.api.world import World

TYPENAME = "{ __typename }"
TYPED = "query Type($name: String!) { __type(name: $name) { name } }"
A_NAME = {"name": "Kpi"}
MUTATION = "mutation { __typename }"
SIGNED_IN, HALF_REFUSED = "SIGNED_IN", "HALF_REFUSED"
"""Stand for the API's own documents."""

DATA = {"data": {"__typename": "Query"}}
TYPE_DATA = {"data": {"__type": {"name": "Kpi"}}}
ANY: None = None
"""Accepts: no header at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: the request by its `method`, with `sent` as JSON (a str or bytes: as it is) or in the query string of a
    GET. `body` is the answer without its errors, of which there are `codes`."""

    rule: str
    accept: str | None
    sent: Any
    status: int
    media: str = JSON
    method: str = "POST"
    content_type: str = JSON
    body: dict[str, Any] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


def _both(rule: str, sent: Any, **answer: Any) -> list[Rule]:
    """Make a rule that holds alike in both media types."""
    return [Rule(rule=rule, accept=media, media=media, sent=sent, **answer) for media in (JSON, GRAPHQL_RESPONSE)]


def _refused(rule: str, sent: Any, code: str, *, older: int = 400) -> list[Rule]:
    """Make a rule of what is refused: 400 in the media type of GraphQL, `older` in the one from before it."""
    return [
        Rule(rule=rule, accept=JSON, media=JSON, sent=sent, status=older, codes=(code,)),
        Rule(rule=rule, accept=GRAPHQL_RESPONSE, media=GRAPHQL_RESPONSE, sent=sent, status=400, codes=(code,)),
    ]


WELL_FORMED = "BAD_REQUEST"
RULES = [
    # The media type of the answer
    *_both("the media type that is accepted is the one of the answer", {"query": TYPENAME}, status=200, body=DATA),
    Rule(rule="who takes anything gets the older one", accept="*/*", sent={"query": TYPENAME}, status=200, body=DATA),
    Rule(rule="who does not say gets the older one", accept=ANY, sent={"query": TYPENAME}, status=200, body=DATA),
    Rule(
        rule="of both the newer one",
        accept=f"{GRAPHQL_RESPONSE}, {JSON};q=0.9",
        media=GRAPHQL_RESPONSE,
        sent={"query": TYPENAME},
        status=200,
        body=DATA,
    ),
    Rule(
        rule="a charset that is accepted changes nothing",
        accept=f"{GRAPHQL_RESPONSE}; charset=utf-8, {JSON}; charset=utf-8",
        media=GRAPHQL_RESPONSE,
        sent={"query": TYPENAME},
        status=200,
        body=DATA,
    ),
    Rule(
        rule="where neither is accepted there is no answer",
        accept="text/csv",
        sent={"query": TYPENAME},
        status=406,
        codes=(WELL_FORMED,),
    ),
    # The encoding
    Rule(
        rule="a request may be in UTF-8 and say so",
        accept=ANY,
        sent='{"query": "{ __type(name: \\"\U0001f3c3\U0001f3ca\\") { name } }"}',
        content_type=f"{JSON}; charset=utf-8",
        status=200,
        body={"data": {"__type": None}},
    ),
    Rule(
        rule="a request that does not say is in UTF-8",
        accept=ANY,
        sent='{"query": "{ __type(name: \\"\u00c4\\") { name } }"}',
        status=200,
        body={"data": {"__type": None}},
    ),
    Rule(rule="another encoding is refused", accept=ANY, sent=b'{"query": "\xe4"}', status=400, codes=(WELL_FORMED,)),
    # POST
    Rule(
        rule="a body without its media type is refused",
        accept=ANY,
        sent=json.dumps({"query": TYPENAME}),
        content_type="",
        status=415,
        codes=(WELL_FORMED,),
    ),
    Rule(
        rule="a form is refused",
        accept=ANY,
        sent=urlencode({"query": TYPENAME}),
        content_type="application/x-www-form-urlencoded",
        status=415,
        codes=(WELL_FORMED,),
    ),
    Rule(rule="a body that is missing is refused", accept=ANY, sent="", status=400, codes=(WELL_FORMED,)),
    *_refused("a body that is no JSON is refused", "{ not JSON", WELL_FORMED),
    *_refused("a body that is no object is refused", "[]", WELL_FORMED),
    *_refused("several operations in a list are refused", [{"query": TYPENAME}], WELL_FORMED),
    # The parameters
    *_refused("the query is needed", {"notquery": TYPENAME}, WELL_FORMED),
    *[
        rule
        for value in ({"obj": "ect"}, 0, False, ["array"], None)
        for rule in _refused("the query is a string", {"query": value}, WELL_FORMED)
    ],
    *_both(
        "the operation may be named",
        {"operationName": "A", "query": "query A { __typename } query B { b: __typename }"},
        status=200,
        body=DATA,
    ),
    *[
        rule
        for value in ({"obj": "ect"}, 0, False, ["array"])
        for rule in _refused("the name is a string", {"query": TYPENAME, "operationName": value}, WELL_FORMED)
    ],
    *[
        rule
        for name in ("variables", "operationName", "extensions")
        for rule in _both("null is as left out", {"query": TYPENAME, name: None}, status=200, body=DATA)
    ],
    *[
        rule
        for name in ("variables", "extensions")
        for value in ("string", 0, False, ["array"])
        for rule in _refused("variables and extensions are objects", {"query": TYPENAME, name: value}, WELL_FORMED)
    ],
    *_both("variables are an object", {"query": TYPED, "variables": A_NAME}, status=200, body=TYPE_DATA),
    *_both("extensions are an object", {"query": TYPENAME, "extensions": {"some": 1}}, status=200, body=DATA),
    *_both("parameters that nobody knows are passed over", {"query": TYPENAME, "id": 7}, status=200, body=DATA),
    # GET
    *_both("a query may be asked by GET", {"query": TYPENAME}, method="GET", status=200, body=DATA),
    *_both(
        "variables of a GET are JSON",
        {"query": TYPED, "variables": json.dumps(A_NAME)},
        method="GET",
        status=200,
        body=TYPE_DATA,
    ),
    *_both("nothing is changed by GET", {"query": MUTATION}, method="GET", status=405, codes=(WELL_FORMED,)),
    *_both("the query is needed by GET too", {}, method="GET", status=400, codes=(WELL_FORMED,)),
    *_both(
        "what a form could send by GET is refused",
        {"query": TYPENAME},
        method="GET",
        headers={"apollo-require-preflight": ""},
        status=400,
        codes=(WELL_FORMED,),
    ),
    # What GraphQL refuses: told by the body alone in the older media type
    *_refused("a document that cannot be parsed", {"query": "{"}, "GRAPHQL_PARSE_FAILED", older=200),
    *_refused("a document that the schema does not know", {"query": "{ a }"}, "GRAPHQL_VALIDATION_FAILED", older=200),
    *_refused(
        "an operation that is not there",
        {"query": TYPENAME, "operationName": "A"},
        "GRAPHQL_VALIDATION_FAILED",
        older=200,
    ),
    *_refused("a variable that is needed", {"query": TYPED}, "BAD_USER_INPUT", older=200),
    *_refused("a variable of another type", {"query": TYPED, "variables": {"name": 7}}, "BAD_USER_INPUT", older=200),
    # What is answered in part
    *_both(
        "an error of a field leaves the status and the data",
        {"query": HALF_REFUSED},
        status=200,
        body={"data": {"a": None, "__typename": "Query"}},
        codes=("BAD_USER_INPUT",),
    ),
    # Who signed in
    *_both(
        "who does not sign in is told so",
        {"query": SIGNED_IN},
        headers={"authorization": ""},
        status=401,
        codes=("UNAUTHENTICATED",),
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.rule}, {rule.accept}")
def test_the_answer_is_what_the_rule_asks_for(rule: Rule, endpoint: Endpoint, one: World) -> None:
    response = _sent(rule, endpoint, one)

    assert response.status_code == rule.status, response.content
    assert response.headers["Content-Type"] == f"{rule.media}; charset=utf-8"
    answer = json.loads(response.content.decode("utf-8"))
    errors = answer.pop("errors", [])
    assert answer.pop("extensions", {}).keys() <= {"cost"}
    assert answer == rule.body
    assert tuple(error["extensions"]["code"] for error in errors) == rule.codes
    assert all(error["message"] for error in errors)


def _sent(rule: Rule, endpoint: Endpoint, one: World) -> Any:
    accept = {} if rule.accept is None else {"accept": rule.accept}
    headers = {"authorization": f"Bearer {one.api().token}", **accept}
    if rule.method == "GET":
        return Client().get(endpoint.path, rule.sent, headers={**headers, **PREFLIGHT, **rule.headers})
    sent = rule.sent
    if not isinstance(sent, str | bytes):
        own = {SIGNED_IN: endpoint.signed_in, HALF_REFUSED: endpoint.half_refused.replace("SLUG", one.slug)}
        sent = json.dumps({**sent, "query": own.get(sent["query"], sent["query"])} if _has_query(sent) else sent)
    return Client().generic(
        "POST", endpoint.path, sent, headers={**headers, **rule.headers}, CONTENT_TYPE=rule.content_type
    )


def _has_query(sent: Any) -> bool:
    return isinstance(sent, dict) and isinstance(sent.get("query"), str)

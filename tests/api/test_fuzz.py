"""Whatever is asked, by whomever: no 5xx, no error without a code of the list, nothing of the inside or of others.

Documents are made from the schema by hypothesis-graphql, valid ones and such with one fault; bodies and headers are
anything. As many as OPS_HYPOTHESIS asks for.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from graphql import StringValueNode, print_schema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_graphql import Mode, mutations, queries
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role
from ops_model.graphql.http.errors import ErrorCode
from ops_model.graphql.tracker.schema import SCHEMA
from ops_model.services.constraints import REFUSALS
from tests.api.attempts import INTERNALS
from tests.api.client import GRAPHQL_RESPONSE, JSON, PREFLIGHT, Api, answer_of
from tests.api.desk import TYPES, Desks, desks_made, unknown_id
from tests.api.tried import tried

CODES = {code.value for code in ErrorCode}
WITH_PATH = {"BAD_USER_INPUT", "TIMEOUT", "INTERNAL"}
"""The codes of errors that are of one field; all others are of the request as a whole."""

STATUSES = {200, 400, 401, 403, 404, 405, 406, 411, 413, 415, 429}
SDL = print_schema(SCHEMA)


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


def _askers(desks: Desks) -> st.SearchStrategy[Api]:
    """Return whoever may ask: each role, another organisation's ADMIN and VIEWER, an unknown token, nobody."""
    members = [desks.here.api(role) for role in Role]
    others = [desks.there.api(Role.ADMIN), desks.there.api(Role.VIEWER)]
    return st.sampled_from([*members, *others, Api("opsm_unknown"), Api()])


def _scalars(desks: Desks) -> dict[str, st.SearchStrategy[Any]]:
    """Return what arguments are given: names and ids of both organisations, and anything."""
    known = [*desks.ids.values(), *desks.ids_there.values(), *map(unknown_id, TYPES.values())]
    slugs = st.sampled_from([desks.here.slug, desks.there.slug])
    texts = {
        "Date": st.dates().map(str) | st.sampled_from(["2026-06-30", "2026-02-30", ""]),
        "DateTime": st.datetimes().map(lambda at: f"{at.isoformat()}Z") | st.just("now"),
        "Decimal": st.decimals(allow_nan=True, allow_infinity=True).map(str) | st.just("12.50"),
        "ID": st.sampled_from(known) | st.text(max_size=40),
        "String": slugs | slugs | st.text(),
    }
    return {name: values.map(lambda text: StringValueNode(value=text)) for name, values in texts.items()}


def faults(status: int, answer: dict[str, Any], sent: str) -> list[str]:
    """Say what is wrong with an answer, whatever it is an answer to."""
    text = json.dumps(answer)
    found = [f"shows {word!r}" for word in (*INTERNALS, *REFUSALS) if word in text and word not in sent]
    if status not in STATUSES:
        found.append(f"status {status}")
    if not answer.keys() <= {"data", "errors", "extensions"} or answer.get("errors") == []:
        found.append(f"no answer of GraphQL: {text[:200]}")
    for error in answer.get("errors", ()):
        code = error["extensions"]["code"]
        if code not in (WITH_PATH if "path" in error else CODES) or code == "INTERNAL" or not error["message"]:
            found.append(f"an error that may not be: {error}")
    return found


def _check(response: HttpResponseBase, asker: Api, sent: str, desks: Desks) -> None:
    answer = answer_of(response)
    assert faults(response.status_code, answer, sent) == []
    text = json.dumps(answer)
    is_member = asker.token in desks.here.world.tokens.values()
    strangers_ids = {*(desks.ids_there if is_member else desks.ids).values()}
    assert [id_ for id_ in strangers_ids if f'"{id_}"' in text] == []
    if response.status_code == 401:
        assert "data" not in answer
        assert asker.token in (None, "opsm_unknown")


@pytest.mark.parametrize("mode", Mode)
def test_any_query_is_answered_or_refused(mode: Mode, desks: Desks) -> None:
    @tried(60, deep=2_000)
    @given(document=queries(SDL, custom_scalars=_scalars(desks), mode=mode), asker=_askers(desks), by_get=st.booleans())
    def each(document: str, asker: Api, *, by_get: bool) -> None:
        if by_get:
            response = asker.get({"query": document}, accept=GRAPHQL_RESPONSE)
        else:
            response = asker.post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE)
        _check(response, asker, document, desks)

    each()


@pytest.mark.parametrize("mode", Mode)
def test_any_mutation_is_answered_or_refused(mode: Mode, desks: Desks) -> None:
    @tried(40, deep=1_000)
    @given(document=mutations(SDL, custom_scalars=_scalars(desks), mode=mode), asker=_askers(desks))
    def each(document: str, asker: Api) -> None:
        before = desks.there.data_version()
        _check(asker.post(json.dumps({"query": document}), accept=GRAPHQL_RESPONSE), asker, document, desks)
        if asker.token in desks.here.world.tokens.values():
            assert desks.there.data_version() == before

    each()


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.text(st.characters(codec=None))
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
DOCUMENTS = st.sampled_from(["{ __typename }", "{ viewer { name } }", "query A($a: Int) { node(id: $a) { id } }", "{"])
PARAMETERS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("query", "variables", "operationName", "extensions", "id"), DOCUMENTS | ANYTHING)
)
BODIES = st.binary() | (ANYTHING | PARAMETERS).map(lambda value: json.dumps(value).encode())
HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=40)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "accept": st.sampled_from([JSON, GRAPHQL_RESPONSE, "*/*", "text/html"]) | HEADER,
        "authorization": HEADER | HEADER.map(lambda text: f"Bearer {text}"),
        "content-encoding": HEADER,
        "apollo-require-preflight": HEADER,
        "origin": HEADER,
        "host": st.just("127.0.0.1") | HEADER,
        "idempotency-key": HEADER,
        "x-forwarded-proto": HEADER,
    },
)
CONTENT_TYPES = st.sampled_from([JSON] * 3 + [f"{JSON}; charset=utf-8", "multipart/form-data; boundary=x"]) | HEADER
METHODS = st.sampled_from(["POST"] * 4 + ["GET", "PUT", "PATCH", "DELETE", "PROPFIND", "post", ""])


def test_any_body_with_any_headers_is_answered_in_json(desks: Desks) -> None:
    @tried(200, deep=10_000)
    @given(method=METHODS, body=BODIES, headers=HEADERS, content_type=CONTENT_TYPES, asker=_askers(desks))
    def each(method: str, body: bytes, headers: dict[str, str], content_type: str, asker: Api) -> None:
        signed_in = {"authorization": f"Bearer {asker.token}"} if asker.token else {}
        sent = {**signed_in, **{name: value.encode("latin-1").decode("latin-1") for name, value in headers.items()}}
        response = Client().generic(method, "/graphql/", body, headers=sent, CONTENT_TYPE=content_type)
        if response.headers["Content-Type"].startswith("text/html"):
            assert (method, response.status_code) == ("GET", 200)
        else:
            assert faults(response.status_code, answer_of(response), repr((body, sent))) == []

    each()


def test_any_query_string_is_answered_in_json(desks: Desks) -> None:
    @tried(100, deep=5_000)
    @given(parameters=PARAMETERS, raw=st.binary(), is_raw=st.booleans(), asker=_askers(desks))
    def each(parameters: dict[str, Any], raw: bytes, asker: Api, *, is_raw: bool) -> None:
        response: HttpResponseBase
        if is_raw:
            response = Client().get("/graphql/", QUERY_STRING=raw.decode("latin-1"), headers=PREFLIGHT)
        else:
            texts = {name: each if isinstance(each, str) else json.dumps(each) for name, each in parameters.items()}
            response = asker.get({name: text.encode("utf-8", "replace").decode() for name, text in texts.items()})
        assert faults(response.status_code, answer_of(response), repr((parameters, raw))) == []

    each()

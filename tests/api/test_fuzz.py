"""Whatever is asked of either API, by whomever: no 5xx, no error without a code of the list, nothing of the inside or
of others.

Documents are made from the schema by hypothesis-graphql, valid ones and such with one fault; bodies and headers are
anything. As many as OPS_HYPOTHESIS asks for.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from graphql import print_schema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_graphql import Mode, mutations, queries
from pytest_django.plugin import DjangoDbBlocker

from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.client import GRAPHQL_RESPONSE, JSON, PREFLIGHT, REPORTING, TRACKER, Api, answer_of
from tests.api.desk import Desks
from tests.api.endpoints import Endpoint
from tests.api.fuzzed import askers, desks_reported, faults, not_theirs, scalars, thinned
from tests.api.tried import tried

QUERIES = {TRACKER: 60, REPORTING: 40}


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_reported(django_db_blocker) as made:
        yield made


def _documents(endpoint: Endpoint, mode: Mode, desks: Desks) -> st.SearchStrategy[str]:
    made = queries(print_schema(endpoint.schema), custom_scalars=scalars(desks), mode=mode)
    if endpoint.path == TRACKER:
        return made
    return st.builds(partial(thinned, endpoint.schema), made, st.integers(0, 2**32))


def _check(response: HttpResponseBase, asker: Api, sent: str, desks: Desks) -> None:
    answer = answer_of(response)
    assert faults(response.status_code, answer, sent) == []
    assert not_theirs(json.dumps(answer), asker, desks, sent) == []
    if response.status_code == 401:
        assert "data" not in answer
        assert asker.token in (None, "opsm_unknown")


@pytest.mark.parametrize("mode", Mode)
def test_any_query_is_answered_or_refused(endpoint: Endpoint, mode: Mode, desks: Desks) -> None:
    @tried(QUERIES[endpoint.path], deep=2_000)
    @given(document=_documents(endpoint, mode, desks), asker=askers(desks, endpoint.path), by_get=st.booleans())
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
    @given(document=mutations(print_schema(SCHEMA), custom_scalars=scalars(desks), mode=mode), asker=askers(desks))
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
DOCUMENTS = st.sampled_from(
    [
        *("{ __typename }", "{ viewer { name } }", "{ organisations }", "{"),
        *("query A($a: Int) { node(id: $a) { id } }", "query A($a: String!) { kpis(organisation: $a) { totalCount } }"),
    ]
)
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


def test_any_body_with_any_headers_is_answered_in_json(endpoint: Endpoint, desks: Desks) -> None:
    @tried(200, deep=10_000)
    @given(method=METHODS, body=BODIES, headers=HEADERS, content_type=CONTENT_TYPES, asker=askers(desks, endpoint.path))
    def each(method: str, body: bytes, headers: dict[str, str], content_type: str, asker: Api) -> None:
        signed_in = {"authorization": f"Bearer {asker.token}"} if asker.token else {}
        sent = {**signed_in, **{name: value.encode("latin-1").decode("latin-1") for name, value in headers.items()}}
        response = Client().generic(method, asker.path, body, headers=sent, CONTENT_TYPE=content_type)
        if response.headers["Content-Type"].startswith("text/html"):
            assert method in ("GET", "HEAD")
            assert response.status_code in (200, 302)  # the page, or to where one signs in
        else:
            assert faults(response.status_code, answer_of(response), repr((body, sent))) == []

    each()


def test_any_query_string_is_answered_in_json(endpoint: Endpoint, desks: Desks) -> None:
    @tried(100, deep=5_000)
    @given(parameters=PARAMETERS, raw=st.binary(), is_raw=st.booleans(), asker=askers(desks, endpoint.path))
    def each(parameters: dict[str, Any], raw: bytes, asker: Api, *, is_raw: bool) -> None:
        response: HttpResponseBase
        if is_raw:
            response = Client().get(asker.path, QUERY_STRING=raw.decode("latin-1"), headers=PREFLIGHT)
        else:
            texts = {name: each if isinstance(each, str) else json.dumps(each) for name, each in parameters.items()}
            response = asker.get({name: text.encode("utf-8", "replace").decode() for name, text in texts.items()})
        assert faults(response.status_code, answer_of(response), repr((parameters, raw))) == []

    each()

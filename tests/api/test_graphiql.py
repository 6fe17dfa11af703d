"""GraphiQL: for browsers, wholly from here, with a token in the demonstration alone."""

import hashlib
import html
import json
import re
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from graphql import parse, validate
from pytest_django import Settings

from ops_model.domain.roles import Role
from ops_model.graphql.http.graphiql.page import ASSETS, HERE
from ops_model.models import Membership
from tests.api.browser import Browser
from tests.api.client import JSON, PREFLIGHT, code_of
from tests.api.endpoints import Endpoint
from tests.api.world import World
from tests.database import inside

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(autouse=True)
def _in_the_demonstration(settings: Settings) -> None:
    settings.OPS_DEMO, settings.GRAPHIQL_TOKEN = True, "opsm_viewer"


def _page(endpoint: Endpoint) -> HttpResponseBase:
    return Client().get(endpoint.path, headers={"accept": BROWSER})


def _config(page: HttpResponseBase) -> dict[str, Any]:
    found = re.search(r'data-config="([^"]*)"', getattr(page, "content", b"").decode())
    assert found
    config: dict[str, Any] = json.loads(html.unescape(found[1]))
    return config


def test_a_browser_gets_the_page_with_the_examples_in_its_tabs(endpoint: Endpoint) -> None:
    page = _page(endpoint)
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert _config(page)["queries"] == list(endpoint.examples)
    assert len(endpoint.examples) >= 4


@pytest.mark.parametrize("accept", ["", "*/*", JSON])
def test_others_get_json(endpoint: Endpoint, accept: str) -> None:
    answer = Client().get(endpoint.path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json; charset=utf-8")


def test_a_query_in_the_address_is_answered_and_not_shown(endpoint: Endpoint) -> None:
    answer = Client().get(endpoint.path, {"query": "{ __typename }"}, headers={"accept": BROWSER, **PREFLIGHT})
    assert answer.json() == {"data": {"__typename": "Query"}}


def test_a_link_with_a_query_in_it_neither_asks_nor_shows_the_page(endpoint: Endpoint) -> None:
    answer = Client().get(endpoint.path, {"query": "{ __typename }"}, headers={"accept": BROWSER})
    assert (answer.status_code, code_of(answer)) == (400, "BAD_REQUEST")


def test_in_the_demonstration_it_opens_with_the_viewers_token(endpoint: Endpoint) -> None:
    config = _config(_page(endpoint))
    assert (json.loads(config["headers"]), config["csrfToken"]) == ({"Authorization": "Bearer opsm_viewer"}, "")


def test_elsewhere_it_is_for_who_is_signed_in(endpoint: Endpoint, one: World, settings: Settings) -> None:
    settings.OPS_DEMO = False
    away = _page(endpoint)
    assert (away.status_code, away.headers["Location"]) == (302, f"/sign-in/?next={endpoint.path}")

    with inside(one.id):
        member = Membership.objects.get(role=Role.VIEWER)
    page = Browser.of(member).page(endpoint.path)
    assert page.status_code == 200
    assert (_config(page)["headers"], len(_config(page)["csrfToken"])) == ("", 64)
    assert b"opsm_viewer" not in getattr(page, "content", b"")


def test_the_policy_lets_in_nothing_from_elsewhere(endpoint: Endpoint) -> None:
    first, second = (_page(endpoint).headers["Content-Security-Policy"] for _ in range(2))
    policy = dict(directive.split(" ", 1) for directive in first.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert not re.search(r"https?:|unsafe|\*", first)
    assert first != second, "the nonce is another each time"


def test_the_page_loads_only_files_that_are_here(endpoint: Endpoint) -> None:
    text = getattr(_page(endpoint), "content", b"").decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert {address.removeprefix(f"{endpoint.path}assets/") for address in loaded if address != "data:,"} == set(ASSETS)
    for address in loaded[1:]:
        asset = Client().get(address)
        assert asset.status_code == 200
        assert asset.getvalue()


@pytest.mark.parametrize("name", ["page.html", "page.py", "..", "SHA256SUMS", "%2e%2e%2fpage.py"])
def test_no_other_file_is_served(endpoint: Endpoint, name: str) -> None:
    assert Client().get(f"{endpoint.path}assets/{name}").status_code == 404


def test_the_vendored_files_are_those_of_their_packages() -> None:
    for line in (HERE / "vendor" / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((HERE / "vendor" / name).read_bytes()).hexdigest() == digest


def test_every_example_is_valid_and_says_what_it_is_for(endpoint: Endpoint) -> None:
    for example in endpoint.examples:
        assert example.startswith("# ")
        assert validate(endpoint.schema, parse(example)) == []

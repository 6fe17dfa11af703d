"""Headers by which browsers keep an answer harmless are on every one, and pages of others may ask where allowed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.api.client import JSON, PREFLIGHT

ORIGIN = "https://front.example"
ANSWERS: dict[str, tuple[int, Callable[[Client], Any]]] = {
    "an answer": (200, lambda client: client.post("/graphql/", {"query": "{ __typename }"}, content_type=JSON)),
    "a refusal": (415, lambda client: client.post("/graphql/", "x", content_type="text/plain")),
    "not signed in": (
        401,
        lambda client: client.post("/graphql/", {"query": "{ viewer { name } }"}, content_type=JSON),
    ),
    "the page": (200, lambda client: client.get("/graphql/", headers={"accept": "text/html"})),
    "a file": (200, lambda client: client.get("/graphql/assets/start.js")),
    "no file": (404, lambda client: client.get("/graphql/assets/none.js")),
    "a file that is sent to": (405, lambda client: client.post("/graphql/assets/start.js")),
    "a form that is too long": (413, lambda client: client.post("/sign-in/", {"password": "x" * 20_001})),
    "nothing": (404, lambda client: client.get("/none")),
    "another name": (400, lambda client: client.get("/graphql/", headers={"host": "evil.example"})),
    "a redirect": (302, lambda client: client.get("/")),
    "alive": (200, lambda client: client.get("/healthz")),
    "the methods": (204, lambda client: client.options("/graphql/")),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_has_them(kind: str, settings: Settings) -> None:
    settings.OPS_DEMO, settings.GRAPHIQL_TOKEN = True, "opsm_viewer"  # where the page is everybody's
    status, ask = ANSWERS[kind]
    answer = ask(Client())
    answer.close()

    assert answer.status_code == status
    policy = dict(directive.split(" ", 1) for directive in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert {
        name: answer.headers[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")
    } == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
    }
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if kind != "the page"])
def test_nothing_but_the_page_may_load_or_run_anything(kind: str) -> None:
    answer = ANSWERS[kind][1](Client())
    answer.close()

    assert (
        answer.headers["Content-Security-Policy"]
        == "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _asked_first(origin: str) -> Any:
    headers = {"origin": origin, "access-control-request-method": "POST"}
    return Client().options("/graphql/", headers={**headers, "access-control-request-headers": "authorization"})


def test_a_page_that_may_ask_is_told_what_it_may_send_and_read(settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]
    before = _asked_first(ORIGIN)

    assert before.status_code == 200
    assert before.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert set(before.headers["Access-Control-Allow-Headers"].split(", ")) == {
        *("authorization", "content-type", "idempotency-key", "x-request-id"),
        *("apollo-require-preflight", "x-requested-with"),
    }
    assert before.headers["Access-Control-Allow-Methods"] == "GET, POST"
    asked = Client().get("/graphql/", {"query": "{ __typename }"}, headers={"origin": ORIGIN, **PREFLIGHT})
    assert asked.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert set(asked.headers["Access-Control-Expose-Headers"].split(", ")) == {
        *("Retry-After", "Idempotency-Replayed", "X-Request-ID")
    }
    assert "Access-Control-Allow-Credentials" not in asked.headers
    assert "origin" in asked.headers["Vary"].lower()


@pytest.mark.parametrize("origin", ["https://evil.example", "https://front.example.evil.example", "null", "http://["])
def test_any_other_page_is_told_nothing(settings: Settings, origin: str) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]

    assert "Access-Control-Allow-Origin" not in _asked_first(origin).headers


def test_behind_a_proxy_plain_http_is_led_to_https_and_https_is_kept_to(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER, settings.SECURE_SSL_REDIRECT = ("HTTP_X_FORWARDED_PROTO", "https"), True
    plain = Client().get("/graphql/")
    over_tls = Client().options("/graphql/", headers={"x-forwarded-proto": "https"})

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/graphql/")
    assert over_tls.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert Client().get("/healthz").status_code == 200

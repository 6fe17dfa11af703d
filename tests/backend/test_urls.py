"""The addresses that a person types, and what a client is told that took another."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from backend.urls import handler400, handler403, handler404, handler500  # noqa: F401 - they are this module's too
from tests.api.client import JSON, answer_of, code_of


@pytest.mark.parametrize(
    ("typed", "led_to"),
    [("/", "/graphql/"), ("/graphql", "/graphql/"), ("/graphql?query=%7Ba%7D", "/graphql/?query=%7Ba%7D")],
)
def test_whoever_types_less_is_led_to_the_page(typed: str, led_to: str) -> None:
    answer = Client().get(typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, led_to)


def test_what_no_form_of_ours_sent_is_refused_in_json() -> None:
    answer = Client(enforce_csrf_checks=True).post("/healthz")

    assert (answer.status_code, code_of(answer)) == (403, "BAD_REQUEST")


@pytest.mark.parametrize("address", ["/", "/graphql"])
def test_a_client_that_leaves_the_slash_out_is_told_where_the_api_is(address: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(address, {"query": "{ __typename }"}, content_type=JSON)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer_of(answer) == {
        "errors": [
            {
                "message": "The API is at /graphql/, with the slash: send it there.",
                "extensions": {"code": "BAD_REQUEST"},
            }
        ]
    }


@pytest.mark.parametrize("address", ["/api", "/graphql/x", "/graphql//", "/%00", "/%ff"])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_where_there_is_nothing_one_is_told_where_the_api_is(address: str, method: str) -> None:
    answer = Client().generic(method, address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json; charset=utf-8")
    if method != "HEAD":
        assert code_of(answer) == "BAD_REQUEST"
        assert answer_of(answer)["errors"][0]["message"] == "There is nothing at this address; the API is at /graphql/."


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1, evil.example"])
def test_a_name_that_it_is_not_served_under_gets_nothing(host: str, caplog: pytest.LogCaptureFixture) -> None:
    page = Client().get("/graphql/", headers={"host": host, "accept": "text/html"})

    assert (page.status_code, code_of(page)) == (400, "BAD_REQUEST")
    assert "OPS_HOSTS" in answer_of(page)["errors"][0]["message"]
    assert caplog.records == [], "whoever tries names must not fill the log"


def _fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret of the inside")


urlpatterns = [path("fails", _fail)]


def test_what_nobody_expected_is_answered_with_the_id_that_it_is_logged_under(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ROOT_URLCONF = __name__
    with caplog.at_level(logging.ERROR):
        answer = Client(raise_request_exception=False).get("/fails")

    (error,) = answer_of(answer)["errors"]
    assert (answer.status_code, error["message"], error["extensions"]["code"]) == (500, "internal error", "INTERNAL")
    assert b"secret" not in answer.content
    assert any(error["extensions"]["id"] in record.getMessage() and record.exc_info for record in caplog.records)

"""What goes wrong inside is told with a code and a sentence, and nothing of the inside."""

import json
import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import Settings

from ops_model.selectors.reading import Reading
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of, code_of
from tests.api.endpoints import Endpoint
from tests.api.world import World


def test_an_unexpected_error_shows_nothing_but_the_id_under_which_it_is_logged(
    endpoint: Endpoint, member: Api, one: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(Reading, "of_seat_at", fail)
    with caplog.at_level(logging.ERROR):
        answer = member.answer(endpoint.of_slug, slug=one.slug)
    (error,) = answer["errors"]
    assert error["message"] == "internal error"
    assert answer["data"] == dict.fromkeys(error["path"])
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in json.dumps(answer)
    logged = [record for record in caplog.records if error["extensions"]["id"] in record.getMessage()]
    assert [str(record.exc_info[1]) for record in logged if record.exc_info] == ["secret of the inside"]


@contextmanager
def _statements_replaced(sql: str) -> Generator[None]:
    """Let every statement after the opening one be another."""

    def replaced(run: Callable[..., Any], asked: str, parameters: Any, many: Any, context: Any) -> Any:
        return run(asked, parameters, many, context) if "set_config" in asked else run(sql, None, many, context)

    with override_settings(OPS_PREPARE=False), connection.execute_wrapper(replaced):
        yield


@pytest.mark.parametrize("media_type", [JSON, GRAPHQL_RESPONSE])
def test_a_statement_that_takes_too_long_is_a_timeout(
    endpoint: Endpoint, member: Api, one: World, settings: Settings, media_type: str
) -> None:
    settings.GRAPHQL_LIMITS = {"statement_timeout_ms": 50, "reporting_timeout_ms": 50}
    with _statements_replaced("SELECT pg_sleep(10)"):
        response = member.post(_asked(endpoint, one), accept=media_type)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert answer_of(response) == {
        "errors": [
            {
                "message": "The operation took too long; ask for less at once, or try again later.",
                "extensions": {"code": "TIMEOUT"},
            }
        ]
    }
    assert member.data(endpoint.signed_in)


def test_what_the_database_says_is_not_shown(
    endpoint: Endpoint, member: Api, one: World, caplog: pytest.LogCaptureFixture
) -> None:
    with _statements_replaced("SELECT secret FROM no_such_table"), caplog.at_level(logging.ERROR):
        response = member.post(_asked(endpoint, one))
    (error,) = answer_of(response)["errors"]
    assert (response.status_code, error["message"], error["extensions"]["code"]) == (500, "internal error", "INTERNAL")
    assert any(error["extensions"]["id"] in record.getMessage() for record in caplog.records)


def test_a_database_that_went_away_is_said_to_be_gone_and_is_found_again(
    endpoint: Endpoint, member: Api, one: World
) -> None:
    with _statements_replaced("SELECT pg_terminate_backend(pg_backend_pid())"):
        response = member.post(_asked(endpoint, one))
    assert (response.status_code, code_of(response), response.headers["Retry-After"]) == (503, "TIMEOUT", "2")
    connection.close()
    assert member.data(endpoint.signed_in)


def _asked(endpoint: Endpoint, one: World) -> str:
    return json.dumps({"query": endpoint.of_slug, "variables": {"slug": one.slug}})

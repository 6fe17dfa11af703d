"""Nobody sends more to a page than a form is."""

import pytest
from django.test import Client

from tests.api.client import JSON, answer_of

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("address", ["/sign-in/", "/healthz", "/sign-in/password/", "/nothing"])
@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", JSON])
def test_what_is_larger_than_a_form_is_refused_unread(address: str, kind: str) -> None:
    answer = Client().post(address, data=b"a&" * 10_001, content_type=kind)

    assert answer.status_code == 413
    assert "20000 bytes" in answer_of(answer)["errors"][0]["message"]


@pytest.mark.parametrize("headers", [{"transfer-encoding": "chunked"}, {"content-length": "many"}])
def test_it_has_to_be_said_how_large_it_is(headers: dict[str, str]) -> None:
    answer = Client().post("/sign-in/", data=b"a", content_type=FORM, headers=headers)

    assert answer.status_code == 411


def test_the_api_has_a_limit_of_its_own() -> None:
    body = b'{"query": "{ __typename }", "variables": {"a": "' + b"x" * 30_000 + b'"}}'

    assert Client().post("/graphql/", data=body, content_type=JSON).status_code == 200

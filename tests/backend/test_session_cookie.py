"""A cookie that is no session's key is as if it had not been sent."""

import pytest
from django.conf import settings
from django.test import Client

from backend.wsgi import application
from tests.api.client import JSON, code_of

ASKED = b'{"query": "{ viewer { name } }"}'


@pytest.mark.parametrize("cookie", ["", '"abc\\000defghijklmnopq"', "x" * 33, "../../etc", "A" * 32])
def test_it_signs_nobody_in_and_breaks_nothing(cookie: str, committed: None) -> None:
    client = Client(headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"})

    answer = client.post("/graphql/", data=ASKED, content_type=JSON)
    assert (answer.status_code, code_of(answer)) == (401, "UNAUTHENTICATED")
    assert client.get("/sign-in/").status_code == 200


def test_a_content_type_that_names_no_character_set_is_refused() -> None:
    told: list[str] = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/graphql/", "CONTENT_TYPE": "application/json; a*=bogus''x"}
    environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "CONTENT_LENGTH": "0"}
    body = b"".join(application(environ, lambda status, _: told.append(status)))

    assert told == ["415 Unsupported Media Type"]
    assert b"BAD_REQUEST" in body

"""The addresses that a person types."""

import pytest
from django.test import Client


@pytest.mark.parametrize("typed", ["/", "/graphql"])
def test_whoever_types_less_is_led_to_the_page(typed: str) -> None:
    answer = Client().get(typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/graphql/")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1, evil.example"])
def test_a_name_that_it_is_not_served_under_gets_nothing(host: str) -> None:
    page = Client().get("/graphql/", headers={"host": host, "accept": "text/html"})

    assert page.status_code == 400
    assert b"GraphiQL" not in page.content

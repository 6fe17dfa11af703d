"""The addresses that a person types."""

import pytest
from django.test import Client


@pytest.mark.parametrize("typed", ["/", "/graphql"])
def test_whoever_types_less_is_led_to_the_page(typed: str) -> None:
    answer = Client().get(typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/graphql/")

"""The address by which tries to sign in are counted."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from backend.client_address import client_address


@pytest.mark.parametrize(
    ("noted", "behind_a_proxy", "address"),
    [
        ("", False, "192.0.2.1"),
        ("", True, "192.0.2.1"),
        ("198.51.100.7", False, "192.0.2.1"),
        ("198.51.100.7", True, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", True, "198.51.100.7"),
        ("198.51.100.7:5678", True, "198.51.100.7"),
        ("[2001:db8::1]:99", True, "2001:db8::1"),
        ("2001:db8::1", True, "2001:db8::1"),
        ("unknown", True, "192.0.2.1"),
        ("a\\0b", True, "192.0.2.1"),
    ],
)
def test_it_is_what_the_proxy_noted_last_and_without_a_proxy_the_connections(
    noted: str, address: str, settings: Settings, *, behind_a_proxy: bool
) -> None:
    settings.OPS_TLS_PROXY = behind_a_proxy
    headers = {"x-forwarded-for": noted} if noted else {}
    request = RequestFactory().get("/sign-in/", REMOTE_ADDR="192.0.2.1", headers=headers)
    assert client_address(request) == address

"""What a client gets that speaks to the server's socket itself: the web server in front answers likewise."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from pytest_django.plugin import DjangoDbBlocker

from backend.web_supervisor import HOST
from tests.served import Served, served

TYPENAME = b'{"query": "{ __typename }"}'
POST = b"POST /graphql/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n"
GET = b"GET /graphql/?query=%7B__typename%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"


def _length(length: int) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % length


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Served]:
    """Have the product served behind a proxy that ends TLS, for all tests of this module."""
    with django_db_blocker.unblock(), served(OPS_TLS_PROXY="1") as running:
        yield running


def _sent(server: Served, request: bytes, *, over_tls: bool = True) -> tuple[int, bytes, bytes]:
    """Send bytes as they are; the status, the head and the body of the answer, which may come before all is sent."""
    if over_tls:
        line, _, rest = request.partition(b"\r\n")
        request = line + b"\r\nX-Forwarded-Proto: https\r\n" + rest
    with closing(socket.create_connection((HOST, server.server.port), timeout=30)) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (POST + _length(len(TYPENAME)) + TYPENAME, 200),
        (GET + b"X-Requested-With: a\r\n\r\n", 200),
        (GET + b"\r\n", 400),
        (POST + b"\r\n", 400),
        (POST + _length(50_000_000), 413),
        (POST + _length(1_000_001) + b" " * 1_000_001, 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n1b\r\n" + TYPENAME + b"\r\n0\r\n\r\n", 411),
        (POST + _length(600_001) + b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400),
        (POST + _length(5) + b"\xff\xfe{}\x00", 400),
        (POST.replace(b"/graphql/", b"/graphql") + _length(len(TYPENAME)) + TYPENAME, 405),
        (POST.replace(b"POST", b"TRACE") + b"\r\n", 405),
    ],
)
def test_what_is_sent_is_answered_in_json(server: Served, request_: bytes, status: int) -> None:
    answered, head, body = _sent(server, request_)

    assert answered == status, body
    assert b"application/json" in head
    answer = json.loads(body)
    assert answer == {"data": {"__typename": "Query"}} if status == 200 else answer["errors"][0]["extensions"]["code"]


def test_another_name_is_refused_in_json(server: Served) -> None:
    status, head, body = _sent(server, POST.replace(b"127.0.0.1", b"evil.example") + b"\r\n")

    assert (status, b"application/json" in head, b"BAD_REQUEST" in body) == (400, True, True)


def test_head_has_no_body(server: Served) -> None:
    asked = GET.replace(b"GET", b"HEAD") + b"X-Requested-With: a\r\n\r\n"

    status, head, body = _sent(server, asked)
    assert (status, body) == (200, b"")
    assert b"application/json" in head


def test_who_comes_by_plain_http_is_led_to_https(server: Served) -> None:
    status, head, _ = _sent(server, GET + b"\r\n", over_tls=False)

    assert status == 301
    assert b"location: https://127.0.0.1/graphql/" in head.lower()


def test_after_all_that_it_is_healthy(server: Served) -> None:
    for _ in range(20):
        assert _sent(server, POST + _length(len(TYPENAME)) + TYPENAME)[0] == 200

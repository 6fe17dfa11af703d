"""A client that costs little beside what it asks: prepared bytes over connections that are kept."""

import json
import selectors
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

HOST = "127.0.0.1"
ANSWER_SECONDS = 120.0

FAILURES = (b'"errors":[', b'"userErrors":[{')
"""What an answer holds that is OK by its status alone: it must not be counted."""

Exchange = Sequence[bytes]
"""Requests that are sent one after another, and count as one."""


class AnswerError(Exception):
    """An answer that is none: its status or its length is missing, or it says that something failed."""


@dataclass(frozen=True, slots=True)
class Burst:
    """How many exchanges were answered in how many seconds."""

    answered: int
    seconds: float


def post(path: str, body: Mapping[str, Any], **headers: str) -> bytes:
    """Return the bytes of a request with a JSON body."""
    return post_text(path, json.dumps(body), **{"Content-Type": "application/json", **headers})


def post_text(path: str, body: str, **headers: str) -> bytes:
    """Return the bytes of a request with this body."""
    content = body.encode()
    lines = {"Host": HOST, "Content-Length": str(len(content)), **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + content


def answer(port: int, request: bytes) -> Any:
    """Send one request by a connection of its own and return the JSON of the answer's body. Raises AnswerError."""
    with socket.create_connection((HOST, port), timeout=ANSWER_SECONDS) as connection:
        connection.sendall(request)
        reading = Reading()
        while (body := reading.take(connection.recv(1 << 16))) is None:
            pass
    return json.loads(body)


def burst(port: int, exchanges: Iterator[Exchange], *, connections: int, seconds: float) -> Burst:
    """Ask by several connections, each sending when it has been answered, until so many seconds have passed and all
    that was begun is answered. Raises AnswerError for an answer that is not OK, or says that something failed."""
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        began = ended = time.perf_counter()
        for _ in range(connections):
            connection = stack.enter_context(socket.create_connection((HOST, port)))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, Asking(connection, next(exchanges)))
        answered = 0
        while selector.get_map():
            events = selector.select(ANSWER_SECONDS)
            if not events:
                raise AnswerError(f"No answer within {ANSWER_SECONDS:.0f} seconds.")
            for key, _ in events:
                asking: Asking = key.data
                if asking.goes_on():
                    continue
                answered, ended = answered + 1, time.perf_counter()
                if ended - began < seconds:
                    asking.begin(next(exchanges))
                else:
                    selector.unregister(key.fileobj)
    return Burst(answered, ended - began)


class Asking:
    """One connection in the middle of an exchange."""

    def __init__(self, connection: socket.socket, exchange: Exchange) -> None:
        """Take the connection and send the first request."""
        self._connection = connection
        self.begin(exchange)

    def begin(self, exchange: Exchange) -> None:
        """Send the first request of an exchange."""
        self._left = iter(exchange)
        self._send(next(self._left))

    def goes_on(self) -> bool:
        """Take what has come, and send the next request where an answer is whole; whether more is to come. Raises
        AnswerError."""
        body = self._reading.take(self._connection.recv(1 << 18))
        if body is None:
            return True
        if any(word in body for word in FAILURES):
            raise AnswerError(body.decode(errors="replace")[:1000])
        request = next(self._left, None)
        if request is not None:
            self._send(request)
        return request is not None

    def _send(self, request: bytes) -> None:
        self._connection.sendall(request)
        self._reading = Reading()


class Reading:
    """An answer that comes in pieces."""

    def __init__(self) -> None:
        """Begin without anything."""
        self._pieces: list[bytes] = []
        self._missing: int | None = None

    def take(self, piece: bytes) -> bytes | None:
        """Take the next piece; the body, once it is whole. Raises AnswerError."""
        if not piece:
            raise AnswerError("The connection was closed.")
        self._pieces.append(piece)
        if self._missing is None:
            self._read_head()
        else:
            self._missing -= len(piece)
        if self._missing is None or self._missing > 0:
            return None
        return b"".join(self._pieces).partition(b"\r\n\r\n")[2]

    def _read_head(self) -> None:
        head, found, body = b"".join(self._pieces).partition(b"\r\n\r\n")
        if not found:
            return
        first, *lines = head.lower().split(b"\r\n")
        lengths = [line.partition(b":")[2] for line in lines if line.startswith(b"content-length:")]
        if b" 200 " not in first + b" " or not lengths:
            raise AnswerError(b"".join(self._pieces).decode(errors="replace")[:1000])
        self._missing = int(lengths[0]) - len(body)

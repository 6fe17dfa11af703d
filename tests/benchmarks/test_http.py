"""The client of the benchmark counts whole answers, and takes nothing for one that is none."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest

from benchmarks.harness.http import AnswerError, Reading, answer, burst, post


class Echo(BaseHTTPRequestHandler):
    """Answers with the body that it gets; to /no with 500."""

    protocol_version = "HTTP/1.1"
    asked: list[str] = []

    def do_POST(self) -> None:
        """Answer."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(self.path)
        self.send_response(500 if self.path == "/no" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Be silent."""


@contextmanager
def echoing() -> Generator[int]:
    """Have the server; its port."""
    Echo.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_an_answer_is_read_whole() -> None:
    with echoing() as port:
        assert answer(port, post("/", {"a": "ä" * 300_000})) == {"a": "ä" * 300_000}


def test_an_exchange_counts_when_its_last_request_is_answered() -> None:
    with echoing() as port:
        done = burst(port, repeat((post("/1", {}), post("/2", {}))), connections=3, seconds=0.3)
        assert done.answered >= 3
        assert Echo.asked.count("/1") == Echo.asked.count("/2") == done.answered
        assert 0.3 <= done.seconds < 5


def test_a_failure_is_not_counted_as_an_answer() -> None:
    with echoing() as port, pytest.raises(AnswerError, match="500"):
        burst(port, repeat((post("/no", {}),)), connections=1, seconds=1)


def test_pieces_of_any_size_make_one_answer() -> None:
    whole = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde"
    reading = Reading()
    told = [reading.take(whole[place : place + 1]) for place in range(len(whole))]
    assert told[-1] == b"abcde"
    assert set(told[:-1]) == {None}

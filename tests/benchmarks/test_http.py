"""The client of the benchmark counts whole answers, and takes nothing for one that is none."""

import json
from itertools import repeat

import pytest

from benchmarks.harness.http import AnswerError, Reading, answer, burst, post, post_text
from tests.benchmarks.echo import Echo, echoing


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


@pytest.mark.parametrize("said", [{"errors": [{"message": "no"}]}, {"data": {"userErrors": [{"code": "INVALID"}]}}])
def test_an_answer_that_tells_of_a_failure_is_none(said: dict[str, object]) -> None:
    body = json.dumps(said, separators=(",", ":"))
    with echoing() as port, pytest.raises(AnswerError, match=r"no|INVALID"):
        burst(port, repeat((post_text("/", body),)), connections=1, seconds=1)


def test_pieces_of_any_size_make_one_answer() -> None:
    whole = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabcde"
    reading = Reading()
    told = [reading.take(whole[place : place + 1]) for place in range(len(whole))]
    assert told[-1] == b"abcde"
    assert set(told[:-1]) == {None}

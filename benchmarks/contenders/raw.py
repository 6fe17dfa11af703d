"""The limit of what any server over the roll-ups can do: see `benchmarks/raw`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.contenders.contender import Contender, Server
from benchmarks.contenders.python_server import python_served
from benchmarks.harness.http import post_text
from benchmarks.questions import WRITE, Write


def raw() -> Contender:
    """Return the contender."""
    return Contender(name="raw", serve=_serve, ask=_ask, record=_record)


@contextmanager
def _serve() -> Iterator[Server]:
    with python_served("raw", "benchmarks.raw.application:application", python=sys.executable) as server:
        yield server


def _ask(question: str, organisation: str) -> bytes:
    return post_text(f"/{question}", organisation)


def _record(write: Write) -> bytes:
    return post_text(f"/{WRITE}", "\n".join(write.in_words()))

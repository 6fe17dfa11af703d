"""What all contenders are to the benchmark."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from benchmarks.comparison import figures, one_list
from benchmarks.harness.http import AnswerError, Exchange, answer
from benchmarks.questions import READS, WRITE, Write


class MissingError(Exception):
    """A contender cannot be had here; the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: the port it answers on, and the process that all of its processes are below."""

    port: int
    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A server and how it is asked: for a question about an organisation, and to record a measurement."""

    name: str
    serve: Callable[[], AbstractContextManager[Server]]
    ask: Callable[[str, str], bytes]
    record: Callable[[Write], bytes] | None = None

    def exchanges(self, question: str, organisation: str, writes: Iterator[Write]) -> Iterator[Exchange]:
        """Yield without end what is sent for the question; a write takes the next of `writes`."""
        if question != WRITE:
            return repeat((self.ask(question, organisation),))
        if self.record is None:
            raise ValueError(f"{self.name} records nothing.")
        again = self.ask(READS[0], organisation)
        record = self.record
        return ((record(write), again) for write in writes)

    def figures(self, server: Server, question: str, organisation: str) -> Any:
        """Ask once and return what the answer says. Raises AnswerError where it has errors."""
        told = answer(server.port, self.ask(question, organisation))
        if not isinstance(told, dict) or told.get("errors"):
            raise AnswerError(f"{self.name}, {question}: {str(told)[:2000]}")
        return one_list(figures(told["data"]))

    def records(self, server: Server, write: Write) -> None:
        """Record one measurement. Raises AnswerError where it was not taken."""
        if self.record is None:
            raise ValueError(f"{self.name} records nothing.")
        told = answer(server.port, self.record(write))
        refused = told.get("errors") or [
            each.get("userErrors") for each in (told.get("data") or {}).values() if isinstance(each, dict)
        ]
        if any(refused):
            raise AnswerError(f"{self.name}, {WRITE}: {str(told)[:2000]}")

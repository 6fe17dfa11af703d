"""Answers that this process remembers, each as long as it is true.

The key is all that an answer depends on: who may see what, the document and its variables, the day, and the versions of
the data. Only what changes with these alone is remembered, and nothing with errors.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock

from cachetools import LRUCache
from graphql import GraphQLSchema

from ops_model.selectors.access import Seat

MOST_BYTES = 100_000_000
"""What the remembered answers may take together."""

OWN_BYTES = 2_000
"""What an entry takes beside its bytes."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on: the question by its digest, who asks, the days, and the versions in the seats."""

    schema: GraphQLSchema
    question: bytes
    days: tuple[tuple[Seat, date], ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The data of an answer as JSON, and what they cost."""

    data: bytes
    cost: int


class Answers:
    """Answers by their keys; the least recently used are forgotten first. Threads share it."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        """Remember at most so many bytes."""
        self._answers: LRUCache[Key, Remembered] = LRUCache(most_bytes, getsizeof=_bytes)
        self._lock = Lock()

    def get(self, key: Key) -> Remembered | None:
        """Return what is remembered; None for nothing."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: Key, answer: Remembered) -> None:
        """Remember an answer, unless it alone is more than may be remembered."""
        if _bytes(answer) <= self._answers.maxsize:
            with self._lock:
                self._answers[key] = answer


def _bytes(answer: Remembered) -> int:
    return OWN_BYTES + len(answer.data)

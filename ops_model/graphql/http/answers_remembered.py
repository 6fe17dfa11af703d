"""Answers that this process remembers, each as long as it is true.

The key is all that an answer depends on: who may see what, the document and its variables, the day, and the versions of
the data. Only what changes with these alone is remembered, and nothing with errors.
"""

import json
from dataclasses import dataclass
from datetime import date
from threading import Lock

from cachetools import LRUCache
from graphql import GraphQLSchema

from ops_model.graphql.http.request import GraphQLRequest
from ops_model.selectors.access import Seat
from ops_model.selectors.reading import Reading

MOST_BYTES = 100_000_000
"""What the remembered answers may take together."""

OWN_BYTES = 2_000
"""What an entry takes beside its bytes."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on. `variables` are as JSON, in order, each number as it was sent."""

    schema: GraphQLSchema
    query: str | None
    operation_name: str | None
    variables: str
    days: tuple[tuple[Seat, date], ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The data of an answer as JSON, and what they cost."""

    data: bytes
    cost: int


def answer_key(schema: GraphQLSchema, request: GraphQLRequest, reading: Reading) -> Key:
    """Return what the answer to a request depends on, once it is signed in."""
    variables = json.dumps(request.variables, sort_keys=True)
    return Key(schema, request.query, request.operation_name, variables, reading.days)


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

"""Clients that write under a key each time, and repeat whatever was not acknowledged until it is."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.killing.servers import HOST, SLUG

ADD = """mutation($input: MilestoneAddInput!) {
  milestoneAdd(input: $input) { milestone { id name } userErrors { code message } } }"""
MAKE = """mutation($input: InitiativeCreateInput!) {
  initiativeCreate(input: $input) { initiative { id } userErrors { code message } } }"""
HANGS_UP = 3
"""Of so many writes one client hangs up on the first try: the server may have committed by then, or be at it."""

GIVEN_UP = 90.0
"""Seconds after which a write that nobody acknowledges is a failure of the server."""


@dataclass(slots=True)
class Write:
    """One write: what is sent, and how it was acknowledged; `was_lost`: an answer before that one was lost."""

    name: str
    body: str
    key: str = field(default_factory=lambda: str(uuid4()))
    answer: bytes | None = None
    was_lost: bool = False

    @property
    def milestone_id(self) -> str:
        """The id of what was written, as it was acknowledged."""
        assert self.answer is not None
        return str(json.loads(self.answer)["data"]["milestoneAdd"]["milestone"]["id"])


@dataclass(frozen=True, slots=True)
class Response:
    """What came back: nothing (status None), or an answer."""

    status: int | None
    body: bytes = b""
    is_replayed: bool = False

    @property
    def outcome(self) -> str:
        """What kind of answer it is, in a word."""
        if self.status is None:
            return "no answer"
        errors = json.loads(self.body).get("errors", ())
        return errors[0]["extensions"]["code"] if errors else "acknowledged"


def post(port: int, token: str, body: str, key: str | None = None, *, patience: float | None = None) -> Response:
    """Send an operation; `patience` is after how many seconds the client hangs up, whatever has become of it."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    headers |= {"Idempotency-Key": key} if key else {}
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("POST", "/graphql/", body, headers)
        if patience is not None:
            time.sleep(patience)
            return Response(None)
        response = connection.getresponse()
        return Response(response.status, response.read(), response.headers.get("Idempotency-Replayed") == "true")
    except (OSError, http.client.HTTPException):
        return Response(None)
    finally:
        connection.close()


class Writer(threading.Thread):
    """A client that adds milestones to an initiative of its own, one after another, until it is told to stop. It never
    stops before its last one is acknowledged."""

    MAY_BE_REPEATED = frozenset({"no answer", "INTERNAL", "TIMEOUT", "IDEMPOTENCY_IN_PROGRESS"})

    def __init__(self, port: int, token: str, number: int, stop: threading.Event) -> None:
        """Take the server, who writes, the writer's number, and when to stop."""
        super().__init__(name=f"writer {number}")
        self.number, self.writes, self.outcomes = number, list[Write](), Counter[str]()
        self.failure: str | None = None
        self._port, self._token, self._stop_asked = port, token, stop
        self._draw = random.Random(number)  # noqa: S311 - it keeps no secret
        self._initiative = self._make_initiative()

    def run(self) -> None:
        """Write."""
        try:
            while not self._stop_asked.is_set():
                self._write()
        except Exception as error:
            self.failure = f"{self.name}: {error!r}"

    def send(self, write: Write, *, patience: float | None = None) -> Response:
        """Send a write, for the first time or again."""
        response = post(self._port, self._token, write.body, write.key, patience=patience)
        self.outcomes[response.outcome] += 1
        return response

    def _write(self) -> None:
        name = f"{self.number}-{len(self.writes)}"
        write = Write(name, self._body(ADD, initiative=self._initiative, name=name, dueOn="2030-01-01"))
        patience = None if len(self.writes) % HANGS_UP else self._draw.uniform(0, 0.1)
        self.writes.append(write)
        deadline = time.monotonic() + GIVEN_UP
        while write.answer is None:
            response = self.send(write, patience=patience)
            patience = None
            if response.outcome == "acknowledged":
                write.answer, write.was_lost = response.body, response.is_replayed
                assert json.loads(response.body)["data"]["milestoneAdd"]["userErrors"] == [], response.body
                return
            assert response.outcome in self.MAY_BE_REPEATED, response.body
            assert time.monotonic() < deadline, f"{name} was not acknowledged: {response.outcome}"
            time.sleep(0.02)

    def _make_initiative(self) -> str:
        given = {"organisation": SLUG, "code": f"I-{self.number}", "name": "Amid kills"}
        terms = [{"leverShares": [{"lever": "CULTURE"}]}]
        made = post(self._port, self._token, self._body(MAKE, **given, terms=terms))
        assert made.outcome == "acknowledged", made.body
        payload = json.loads(made.body)["data"]["initiativeCreate"]
        assert payload["userErrors"] == [], payload
        return str(payload["initiative"]["id"])

    @staticmethod
    def _body(query: str, **given: Any) -> str:
        return json.dumps({"query": query, "variables": {"input": given}})

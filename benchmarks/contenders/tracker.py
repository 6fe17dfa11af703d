"""The product, served as `manage.py serve` serves it, in each of its modes."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

from backend.web_supervisor import WebServer
from benchmarks.contenders.contender import Contender, Server
from benchmarks.dataset.organisations import token_of
from benchmarks.harness.http import post
from benchmarks.questions import WRITE, Write, document
from ops_model.graphql.tracker.node import global_id
from tests.served import free_port

MODES = {"first": "off", "state": "state", "repeat": "answers"}
"""What may be remembered between requests: nothing, the organisation's state, its answers too."""

PATH = "/graphql/"
REPORTING = "kpis_reporting"
"""A question that goes to the reporting API."""

REPORTING_PATH = "/graphql/reporting/"
SWITCH = "OPS_REMEMBER"
UNLIMITED = {"OPS_RATE_LIMIT": "1000000000"}
"""The limiter does its work and refuses nobody."""


def tracker(mode: str) -> Contender:
    """Return the product in a mode."""

    @contextmanager
    def serve() -> Iterator[Server]:
        surroundings = {**UNLIMITED, SWITCH: MODES[mode]}
        with mock.patch.dict(os.environ, surroundings), WebServer(free_port()) as server:
            server.wait_until_it_answers()
            yield Server(server.port, server.pid)

    return Contender(name=f"tracker_{mode}", serve=serve, ask=ask, record=record)


def ask(question: str, organisation: str) -> bytes:
    """Return the request of a question."""
    variables = {"organisation": organisation}
    if question != REPORTING:
        return request(organisation, question, variables)
    body = {"query": document("reporting", "kpis"), "variables": variables}
    return post(REPORTING_PATH, body, **headers(organisation))


def record(write: Write) -> bytes:
    """Return the request that records a measurement."""
    kpi = global_id("Kpi", write.kpi_id)
    variables = {"kpi": kpi, "observedOn": write.observed_on.isoformat(), "value": write.value}
    return request(write.organisation, WRITE, variables)


def request(organisation: str, name: str, variables: Mapping[str, Any]) -> bytes:
    """Return the request of a document with its variables, of whoever may do everything in the organisation."""
    return post(PATH, {"query": document("tracker", name), "variables": variables}, **headers(organisation))


def headers(organisation: str) -> dict[str, str]:
    """Return what a request carries."""
    return {"Content-Type": "application/json", "Authorization": f"Bearer {token_of(organisation)}"}

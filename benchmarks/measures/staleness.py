"""Whether anybody reads what was already corrected: sixteen writers and sixteen readers of the mode that remembers
most."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from itertools import count, cycle
from typing import Any

from benchmarks.bench import Bench
from benchmarks.contenders.tracker import MODES, PATH, headers
from benchmarks.dataset.courses import kpi_goal
from benchmarks.dataset.kpis import kpi_code
from benchmarks.dataset.organisations import SEED
from benchmarks.dataset.rows import identifiers
from benchmarks.dataset.shapes import AS_OF
from benchmarks.harness.http import HOST, AnswerError
from benchmarks.questions import WRITE, document
from ops_model.domain.progress.vocabulary import Aggregation
from ops_model.graphql.tracker.node import global_id

EACH = 16
BURSTS = 10
"""For how many bursts they read and write."""


def staleness_counted(bench: Bench) -> None:
    """Let every writer correct one KPI's newest measurement again and again, each time to a greater value, and every
    reader ask for the KPIs in turn: an answer below what was acknowledged before it was asked for is stale."""
    own = [f"tracker_{mode}" for mode in MODES if f"tracker_{mode}" in bench.running][-1]
    office = Office(bench.base.slug, bench.base.kpis, bench.running[own].server.port)
    ends = time.monotonic() + BURSTS * bench.seconds
    with ThreadPoolExecutor(2 * EACH) as pool:
        writing = [pool.submit(office.write, number, ends) for number in office.numbers]
        reading = [pool.submit(office.read, place, ends) for place in range(EACH)]
    written = sum(each.result() for each in writing)
    found = [each.result() for each in reading]
    reads, stale = (float(sum(values)) for values in zip(*found, strict=True))
    for name, value in (("stale_reads", stale), ("stale_reads_of", reads), ("stale_reads_beside_writes", written)):
        bench.results.compare(name, [float(value)], [1.0])


class Office:
    """KPIs that are corrected: of each the greatest value that was acknowledged."""

    def __init__(self, organisation: str, kpis: int, port: int) -> None:
        """Take the first KPIs whose value is their newest measurement."""
        self.organisation, self.port = organisation, port
        latest = (number for number in range(kpis) if kpi_goal(number).aggregation is Aggregation.LATEST)
        self.numbers = [number for number, _ in zip(latest, range(EACH), strict=False)]
        ids = identifiers(SEED, organisation, "kpi")
        self.ids = [global_id("Kpi", next(ids)) for _ in range(kpis)]
        self.acknowledged = dict.fromkeys(self.numbers, float("-inf"))

    def write(self, number: int, ends: float) -> int:
        """Correct one KPI until the end; how often."""
        with closing(HTTPConnection(HOST, self.port, timeout=60)) as connection:
            ask = partial(self._ask, connection, WRITE)
            for value in count(1):
                given = {"kpi": self.ids[number], "observedOn": AS_OF.isoformat(), "value": str(value)}
                if ask(given)["measurementRecord"]["userErrors"]:
                    raise AnswerError(f"{kpi_code(number)} was not corrected.")
                self.acknowledged[number] = value
                if time.monotonic() > ends:
                    return value
        raise AssertionError("count never ends")

    def read(self, place: int, ends: float) -> tuple[int, int]:
        """Ask for the KPIs in turn until the end, each reader beginning with another; how often, and how many answers
        were stale."""
        reads = stale = 0
        numbers = self.numbers[place:] + self.numbers[:place]
        with closing(HTTPConnection(HOST, self.port, timeout=60)) as connection:
            ask: Callable[[dict[str, str]], Any] = partial(self._ask, connection, "kpi_value")
            for number in cycle(numbers):
                known = self.acknowledged[number]
                told = ask({"organisation": self.organisation, "code": kpi_code(number)})
                value = told["organisation"]["kpi"]["progress"]["value"]
                reads, stale = reads + 1, stale + (known > float("-inf") and value < known)
                if time.monotonic() > ends:
                    break
        return reads, stale

    def _ask(self, connection: HTTPConnection, name: str, variables: dict[str, str]) -> Any:
        body = json.dumps({"query": document("tracker", name), "variables": variables})
        connection.request("POST", PATH, body, headers(self.organisation))
        told = json.loads(connection.getresponse().read())
        if told.get("errors"):
            raise AnswerError(str(told)[:1000])
        return told["data"]

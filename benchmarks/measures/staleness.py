"""Whether anybody reads what was already corrected: sixteen writers and sixteen readers of the mode that remembers
most, in one of the small organisations, where there is time for many answers."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from itertools import count, cycle
from threading import Lock
from typing import Any

from tqdm import tqdm

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
READS, BURSTS = 100_000, 100
"""They go on until so many answers were looked at, but not for longer than so many bursts take."""


def staleness_counted(bench: Bench) -> None:
    """Let every writer correct one KPI's newest measurement again and again, each time to a greater value, and every
    reader ask for the KPIs in turn: an answer below what was acknowledged before it was asked for is stale."""
    own = [f"tracker_{mode}" for mode in MODES if f"tracker_{mode}" in bench.running][-1]
    small = bench.size.shapes()[1]
    office = Office(small.slug, small.kpis, bench.running[own].server.port)
    ends = time.monotonic() + BURSTS * bench.seconds
    with ThreadPoolExecutor(2 * EACH) as pool, tqdm(total=READS, desc="staleness", unit="read") as bar:
        working = [pool.submit(office.write, number) for number in office.numbers]
        working += [pool.submit(office.read, place) for place in range(EACH)]
        try:
            while office.reads < READS and time.monotonic() < ends and not any(each.done() for each in working):
                time.sleep(0.5)
                bar.update(office.reads - bar.n)
        finally:
            office.closes = True
    for each in working:
        each.result()
    told = {"stale_reads": office.stale, "stale_reads_of": office.reads, "stale_reads_beside_writes": office.written}
    for name, value in told.items():
        bench.results.compare(name, [float(value)], [1.0])


class Office:
    """KPIs that are corrected, until it `closes`: of each the greatest value that was acknowledged; and how often was
    read, what was stale, and written."""

    def __init__(self, organisation: str, kpis: int, port: int) -> None:
        """Take the first KPIs whose value is their newest measurement."""
        self.organisation, self.port = organisation, port
        latest = (number for number in range(kpis) if kpi_goal(number).aggregation is Aggregation.LATEST)
        self.numbers = [number for number, _ in zip(latest, range(EACH), strict=False)]
        ids = identifiers(SEED, organisation, "kpi")
        self.ids = [global_id("Kpi", next(ids)) for _ in range(kpis)]
        self.acknowledged = dict.fromkeys(self.numbers, float("-inf"))
        self.closes = False
        self.reads = self.stale = self.written = 0
        self._lock = Lock()

    def write(self, number: int) -> None:
        """Correct one KPI again and again."""
        with closing(HTTPConnection(HOST, self.port, timeout=60)) as connection:
            ask = partial(self._ask, connection, WRITE)
            for value in count(1):
                given = {"kpi": self.ids[number], "observedOn": AS_OF.isoformat(), "value": str(value)}
                if ask(given)["measurementRecord"]["userErrors"]:
                    raise AnswerError(f"{kpi_code(number)} was not corrected.")
                self.acknowledged[number] = value
                with self._lock:
                    self.written += 1
                if self.closes:
                    return

    def read(self, place: int) -> None:
        """Ask for the KPIs in turn, each reader beginning with another."""
        numbers = self.numbers[place:] + self.numbers[:place]
        with closing(HTTPConnection(HOST, self.port, timeout=60)) as connection:
            ask: Callable[[dict[str, str]], Any] = partial(self._ask, connection, "kpi_value")
            for number in cycle(numbers):
                known = self.acknowledged[number]
                told = ask({"organisation": self.organisation, "code": kpi_code(number)})
                value = told["organisation"]["kpi"]["progress"]["value"]
                with self._lock:
                    self.reads += 1
                    self.stale += known > float("-inf") and value < known
                if self.closes:
                    return

    def _ask(self, connection: HTTPConnection, name: str, variables: dict[str, str]) -> Any:
        body = json.dumps({"query": document("tracker", name), "variables": variables})
        connection.request("POST", PATH, body, headers(self.organisation))
        told = json.loads(connection.getresponse().read())
        if told.get("errors"):
            raise AnswerError(str(told)[:1000])
        return told["data"]

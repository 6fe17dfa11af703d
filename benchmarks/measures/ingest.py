"""How fast many measurements come in: through the API as rows and by columns, beside PostgreSQL's own COPY, into the
twin and into the table itself, where references are looked up and history is kept."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Any

from django.db import connections
from tqdm import tqdm

from benchmarks.bench import Bench
from benchmarks.contenders.tracker import request
from benchmarks.dataset.copying import rows_copied
from benchmarks.dataset.rows import Rows, as_text
from benchmarks.harness.http import AnswerError, answer
from benchmarks.measures.twin import TWIN, twin_made
from benchmarks.questions import Write
from ops_model.graphql.tracker.node import global_id

ROWS = 4000
TABLE = "measurement"
OWN = "tracker_first"

Batch = Sequence[Write]
Way = Callable[[Bench, Batch], Callable[[], None]]
"""Makes ready what is sent, and returns what sends it: the latter alone is measured."""


def ingest_measured(bench: Bench) -> None:
    """Measure in turn so many rows at once each way, by wall clock; the ratios are of rows a second."""
    twin_made()
    ways: dict[str, Way] = {
        "copy": partial(_copied, TWIN),
        "copy_kept": partial(_copied, TABLE),
        "ingest_rows": _as_rows,
        "ingest": _by_columns,
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for name in tqdm([*ways] * bench.rounds, desc="ingest", unit="batch"):
        batch = list(islice(bench.writes, ROWS))
        send = ways[name](bench, batch)
        began = time.perf_counter()
        send()
        rates[name].append(len(batch) / (time.perf_counter() - began))
    for name in (each for each in rates if each.startswith("ingest")):
        for other in ("copy", "copy_kept"):
            bench.results.compare(f"{name}_vs_{other}", rates[name], rates[other])


def _copied(table: str, bench: Bench, batch: Batch) -> Callable[[], None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM organisation WHERE slug = %s", [bench.base.slug])
        (organisation_id,) = cursor.fetchone()
    columns = ("organisation_id", "kpi_id", "observed_on", "value")
    rows = [(organisation_id, write.kpi_id, write.observed_on, write.value) for write in batch]
    text = [[as_text(value) for value in row] for row in rows]

    def send() -> None:
        with connections["owner"].cursor() as cursor:
            for _ in rows_copied(cursor.cursor, Rows(table, columns, text)):
                pass

    return send


def _as_rows(bench: Bench, batch: Batch) -> Callable[[], None]:
    rows = [
        {"kpi": global_id("Kpi", write.kpi_id), "observedOn": write.observed_on.isoformat(), "value": write.value}
        for write in batch
    ]
    return _recording(bench, "ingest_rows", {"rows": rows})


def _by_columns(bench: Bench, batch: Batch) -> Callable[[], None]:
    organisations, codes, days, values = zip(*(write.in_words() for write in batch), strict=True)
    columns = {"organisation": organisations[0], "kpiCodes": codes, "observedOn": days, "values": values}
    return _recording(bench, "ingest_columns", {"columns": columns})


def _recording(bench: Bench, name: str, variables: dict[str, Any]) -> Callable[[], None]:
    port, prepared = bench.running[OWN].server.port, request(bench.base.slug, name, variables)

    def send() -> None:
        told = answer(port, prepared)
        if told.get("errors") or told["data"]["measurementRecordMany"]["userErrors"]:
            raise AnswerError(f"{name}: {str(told)[:1000]}")

    return send

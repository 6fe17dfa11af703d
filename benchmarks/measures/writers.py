"""What sixteen writers of one organisation achieve with all that keeps history and versions, beside the insert alone:
one row a transaction."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import islice

import psycopg2
from django.db import connections
from tqdm import tqdm

from benchmarks.bench import Bench
from benchmarks.measures.twin import TWIN, twin_made
from benchmarks.questions import Write

WRITERS = 16
MOST_EACH = 2000
"""More than any of them writes in one round."""

TABLES = ("measurement", TWIN)

_ENTER = "SELECT set_config('ops.organisations', %s, true)"
_INSERT = "INSERT INTO {table} (organisation_id, kpi_id, observed_on, value) VALUES (%s, %s, %s, %s)"


def writers_measured(bench: Bench) -> None:
    """Measure in turn how many rows a second sixteen connections commit, one row each, to the product's table and to
    its twin; as the application's role."""
    twin_made()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM organisation WHERE slug = %s", [bench.base.slug])
        organisation_id = str(cursor.fetchone()[0])
    connections.close_all()
    rates: dict[str, list[float]] = {table: [] for table in TABLES}
    for table in tqdm([*TABLES] * bench.rounds, desc="16 writers", unit="burst"):
        rates[table].append(_rate(table, organisation_id, bench))
    bench.results.compare(f"writers_{WRITERS}_vs_insert", *(rates[table] for table in TABLES))


def _rate(table: str, organisation_id: str, bench: Bench) -> float:
    each = [list(islice(bench.writes, MOST_EACH)) for _ in range(WRITERS)]
    ends = time.monotonic() + bench.seconds
    with ThreadPoolExecutor(WRITERS) as pool:
        return sum(pool.map(partial(_written, table, organisation_id, ends), each)) / bench.seconds


def _written(table: str, organisation_id: str, ends: float, writes: list[Write]) -> int:
    parameters = connections["default"].get_connection_params()
    wanted = {name: parameters[name] for name in ("dbname", "user", "host", "port") if parameters.get(name)}
    with closing(psycopg2.connect(**wanted)) as connection, connection.cursor() as cursor:
        for number, write in enumerate(_until(ends, writes)):
            cursor.execute(_ENTER, [organisation_id])
            row = [organisation_id, str(write.kpi_id), write.observed_on, write.value]
            cursor.execute(_INSERT.format(table=table), row)
            connection.commit()
            done = number + 1
        return done


def _until(ends: float, writes: list[Write]) -> Iterator[Write]:
    for write in writes:
        yield write
        if time.monotonic() > ends:
            return

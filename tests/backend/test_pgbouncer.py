"""Behind pgbouncer in transaction mode two organisations keep apart, and nothing that was acknowledged is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg2
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from backend.postgres.cluster import Cluster
from backend.postgres.roles import APP
from ops_model.domain.roles import Role
from tests.api import world
from tests.api.world import World
from tests.backend.elsewhere import connected_to
from tests.backend.pooler import PGBOUNCER, pooler
from tests.database import database_of_its_own
from tests.served import Served, served

CONNECTIONS = 2
"""Of the pool to the database: fewer than the web server has threads, so that they must take turns."""

CLIENTS = 8
WRITES = 30
READ = """query($mine: String!, $other: String!) {
  viewer { memberships { organisation { slug } } }
  organisation(slug: $mine) { slug kpis { nodes { id name } } }
  other: organisation(slug: $other) { slug }
}"""
WRITE = """mutation($input: MeasurementRecordInput!) {
  measurementRecord(input: $input) { measurement { kpi { id } value observedOn } userErrors { message } }
}"""
WRITTEN = """query($slug: String!, $after: String) { organisation(slug: $slug) { kpis { nodes { id
  measurements(first: 100, after: $after) { nodes { observedOn value } pageInfo { hasNextPage endCursor } } } } } }"""

pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="there is no pgbouncer here to run behind")


@dataclass(frozen=True, slots=True)
class Pooled:
    """A server behind the pooler, and the pooler's own address; two organisations of one KPI each."""

    server: Served
    address: str
    worlds: tuple[World, World]


@pytest.fixture(scope="module")
def pooled(running_cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Pooled]:
    """Have the product served behind the pooler, on a database server of its own."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(connected_to(running_cluster))
        name = stack.enter_context(database_of_its_own())
        worlds = (world.rows(1), world.rows(1))
        address = stack.enter_context(pooler(running_cluster, name, connections=CONNECTIONS))
        yield Pooled(stack.enter_context(served(DATABASE_URL=address, OPS_PREPARE="0")), address, worlds)


def _hammered(pooled: Pooled, client: int) -> dict[tuple[str, str], str]:
    """Read and write in turns as one client of one organisation; what was acknowledged, by KPI and day."""
    mine, other = pooled.worlds[client % 2], pooled.worlds[(client + 1) % 2]
    token, acknowledged = mine.tokens[Role.EDITOR], {}
    with closing(pooled.server.connection()) as connection:
        for number in range(WRITES):
            variables = {"mine": mine.slug, "other": other.slug}
            data = pooled.server.ask(token, READ, variables, by=connection)["data"]
            assert data["viewer"] == {"memberships": [{"organisation": {"slug": mine.slug}}]}
            assert (data["organisation"]["slug"], data["other"]) == (mine.slug, None)
            (kpi,) = data["organisation"]["kpis"]["nodes"]
            day = (date(2020, 1, 1) + timedelta(days=client * WRITES + number)).isoformat()
            input_ = {"kpi": kpi["id"], "observedOn": day, "value": f"{client}.{number:03}"}
            payload = pooled.server.ask(token, WRITE, {"input": input_}, by=connection)["data"]["measurementRecord"]
            assert payload["userErrors"] == []
            assert payload["measurement"] == {"kpi": {"id": kpi["id"]}, "value": input_["value"], "observedOn": day}
            acknowledged[kpi["id"], day] = input_["value"]
    return acknowledged


def _kept(pooled: Pooled, asker: World) -> dict[tuple[str, str], str]:
    """Return all that the measurements of 2020 and 2021 say now, by KPI and day."""
    kept: dict[tuple[str, str], str] = {}
    after = None
    while True:
        answer = pooled.server.ask(asker.tokens[Role.VIEWER], WRITTEN, {"slug": asker.slug, "after": after})
        (kpi,) = answer["data"]["organisation"]["kpis"]["nodes"]
        found: list[dict[str, Any]] = kpi["measurements"]["nodes"]
        assert not {each["observedOn"] for each in found} & {day for _, day in kept}, "a day stands twice"
        kept |= {(kpi["id"], each["observedOn"]): each["value"] for each in found if each["observedOn"] < "2022"}
        if not kpi["measurements"]["pageInfo"]["hasNextPage"]:
            return kept
        after = kpi["measurements"]["pageInfo"]["endCursor"]


def test_two_organisations_keep_apart_and_every_acknowledged_write_is_kept(pooled: Pooled) -> None:
    with ThreadPoolExecutor(CLIENTS) as threads:
        acknowledged = [*threads.map(lambda client: _hammered(pooled, client), range(CLIENTS))]

    expected = {place: value for each in acknowledged for place, value in each.items()}
    assert len(expected) == CLIENTS * WRITES
    here, there = (_kept(pooled, asker) for asker in pooled.worlds)
    assert not {kpi for kpi, _ in here} & {kpi for kpi, _ in there}
    assert here | there == expected


def test_the_connections_were_shared_and_nothing_of_who_used_them_is_left(pooled: Pooled) -> None:
    _hammered(pooled, CLIENTS)
    with ExitStack() as stack:
        left = [_left_on_a_connection(stack, pooled.address) for _ in range(CONNECTIONS)]
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [APP])
            pids = {pid for (pid,) in cursor.fetchall()}

    assert {pid for pid, *_ in left} <= pids
    assert len(pids - _own_pids()) == CONNECTIONS
    assert [settings for _, *settings in left] == [["", "", "", "0", "0", "off", "read committed", 0]] * CONNECTIONS


def _left_on_a_connection(stack: ExitStack, address: str) -> list[Any]:
    """Hold another of the pool's connections, and return its process and what stands on it, seen as it was left.

    While its transaction is open the pooler gives it to nobody else, and once it is left open ends it.
    """
    cursor = stack.enter_context(closing(psycopg2.connect(address))).cursor()
    cursor.execute(
        "SELECT pg_backend_pid(), coalesce(current_setting('ops.organisations', true), ''),"
        " coalesce(current_setting('ops.user', true), ''), coalesce(current_setting('ops.key', true), ''),"
        " current_setting('statement_timeout'), current_setting('lock_timeout'),"
        " current_setting('transaction_read_only'), current_setting('transaction_isolation'),"
        " (SELECT count(*)::int FROM kpi)"
    )
    return [*(cursor.fetchone() or ())]


def _own_pids() -> set[int]:
    """The tests' own connection as the application, past the pooler."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return {cursor.fetchone()[0]}

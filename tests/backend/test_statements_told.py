"""How many statements an answer takes, by what PostgreSQL itself writes down of those that it was sent."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from pytest_django.plugin import DjangoDbBlocker

from backend.postgres.cluster import Cluster
from backend.postgres.roles import APP
from backend.postgres.server import connect
from ops_model.domain.roles import Role
from tests.api import world
from tests.api.world import World
from tests.backend.elsewhere import connected_to
from tests.database import database_of_its_own
from tests.served import served

SCORECARD = """query($slug: String!) { organisation(slug: $slug) {
  scorecard { index levers { progress } attention(first: 5) { sentence } }
  kpis { totalCount nodes { code progress { value } sparkline { on value } } } } }"""
TIMES = 8
TOLD = re.compile(r" LOG:  statement: (.*)")
KINDS = {
    "opening": re.compile(r"(SET TRANSACTION .*;)?EXECUTE opening_"),
    "begun": re.compile(r"BEGIN"),
    "ended": re.compile(r"COMMIT"),
    "once a connection": re.compile(r"PREPARE |SET TRANSACTION [^;]*;$|SELECT set_config\('TimeZone'"),
    "once a minute": re.compile(r".*(rate_bucket|api_token_use)"),
}


@pytest.fixture(scope="module")
def example(running_cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """An organisation on a server that writes down what the application sends."""
    with django_db_blocker.unblock(), connected_to(running_cluster), database_of_its_own():
        with closing(connect(running_cluster)) as connection, connection.cursor() as cursor:
            cursor.execute(f"ALTER ROLE {APP} SET log_statement = 'all'")
        yield world.rows(3)
        with closing(connect(running_cluster)) as connection, connection.cursor() as cursor:
            cursor.execute(f"ALTER ROLE {APP} RESET log_statement")


def kind(statement: str) -> str:
    """Say what a statement is for."""
    return next((name for name, pattern in KINDS.items() if pattern.match(statement)), "its own")


@pytest.mark.parametrize(
    ("remembers", "own", "transactions"), [("off", 6, TIMES), ("state", 1, TIMES), ("answers", 0, 0)]
)
def test_a_scorecard_takes_as_many_statements_as_are_promised(
    running_cluster: Cluster, example: World, remembers: str, own: int, transactions: int
) -> None:
    token, variables = example.tokens[Role.VIEWER], {"slug": example.slug}
    with served(OPS_REMEMBER=remembers) as server, closing(server.connection()) as client:
        for _ in range(2):  # a connection is one worker's: it has what it remembers
            assert "errors" not in server.ask(token, SCORECARD, variables, by=client)
        before = running_cluster.log.stat().st_size
        for _ in range(TIMES):
            assert "errors" not in server.ask(token, SCORECARD, variables, by=client)
        told = running_cluster.log.read_text(encoding="utf-8")[before:]
    kinds = Counter(map(kind, TOLD.findall(told)))
    assert (kinds["opening"], kinds["its own"]) == (TIMES, TIMES * own)
    assert (kinds["begun"], kinds["ended"]) == (transactions, transactions)

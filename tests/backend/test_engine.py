"""A connection that the server has ended is noticed before a request uses it, and not by asking."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from pytest_django.plugin import DjangoDbBlocker

from backend.database_url import database_config
from backend.engine.base import DatabaseWrapper
from backend.postgres.cluster import Cluster
from backend.postgres.server import connect
from tests.served import served

END = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'ops_app' AND pid <> pg_backend_pid()"
)


@pytest.fixture
def persistent(running_cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    """A connection between two requests, which has answered."""
    settings = {**connection.settings_dict, **database_config(running_cluster.url("ops_app", "ops"))}
    with django_db_blocker.unblock():
        wrapper = DatabaseWrapper(settings)
        _pid(wrapper)
        wrapper.close_if_unusable_or_obsolete()
        yield wrapper
        wrapper.close()


def _pid(wrapper: DatabaseWrapper) -> int:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _superuser_reads(cluster: Cluster, statement: str) -> list[tuple[object, ...]]:
    with closing(connect(cluster, "ops")) as superuser, superuser.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _end_all(cluster: Cluster) -> None:
    assert _superuser_reads(cluster, END) == [(True,)]


def test_a_connection_that_works_is_asked_nothing(persistent: DatabaseWrapper, running_cluster: Cluster) -> None:
    persistent.close_if_health_check_failed()
    asked_last = "SELECT query FROM pg_stat_activity WHERE usename = 'ops_app' AND datname = 'ops'"
    assert _superuser_reads(running_cluster, asked_last) == [("SELECT pg_backend_pid()",)]


def test_one_that_the_server_has_ended_is_replaced(persistent: DatabaseWrapper, running_cluster: Cluster) -> None:
    before = persistent.connection
    _end_all(running_cluster)
    assert _pid(persistent) > 0
    assert persistent.connection is not before


def test_one_that_failed_is_replaced_before_the_next_request(
    persistent: DatabaseWrapper, running_cluster: Cluster
) -> None:
    _pid(persistent)
    _end_all(running_cluster)
    with pytest.raises((OperationalError, InterfaceError)):
        _pid(persistent)
    persistent.close_if_unusable_or_obsolete()
    assert _pid(persistent) > 0


def test_one_that_has_been_told_something_else_is_kept(persistent: DatabaseWrapper, running_cluster: Cluster) -> None:
    """A server tells its clients also of settings that change, and of what they listen to."""
    with persistent.cursor() as cursor:
        cursor.execute("LISTEN news")
    before = _pid(persistent)
    persistent.close_if_unusable_or_obsolete()
    _superuser_reads(running_cluster, "NOTIFY news; SELECT 1")
    assert _pid(persistent) == before


def test_one_whose_transaction_has_failed_does_not_work_until_it_ends(persistent: DatabaseWrapper) -> None:
    persistent.set_autocommit(False)
    with persistent.cursor() as cursor:
        assert persistent.is_usable()
        with pytest.raises(DataError):
            cursor.execute("SELECT 1 / 0")
    assert not persistent.is_usable()
    persistent.rollback()
    assert persistent.is_usable()


def test_no_client_is_told_of_a_restart_of_the_database(committed: None) -> None:
    ask = "query { viewer { id } }"
    with served() as server:
        before = [server.ask("ops_of_nobody", ask, {})["errors"][0]["extensions"]["code"] for _ in range(20)]
        with connection.cursor() as cursor:
            cursor.execute(END)
            ended = cursor.fetchall()
        after = [server.ask("ops_of_nobody", ask, {})["errors"][0]["extensions"]["code"] for _ in range(20)]
    assert len(ended) > 1
    assert before == after == ["UNAUTHENTICATED"] * 20

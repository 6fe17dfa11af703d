"""A server lives as long as somebody uses it, and survives whoever is killed."""

import os
import signal
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg2
import pytest

from backend.postgres.cluster import Cluster
from backend.postgres.lifetime import server_keep, server_let_go, server_used
from backend.postgres.processes import server_pid, wait_until_gone
from backend.postgres.roles import DATABASE, OWNER
from backend.postgres.server import answers
from tests.backend.conftest import Body, OtherProcess
from tests.backend.sql import ask


def uses(cluster: Cluster) -> Body:
    """A process that uses the server until it is told to go on."""

    def body(pipe: Connection) -> None:
        with server_used(cluster):
            pipe.send(server_pid(cluster))
            pipe.recv()

    return body


def test_two_starts_at_once_end_with_one_server(cluster: Cluster, beside: Callable[[Body], OtherProcess]) -> None:
    processes = [beside(uses(cluster)) for _ in range(3)]
    assert len({process.hear() for process in processes}) == 1
    for process in processes:
        process.say()
        assert process.end() == 0
    assert not answers(cluster)


def test_the_last_to_leave_stops_it_whoever_started_it(
    cluster: Cluster, beside: Callable[[Body], OtherProcess]
) -> None:
    starter = beside(uses(cluster))
    pid = starter.hear()
    with server_used(cluster):
        starter.say()
        assert starter.end() == 0
        assert server_pid(cluster) == pid
        assert answers(cluster)
    assert not answers(cluster)


def test_a_server_whose_user_was_killed_is_adopted(cluster: Cluster, beside: Callable[[Body], OtherProcess]) -> None:
    user = beside(uses(cluster))
    pid = user.hear()
    os.kill(user.pid, signal.SIGKILL)
    assert user.end() == -signal.SIGKILL
    assert answers(cluster)
    with server_used(cluster):
        assert server_pid(cluster) == pid
    assert not answers(cluster)


def test_a_killed_server_comes_back_with_all_that_was_committed(open_folder: Path, cluster: Cluster) -> None:
    durable = Cluster(cluster.home)
    with server_used(durable):
        ask(durable, "CREATE TABLE kept (number int)")
        with closing(psycopg2.connect(durable.url(OWNER, DATABASE))) as writer, writer.cursor() as cursor:
            for number in range(20):
                cursor.execute("INSERT INTO kept VALUES (%s)", [number])
                writer.commit()
            cursor.execute("INSERT INTO kept VALUES (1000)")
            pid = server_pid(durable)
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            assert wait_until_gone(durable, pid, seconds=10)
        with server_used(durable):
            assert ask(durable, "SELECT array_agg(number ORDER BY number) FROM kept") == list(range(20))


@pytest.mark.parametrize("content", ["{pid}\n{data}\n", "", "nonsense\n", "4194303\n"])
def test_an_old_process_file_does_no_harm(cluster: Cluster, content: str) -> None:
    with server_used(cluster):
        pass
    stale = cluster.data / "postmaster.pid"
    stale.write_text(content.format(pid=os.getpid(), data=cluster.data))
    cluster.account.own(stale, 0o600)
    with server_used(cluster):
        assert ask(cluster, "SELECT 42") == 42


def test_an_interrupted_beginning_is_begun_again(cluster: Cluster) -> None:
    (cluster.home / "place" / "data.partial-x" / "base").mkdir(parents=True)
    with server_used(cluster):
        assert ask(cluster, "SELECT 42") == 42
    assert not list(cluster.place.glob("data.partial-*"))


def test_a_server_that_lost_its_socket_is_replaced(
    cluster: Cluster, beside: Callable[[Body], OtherProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.postgres.server.UNREACHABLE_SECONDS", 0.1)
    user = beside(uses(cluster))
    pid = user.hear()
    os.kill(user.pid, signal.SIGKILL)
    user.end()
    (cluster.socket_folder / ".s.PGSQL.5432").unlink()
    with server_used(cluster):
        assert server_pid(cluster) != pid
        assert ask(cluster, "SELECT 42") == 42


def test_a_kept_server_runs_without_users_until_it_is_let_go(cluster: Cluster) -> None:
    server_keep(cluster)
    assert answers(cluster)
    with server_used(cluster):
        pass
    assert answers(cluster)
    assert server_let_go(cluster)
    assert not answers(cluster)


def test_a_server_let_go_in_use_stops_after_its_last_user(cluster: Cluster) -> None:
    server_keep(cluster)
    with server_used(cluster):
        assert not server_let_go(cluster)
        assert answers(cluster)
    assert not answers(cluster)


def test_letting_go_what_never_was_is_no_error(cluster: Cluster) -> None:
    assert server_let_go(cluster)
    assert not cluster.home.exists()


def test_after_a_failure_inside_the_server_is_stopped(cluster: Cluster) -> None:
    with pytest.raises(ZeroDivisionError), server_used(cluster):
        raise ZeroDivisionError
    assert not answers(cluster)

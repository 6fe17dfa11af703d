"""The embedded server starts anywhere, for root and for others, and lets in nobody else."""

import os
import shutil
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from backend.postgres.accounts import UNPRIVILEGED
from backend.postgres.cluster import Cluster
from backend.postgres.errors import PostgresError
from backend.postgres.lifetime import server_used
from backend.postgres.processes import server_pid
from backend.postgres.roles import APP, DATABASE, OWNER, REPORT
from backend.postgres.server import answers
from tests.backend.conftest import IS_ROOT, Body, OtherProcess, removed_after
from tests.backend.sql import ask

as_root = pytest.mark.skipif(not IS_ROOT, reason="needs root, who may act as another user")


def test_the_server_answers_inside_and_is_gone_after(cluster: Cluster) -> None:
    with server_used(cluster):
        assert ask(cluster, "SELECT current_user::text") == OWNER
        pid = server_pid(cluster)
        assert pid is not None
    assert not answers(cluster)
    assert server_pid(cluster) is None


def test_what_was_written_is_there_at_the_second_start(cluster: Cluster) -> None:
    with server_used(cluster):
        ask(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
    with server_used(cluster):
        assert ask(cluster, "SELECT number FROM kept") == 42


@as_root
def test_root_runs_the_server_as_nobody_and_nobody_is_not_let_in(
    running_cluster: Cluster, ordinary_user: Callable[[Body], OtherProcess]
) -> None:
    def knock(pipe: Connection) -> None:
        try:
            psycopg2.connect(running_cluster.url(APP, DATABASE))
        except psycopg2.OperationalError as error:
            pipe.send(str(error))

    assert Path(f"/proc/{server_pid(running_cluster)}").owner() == UNPRIVILEGED
    assert "Peer authentication failed" in ordinary_user(knock).hear()


def test_an_ordinary_user_has_a_server_of_their_own(
    open_folder: Path, ordinary_user: Callable[[Body], OtherProcess]
) -> None:
    def use(pipe: Connection) -> None:
        cluster = Cluster(open_folder / "theirs" / "postgres", durable=False)
        with removed_after(cluster):
            with server_used(cluster):
                ask(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
            with server_used(cluster):
                pipe.send((ask(cluster, "SELECT number FROM kept"), cluster.data.stat().st_uid == os.geteuid()))
            pipe.send(answers(cluster))

    process = ordinary_user(use)
    assert process.hear() == (42, True)
    assert process.hear() is False
    assert process.end() == 0


@as_root
def test_root_may_use_the_server_of_another_user_who_can_go_on(
    open_folder: Path, ordinary_user: Callable[[Body], OtherProcess]
) -> None:
    cluster = Cluster(open_folder / "postgres", durable=False)

    def use(pipe: Connection) -> None:
        with server_used(cluster):
            pipe.send(ask(cluster, "SELECT current_user::text"))

    with removed_after(cluster):
        assert ordinary_user(use).hear() == OWNER
        with server_used(cluster):
            assert ask(cluster, "SELECT current_user::text") == OWNER
            assert Path(f"/proc/{server_pid(cluster)}").owner() == UNPRIVILEGED
        assert ordinary_user(use).hear() == OWNER


@as_root
def test_who_may_not_use_the_folder_is_told_so(
    running_cluster: Cluster, ordinary_user: Callable[[Body], OtherProcess]
) -> None:
    def knock(pipe: Connection) -> None:
        try:
            with server_used(running_cluster):
                pipe.send("came in")
        except PostgresError as error:
            pipe.send(str(error))

    assert "belongs to another user" in ordinary_user(knock).hear()


def test_a_file_where_the_folder_should_be_is_told(open_folder: Path) -> None:
    (open_folder / "postgres").write_text("in the way")
    with pytest.raises(PostgresError, match="--data DIR"), server_used(Cluster(open_folder / "postgres")):
        pass


def test_it_listens_on_no_network(running_cluster: Cluster) -> None:
    assert ask(running_cluster, "SHOW listen_addresses") == ""


def test_only_the_owner_may_pass_row_security_and_nobody_is_superuser(running_cluster: Cluster) -> None:
    roles = "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE starts_with(rolname, 'ops_')"
    assert ask(running_cluster, roles) == f"{APP} {OWNER} {REPORT}"
    assert ask(running_cluster, f"{roles} AND rolbypassrls") == OWNER
    assert ask(running_cluster, f"{roles} AND rolsuper") is None


@pytest.mark.parametrize("role", [APP, REPORT])
@pytest.mark.parametrize("statement", ["CREATE TABLE mine ()", "CREATE SCHEMA mine", "CREATE TEMP TABLE mine ()"])
def test_the_other_roles_may_create_nothing(running_cluster: Cluster, role: str, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        ask(running_cluster, statement, role=role)


def test_a_letter_outside_ascii_has_its_capital(running_cluster: Cluster) -> None:
    assert ask(running_cluster, "SELECT upper('é')") == "É"


@pytest.mark.parametrize(
    "name",
    [
        "with spaces",
        """quotes ' and " and $HOME and `id`""",
        "comma, semi; colon: percent %41 hash # question ?",
        "umläute 数据 🙂",
        "x" * 150,
    ],
    ids=["spaces", "quotes", "signs", "unicode", "long"],
)
def test_odd_and_long_paths_serve(open_folder: Path, name: str) -> None:
    with removed_after(Cluster(open_folder / name / "postgres", durable=False)) as cluster:
        with server_used(cluster):
            ask(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
        with server_used(cluster):
            assert ask(cluster, "SELECT number FROM kept") == 42


@as_root
def test_below_a_closed_folder_the_data_are_kept_where_the_server_reaches_them(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    with removed_after(Cluster(open_folder / "postgres", durable=False)) as cluster:
        with server_used(cluster):
            ask(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
        assert not cluster.place.is_relative_to(open_folder)
        with server_used(cluster):
            assert ask(cluster, "SELECT number FROM kept") == 42


@as_root
def test_where_the_outside_folder_is_gone_a_new_one_is_made(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    with removed_after(Cluster(open_folder / "postgres", durable=False)) as cluster:
        with server_used(cluster):
            first = cluster.place
        shutil.rmtree(first)
        with server_used(cluster):
            assert ask(cluster, "SELECT 42") == 42

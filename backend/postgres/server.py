"""Starting and stopping the server of a cluster. Who calls holds the start lock.

Safe on a machine that others share: the server listens on no network, its socket stands in a folder that only its
user may enter, and `peer` asks the system who knocks: the user that the server works for (root, where it runs as
`nobody`), so that there is no password to keep, to show or to lose.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg2

from backend.postgres.accounts import Account, account_of
from backend.postgres.binaries import Programs, programs_choose
from backend.postgres.cluster import PORT, Cluster
from backend.postgres.errors import PostgresError
from backend.postgres.initialise import ENVIRONMENT, SUPERUSER, data_major, initialise
from backend.postgres.processes import server_pid, wait_until_gone
from backend.postgres.roles import ROLES

START_SECONDS = 60.0
STOP_SECONDS = 20.0
UNREACHABLE_SECONDS = 5.0
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def connect(cluster: Cluster, database: str = SUPERUSER) -> "psycopg2.extensions.connection":
    """A connection as the superuser, every statement its own transaction. Raises psycopg2.OperationalError."""
    connection = psycopg2.connect(
        host=str(cluster.socket_folder), port=PORT, user=SUPERUSER, dbname=database, connect_timeout=5
    )
    connection.autocommit = True
    return connection


def answers(cluster: Cluster) -> bool:
    """Whether the server lives: a real connection, for files and process ids lie."""
    if not (cluster.socket_folder / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        connect(cluster).close()
    except psycopg2.OperationalError:
        return False
    return True


def start(cluster: Cluster) -> None:
    """See that the server runs and answers, adopting one that does. Raises PostgresError, with the end of its log."""
    if answers(cluster) or _adopt_slow(cluster):
        return
    account = cluster.account
    programs = programs_choose(data_major(cluster))
    if not account.is_mine:
        programs = programs.copied_to(cluster.place)
    initialise(cluster, programs, account)
    _write_admission(cluster, account)
    recovers = _clear_left_files(cluster)
    deadline = time.monotonic() + START_SECONDS
    while not _launch(cluster, programs, account, deadline):
        # After a kill the last processes of the old server take a moment to notice and still hold its memory.
        if not recovers or time.monotonic() > deadline:
            message = f"PostgreSQL {programs.version} did not start in {cluster.place}. The end of its log:\n"
            raise PostgresError(message + _log_end(cluster))
        time.sleep(0.2)


def stop(cluster: Cluster) -> None:
    """End the server: sessions are cut, what is committed is written. Without one nothing happens."""
    pid = server_pid(cluster)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    if not wait_until_gone(cluster, pid, seconds=STOP_SECONDS):
        os.kill(pid, signal.SIGQUIT)
        wait_until_gone(cluster, pid, seconds=STOP_SECONDS)


def _adopt_slow(cluster: Cluster) -> bool:
    """Wait for a server that runs and does not answer: it recovers, or lost its socket. The latter is ended."""
    pid = server_pid(cluster)
    began = time.monotonic()
    while pid is not None and server_pid(cluster) == pid:
        if answers(cluster):
            return True
        waited = time.monotonic() - began
        has_socket = (cluster.socket_folder / f".s.PGSQL.{PORT}").exists()
        if waited > (START_SECONDS if has_socket else UNREACHABLE_SECONDS):
            stop(cluster)
        time.sleep(0.05)
    return False


def _clear_left_files(cluster: Cluster) -> bool:
    """Remove what a killed server left; whether it left anything.

    PostgreSQL believes these files as long as any process, be it a zombie, has the id in them. Who calls has made
    sure that no server runs, and a living one would still be found out by its shared memory.
    """
    socket = cluster.socket_folder / f".s.PGSQL.{PORT}"
    left = (cluster.data / "postmaster.pid", socket.with_name(f"{socket.name}.lock"), socket)
    found = any(path.exists() for path in left)
    for path in left:
        path.unlink(missing_ok=True)
    return found


def _launch(cluster: Cluster, programs: Programs, account: Account, deadline: float) -> bool:
    """Start the server's process; whether it came to answer."""
    with cluster.log.open("ab") as log:
        process = subprocess.Popen(
            [programs.program("postgres"), "-D", cluster.data, *_settings(cluster)],
            **account.process_options(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,
            umask=0o077,
        )
    while process.poll() is None:
        if answers(cluster):
            process.returncode = 0  # it outlives us: from here on it is known by its files, to us as to others
            return True
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
        time.sleep(0.02)
    return False


def _settings(cluster: Cluster) -> list[str]:
    settings = [
        "listen_addresses=",
        f"port={PORT}",
        f"max_connections={cluster.connections}",
        f"unix_socket_directories={cluster.open_socket_folder()}",
        f"hba_file={cluster.place / 'hba.conf'}",
        f"ident_file={cluster.place / 'ident.conf'}",
        "unix_socket_permissions=0700",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_min_error_statement=panic",  # a refused statement has what people wrote in it, and so has its detail
        "log_error_verbosity=terse",
        "jit=off",
        *(() if cluster.durable else NOT_DURABLE),
    ]
    return [word for setting in settings for word in ("-c", setting)]


def _write_admission(cluster: Cluster, account: Account) -> None:
    """Who may connect: by the socket only, the user that the server works for, as any of the roles."""
    users = {"root", account_of(os.geteuid()).name}
    if account.is_mine or account.uid == cluster.home.stat().st_uid:
        users.add(account.name)
    roles = (SUPERUSER, *ROLES)
    lines = [f'ops "{user}" {role}\n' for user in sorted(users) for role in roles]
    _write_public(cluster.place / "ident.conf", "".join(lines))
    _write_public(cluster.place / "hba.conf", "local all all peer map=ops\n")


def _write_public(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o644)


def _log_end(cluster: Cluster) -> str:
    try:
        return "\n".join(cluster.log.read_text(errors="replace").splitlines()[-12:])
    except OSError as error:
        return str(error)

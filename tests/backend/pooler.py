"""pgbouncer in transaction mode before an embedded server: many clients take turns on few connections."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

from backend.postgres.accounts import UNPRIVILEGED
from backend.postgres.cluster import PORT, Cluster
from backend.postgres.roles import APP
from backend.postgres.server import connect

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SECONDS = 30
CONFIG = """
[databases]
{name} = host={server} port={port} dbname={name} user={role}

[pgbouncer]
pool_mode = transaction
default_pool_size = {connections}
auth_type = any
listen_addr =
unix_socket_dir = {folder}
"""


@contextmanager
def pooler(cluster: Cluster, name: str, *, connections: int) -> Generator[str]:
    """Run pgbouncer before one database of a server; the address by which the application's role reaches it."""
    folder = Path(tempfile.mkdtemp(prefix="ops-pgbouncer-"))
    try:
        config = folder / "pgbouncer.ini"
        parts = {"name": name, "server": cluster.socket_folder, "port": PORT, "role": APP}
        config.write_text(CONFIG.format(**parts, connections=connections, folder=folder))
        command = [str(PGBOUNCER), str(config)]
        if os.geteuid() == 0:  # it refuses to be root, and the server lets in nobody else: let it be one who may
            _admit(cluster, UNPRIVILEGED)
            shutil.chown(folder, UNPRIVILEGED)
            command[1:1] = ["-u", UNPRIVILEGED]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"postgresql://{APP}@/{name}?host={quote(str(folder), safe='')}&port=6432"
            _wait_until_it_answers(process, address)
            yield address
        finally:
            process.terminate()
            process.wait(SECONDS)
    finally:
        shutil.rmtree(folder)


def _admit(cluster: Cluster, user: str) -> None:
    with (cluster.place / "ident.conf").open("a") as file:
        file.write(f"ops {user} {APP}\n")
    with closing(connect(cluster)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_reload_conf()")


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            psycopg2.connect(address).close()
        except psycopg2.OperationalError:
            assert process.poll() is None, "pgbouncer ended while it started"
            assert time.monotonic() < deadline, "pgbouncer does not answer"
            time.sleep(0.05)
        else:
            return

"""Which process serves a cluster. A zombie serves nothing, nor does a stranger with the id of a dead server."""

import os
import subprocess
import time
from pathlib import Path

from backend.postgres.cluster import Cluster


def _command_line(pid: int) -> str:
    """The process's command line; empty for a zombie and where there is none."""
    shown = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsdecode(shown.read_bytes())
        except OSError:
            return ""
    asked = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
    return os.fsdecode(asked.stdout)


def server_pid(cluster: Cluster) -> int | None:
    """The id of the process that serves this cluster, or is about to; None where none is."""
    try:
        pid = int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if str(cluster.data) in _command_line(pid) else None


def wait_until_gone(cluster: Cluster, pid: int, *, seconds: float) -> bool:
    """Wait for the end of a server process; whether it came in time."""
    deadline = time.monotonic() + seconds
    while server_pid(cluster) == pid:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True

"""Servers that are programs of their own: started, waited for, and ended with all that they started."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.harness.http import HOST

START_SECONDS = 60.0
STOP_SECONDS = 5.0


class ProgramError(Exception):
    """A program did not come to answer; the message has the end of what it said."""


@contextmanager
def program(
    command: Sequence[str | Path], *, port: int, environment: Mapping[str, str], folder: Path, log: Path
) -> Iterator[int]:
    """Run a program until it listens on its port, and while the body runs; its process id. What it says goes to `log`.
    Raises ProgramError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        _wait_until_it_listens(process, port, log)
        yield process.pid
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        with contextlib.suppress(ProcessLookupError, PermissionError):  # both: nobody is left in the group
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), closing(socket.create_connection((HOST, port), timeout=1)):
            return
        time.sleep(0.05)
    raise ProgramError(f"{log.stem} did not come to answer. The end of what it said:\n{log.read_text()[-2000:]}")

"""The web server's own process: `python -m backend.web_server PORT`, started by `web_supervisor`.

It ends when its standard input closes, that is when whoever started it is gone, however it went.
"""

import os
import signal
import sys
import threading

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

WORKERS = 2
THREADS_A_WORKER = 8  # more than can work at once: some of them wait for a slow body, or for the database
WAITING_CONNECTIONS = 4096
STOP_SECONDS = 5


def main(port: int) -> None:
    """Serve the product on 127.0.0.1 until SIGTERM or the end of the parent; a worker that dies is replaced."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    Granian(
        "backend.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS_A_WORKER,
        backlog=WAITING_CONNECTIONS,
        backpressure=WAITING_CONNECTIONS,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


def _end_with_the_parent() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(int(sys.argv[1]))

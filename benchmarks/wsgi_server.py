"""A server for the Python contenders, with the processes and threads that the product has:
`python -m benchmarks.wsgi_server MODULE:APPLICATION PORT`."""

import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

PROCESSES = 2
THREADS_EACH = 8


def main(target: str, port: int) -> None:
    """Serve the application on 127.0.0.1 until SIGTERM."""
    Granian(
        target,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS_EACH,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""How the contenders in Python are served: by the server that the product has, as many processes and threads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.bootstrap import ROOT
from benchmarks.contenders.contender import Server
from benchmarks.harness.programs import program
from tests.served import free_port

LOGS = ROOT / "build" / "benchmarks"


@contextmanager
def python_served(name: str, application: str, *, python: str | Path) -> Iterator[Server]:
    """Serve a WSGI application, given as MODULE:NAME, with a Python that has what it imports."""
    port = free_port()
    command = [python, "-m", "benchmarks.wsgi_server", application, str(port)]
    with program(command, port=port, environment={}, folder=ROOT, log=LOGS / f"{name}.log") as pid:
        yield Server(port, pid)

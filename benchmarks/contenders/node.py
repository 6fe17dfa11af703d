"""The contenders in JavaScript: PostGraphile 5, live and over roll-ups, and mercurius with graphql-jit."""

import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from backend.bootstrap import ROOT
from benchmarks.about import NODE_LOCK
from benchmarks.contenders.contender import Contender, MissingError, Server
from benchmarks.contenders.installed import installed
from benchmarks.contenders.python_server import LOGS
from benchmarks.harness.http import post
from benchmarks.harness.programs import program
from benchmarks.questions import WRITE, Write, document
from benchmarks.second_formula import LIVE, ROLL_UPS
from tests.served import free_port

FOLDER = ROOT / "benchmarks" / "node"
MODULES = FOLDER / "node_modules"
OLDEST = 22
POSTGRAPHILE, MERCURIUS = "postgraphile", "mercurius"


def postgraphile_live() -> Contender:
    """Return PostGraphile over functions that compute when they are asked. Raises MissingError without Node."""
    return _contender("postgraphile_live", POSTGRAPHILE, LIVE)


def postgraphile_rollups() -> Contender:
    """Return PostGraphile over roll-ups that triggers keep. Raises MissingError without Node."""
    return _contender("postgraphile_rollups", POSTGRAPHILE, ROLL_UPS)


def mercurius() -> Contender:
    """Return mercurius with hand-written SQL over the same roll-ups. Raises MissingError without Node."""
    return _contender("mercurius", MERCURIUS, ROLL_UPS)


@cache
def node_program() -> Path:
    """Install the packages, and return a Node that is new enough: the system's, or that of the packages. Raises
    MissingError."""
    npm = shutil.which("npm")
    if npm is None:
        raise MissingError("npm is not installed")
    installed(MODULES, lock=NODE_LOCK, commands=[[npm, "ci", "--ignore-scripts"]])
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    of_packages = MODULES / f"node-{platform.system().lower()}-{machine}" / "bin" / "node"
    for node in (shutil.which("node"), of_packages):
        if node is not None and _major(Path(node)) >= OLDEST:
            return Path(node)
    raise MissingError(f"there is no Node {OLDEST} or newer for {platform.system()} on {machine}")


def _major(node: Path) -> int:
    try:
        told = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(told.removeprefix("v").split(".")[0])


def _contender(name: str, server: str, schema: str) -> Contender:
    return Contender(
        name=name,
        serve=partial(_serve, name, server, schema, node_program()),
        ask=partial(_ask, server),
        record=partial(_record, server) if schema == ROLL_UPS else None,
    )


@contextmanager
def _serve(name: str, server: str, schema: str, node: Path) -> Iterator[Server]:
    port = free_port()
    command: list[str | Path] = [node, f"{server}.mjs", str(port), schema]
    environment = {"NODE_ENV": "production"}
    with program(command, port=port, environment=environment, folder=FOLDER, log=LOGS / f"{name}.log") as pid:
        yield Server(port, pid)


def _ask(server: str, question: str, organisation: str) -> bytes:
    return _request(server, question, {"organisation": organisation})


def _record(server: str, write: Write) -> bytes:
    names = ("organisation", "kpi", "observedOn", "value")
    return _request(server, WRITE, dict(zip(names, write.in_words(), strict=True)))


def _request(server: str, name: str, variables: dict[str, str]) -> bytes:
    return post("/graphql", {"query": document(server, name), "variables": variables})

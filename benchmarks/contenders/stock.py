"""The stock idioms of Django, both in one small project with packages of its own: see `benchmarks/stock`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from benchmarks.about import STOCK_LOCK
from benchmarks.contenders.contender import Contender, Server
from benchmarks.contenders.installed import installed
from benchmarks.contenders.python_server import LOGS, python_served
from benchmarks.harness.http import post
from benchmarks.questions import document


def strawberry_django() -> Contender:
    """Return strawberry-django with its optimizer. Raises MissingError where its packages cannot be had."""
    return _contender("strawberry_django")


def graphene_django() -> Contender:
    """Return graphene-django with prefetches. Raises MissingError where its packages cannot be had."""
    return _contender("graphene_django")


@cache
def stock_python() -> Path:
    """Install the packages, and return the Python that has them. Raises MissingError."""
    folder = LOGS / "venv"
    python = folder / "bin" / "python"
    make: list[str | Path] = [sys.executable, "-m", "venv", folder]
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--require-hashes",
        "-r",
        STOCK_LOCK,
    ]
    installed(folder, lock=STOCK_LOCK, commands=[make, install])
    return python


def _contender(name: str) -> Contender:
    return Contender(name=name, serve=partial(_serve, name, stock_python()), ask=partial(_ask, name))


@contextmanager
def _serve(name: str, python: Path) -> Iterator[Server]:
    with python_served(name, "benchmarks.stock.application:application", python=python) as server:
        yield server


def _ask(name: str, question: str, organisation: str) -> bytes:
    return post(f"/{name}", {"query": document("stock", question), "variables": {"organisation": organisation}})

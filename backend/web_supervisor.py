"""Starts the web server, waits until it answers, and sees that nothing of it is left."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from backend.bootstrap import ROOT
from backend.interruptions import deferred

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 8.0
LAST_PORT = 65_535


class WebError(Exception):
    """The web server cannot be had; the message says why and what to do."""


def require_free_port(port: int) -> None:
    """Raise WebError where another program listens on the port, or where it is none (1 to 65535)."""
    if not 1 <= port <= LAST_PORT:
        message = f"A port is a number from 1 to {LAST_PORT}, and not {port}."
        raise WebError(message)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            message = f"Port {port} cannot be had on {HOST} ({error.strerror}). Choose another: --port {port + 1}"
            raise WebError(message) from error


class WebServer:
    """The web server on a port of this machine, as a context: running inside, gone with all its workers after."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://{HOST}:{port}"

    def __enter__(self) -> "WebServer":
        # The owner's address stays out of the process that strangers talk to.
        surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
        command = [sys.executable, "-m", "backend.web_server", str(self.port)]
        # Its standard input is a pipe that closes when this process is gone, even by kill -9: then it ends.
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, start_new_session=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        with deferred():
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
            with contextlib.suppress(ProcessLookupError, PermissionError):  # both: nobody is left in the group
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()

    @property
    def pid(self) -> int:
        """The process that all others of the server are below."""
        return self._process.pid

    def wait_until_it_answers(self) -> None:
        """Return once a query gets an answer. Raises WebError where the server ends or stays silent."""
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None:
                raise WebError("The web server ended while it started; why is written above.")
            if time.monotonic() > deadline:
                raise WebError(f"The web server did not answer within {START_SECONDS:.0f} seconds.")
            time.sleep(0.05)

    def wait(self) -> int:
        """Wait for the end of the web server; its exit code. KeyboardInterrupt passes through."""
        return self._process.wait()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            body = '{"query": "{ __typename }"}'
            # It asks as a proxy that ended TLS would, for whom else is led to HTTPS (OPS_TLS_PROXY).
            headers = {"Content-Type": "application/json", "X-Forwarded-Proto": "https"}
            connection.request("POST", "/graphql/", body, headers)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

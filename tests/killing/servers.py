"""The product as it is served for real, on a folder and a port of its own, and ways to kill parts of it."""

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from backend.bootstrap import ROOT
from backend.databases import main_cluster
from backend.postgres.lifetime import server_used
from backend.postgres.processes import server_pid

HOST = "127.0.0.1"
SECONDS = 120
SLUG = "acme"


def clean_environment() -> dict[str, str]:
    """Return the environment of somebody who has set nothing, but that writers may write as fast as they can."""
    ours = ("DATABASE_", "OPS_", "DJANGO_", "PYTEST_")
    left = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**left, "OPS_RATE_LIMIT": "off"}


class Servers:
    """The database and the web server, as a context: both run inside, also after a kill; nothing is left after."""

    def __init__(self, data: Path, port: int) -> None:
        """Take a folder that is there, and a port on which nobody listens."""
        self.data, self.port = data, port
        self.cluster = main_cluster(data)
        self.log = data / "serve.log"
        self.token = ""

    def __enter__(self) -> "Servers":
        self._used = server_used(self.cluster)  # whoever else uses the database may be killed: it stays
        self._used.__enter__()
        try:
            self._manage("migrate", "-v0")
            printed = self._manage("organisation_create", SLUG, "--name", "Acme", "--admin", "ada@acme.example")
            self.token = printed.split()[-1]
            self._serve()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._end_web()
        finally:
            self._used.__exit__(kind, error, trace)

    def kill_worker(self, draw: random.Random) -> None:
        """Kill one of the processes that answer; the web server replaces it."""
        os.kill(draw.choice(self._children(self._web())), signal.SIGKILL)

    def kill_web(self, draw: random.Random) -> None:
        """Kill the web server: whoever started it, itself and all of its workers."""
        del draw
        web = self._web()
        self._process.kill()
        os.killpg(web, signal.SIGKILL)

    def kill_database(self, draw: random.Random) -> None:
        """Kill PostgreSQL's first process; the others notice, and end in the middle of what they do."""
        del draw
        pid = server_pid(self.cluster)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def recover(self) -> None:
        """Start again what does not run, as whoever watches over servers does, and return once it answers."""
        with server_used(self.cluster):  # starts it
            pass
        if self._process.poll() is not None:  # killed; or its workers died so often that it gave up
            self._serve()
        self._wait_until_it_answers()

    def _serve(self) -> None:
        with self.log.open("ab") as log:
            command = [*self._command("serve"), f"--port={self.port}"]
            self._process = subprocess.Popen(command, env=clean_environment(), stdout=log, stderr=log, cwd=ROOT)
        self._wait_until_it_answers()

    def _end_web(self) -> None:
        if not hasattr(self, "_process"):
            return
        with suppress(ProcessLookupError, LookupError):
            self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _manage(self, *arguments: str) -> str:
        done = subprocess.run(
            self._command(*arguments), env=clean_environment(), capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "manage.py"), *arguments, f"--data={self.data}"]

    def _web(self) -> int:
        """Return the id of the web server's own process, a child of `manage.py serve`."""
        (web,) = self._children(self._process.pid, "backend.web_server")
        return web

    def _children(self, parent: int, words: str = "") -> list[int]:
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,command="], capture_output=True, text=True, check=True)
        found = re.findall(rf"^\s*(\d+)\s+{parent}\s+(.*)$", listed.stdout, re.MULTILINE)
        return [int(pid) for pid, command in found if words in command]

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS
        while not self._answers():
            if self._process.poll() is not None:  # the port was not free yet, or a worker died while it began
                self._serve()
                return
            assert time.monotonic() < deadline, f"It does not answer:\n{self.log.read_text()[-2000:]}"
            time.sleep(0.02)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            body = '{"query": "{ viewer { id } }"}'
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
            connection.request("POST", "/graphql/", body, headers)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

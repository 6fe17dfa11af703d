"""The demo as a script finds it: started as a process, announced by a file, ended by a signal."""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from backend.bootstrap import ROOT
from backend.databases import main_cluster
from backend.demo.announcement import curl_line
from backend.postgres.processes import server_pid
from backend.postgres.server import answers
from tests.backend.conftest import removed_after

SECONDS = 90


def clean_environment() -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    ours = ("DATABASE_", "OPS_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def manage(*arguments: str) -> subprocess.Popen[str]:
    """Start manage.py as somebody who has set nothing."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
    )


def until(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Demo:
    """A demo on a data directory and a port of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.cluster = main_cluster(data)
        self.process = manage("demo", f"--port={self.port}", f"--data={data}")

    def announced(self) -> dict[str, Any]:
        """What it announces, once it does."""
        until(lambda: (self.data / "demo.json").exists() or self.process.poll() is not None)
        assert self.process.poll() is None, self.process.communicate()[0]
        return dict(json.loads((self.data / "demo.json").read_text()))

    def end(self, signum: int) -> str:
        """Send it the signal; what it printed."""
        self.process.send_signal(signum)
        return self.process.communicate(timeout=SECONDS)[0]


@pytest.fixture
def demo(open_folder: Path) -> Iterator[Callable[[], Demo]]:
    """Start demos on one data directory, one after another."""
    with ExitStack() as stack:
        stack.enter_context(removed_after(main_cluster(open_folder)))

        def started() -> Demo:
            made = Demo(open_folder)
            stack.callback(made.process.wait)
            stack.callback(made.process.kill)
            return made

        yield started


def test_a_demo_announces_itself_serves_and_leaves_nothing_behind(demo: Callable[[], Demo]) -> None:
    first = demo()
    announced = first.announced()
    assert announced["url"] == f"http://127.0.0.1:{first.port}"
    assert announced["tracker"] == f"http://127.0.0.1:{first.port}/graphql/"
    assert announced["reporting"] is None
    assert announced["today"] == "2026-06-30"
    assert (first.data / "demo.json").stat().st_mode & 0o777 == 0o600
    with closing(psycopg2.connect(announced["database"])) as connection:
        assert connection.get_dsn_parameters()["user"] == "ops_app"
    roles = {found["slug"]: [user["role"] for user in found["users"]] for found in announced["organisations"]}
    assert roles == {"meridian": ["VIEWER", "CONTRIBUTOR", "EDITOR", "ADMIN"], "alder": ["VIEWER", "ADMIN"]}
    server = server_pid(first.cluster)

    printed = first.end(signal.SIGTERM)
    assert first.process.returncode == 0
    assert printed.splitlines()[0] == "The demo's day is pinned: today is 2026-06-30."
    assert not (first.data / "demo.json").exists()
    assert not listens(first.port)
    assert not answers(first.cluster)
    assert server_pid(first.cluster) != server

    second = demo()
    assert second.announced()["organisations"] == announced["organisations"]
    second.end(signal.SIGINT)
    assert second.process.returncode == 0


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here to paste the line for")
def test_the_printed_line_runs_as_pasted(demo: Callable[[], Demo]) -> None:
    running = demo()
    announced = running.announced()
    token = announced["organisations"][0]["users"][0]["token"]
    line = curl_line(announced["tracker"])
    asked = subprocess.run(["sh", "-c", line], env={**os.environ, "TOKEN": token}, capture_output=True, check=True)
    printed = running.end(signal.SIGINT)

    assert 0 < json.loads(asked.stdout)["data"]["organisation"]["scorecard"]["index"] < 100
    assert printed.split("\nTOKEN=")[1].splitlines()[:2] == [token, line]


def test_the_readmes_line_is_that_of_a_plain_demo() -> None:
    assert curl_line("http://127.0.0.1:8000/graphql/") in (ROOT / "README.md").read_text().splitlines()


def test_the_curl_line_is_whole_for_a_shell_and_a_json_parser() -> None:
    words = shlex.split(curl_line("http://127.0.0.1:8000/graphql/"))
    assert words.count("Authorization: Bearer $TOKEN") == 1
    assert json.loads(words[-1])["query"].startswith('{ organisation(slug: "meridian")')
    assert re.findall(r"\$\w+", " ".join(words)) == ["$TOKEN"]


def test_an_old_announcement_is_gone_before_the_demo_can_fail(open_folder: Path) -> None:
    (open_folder / "demo.json").write_text("{}")
    with socket.socket() as taken, removed_after(main_cluster(open_folder)):
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = manage("demo", f"--port={port}", f"--data={open_folder}")
        printed = process.communicate(timeout=SECONDS)[0]
    assert process.returncode == 1
    assert f"Port {port} cannot be had" in printed
    assert "--port" in printed
    assert not (open_folder / "demo.json").exists()


def test_a_killed_demo_leaves_a_server_that_the_next_command_adopts_and_ends(demo: Callable[[], Demo]) -> None:
    killed = demo()
    tokens = killed.announced()["organisations"]
    server = server_pid(killed.cluster)
    killed.end(signal.SIGKILL)
    until(lambda: not listens(killed.port))
    assert answers(killed.cluster)

    following = demo()
    (following.data / "demo.json").unlink(missing_ok=True)
    assert following.announced()["organisations"] == tokens
    assert server_pid(following.cluster) == server

    refused = manage("demo", f"--port={free_port()}", f"--data={following.data}")
    assert "already runs" in refused.communicate(timeout=SECONDS)[0]
    assert refused.returncode == 1

    beside = manage("migrate", "--check", f"--data={following.data}")
    printed = beside.communicate(timeout=SECONDS)[0]
    assert beside.returncode == 0, printed
    assert answers(following.cluster)
    following.end(signal.SIGTERM)
    assert not answers(following.cluster)


def test_a_demo_ended_while_it_starts_leaves_nothing_behind(demo: Callable[[], Demo]) -> None:
    starting = demo()
    until(lambda: (starting.cluster.home / "place" / "data").exists())
    starting.end(signal.SIGTERM)
    assert not answers(starting.cluster)
    assert server_pid(starting.cluster) is None
    assert not (starting.data / "demo.json").exists()

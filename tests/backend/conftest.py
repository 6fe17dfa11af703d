"""Clusters in folders of their own, and what it takes to act as an ordinary user where the tests run as root."""

import multiprocessing
import os
import pwd
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from backend.postgres import server
from backend.postgres.accounts import UNPRIVILEGED
from backend.postgres.binaries import Programs, programs_choose
from backend.postgres.cluster import Cluster
from backend.postgres.lifetime import server_used
from backend.postgres.server import stop

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter; pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="ops-test-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def removed_after(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster; after the body it is stopped, and what it keeps outside its folder is removed."""
    try:
        yield cluster
    finally:
        stop(cluster)
        for folder in {cluster.socket_folder, cluster.place}:
            if folder.is_dir() and not folder.is_relative_to(cluster.home):
                shutil.rmtree(folder)


@pytest.fixture
def cluster(open_folder: Path) -> Iterator[Cluster]:
    """A cluster that does not exist yet."""
    with removed_after(Cluster(open_folder / "postgres", durable=False)) as made:
        yield made


@pytest.fixture(scope="session")
def running_cluster() -> Iterator[Cluster]:
    """A cluster whose server runs, for tests that only ask it."""
    folder = Path(tempfile.mkdtemp(prefix="ops-test-"))
    folder.chmod(0o755)
    with removed_after(Cluster(folder / "postgres", durable=False)) as made, server_used(made):
        yield made
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def readable_programs() -> Iterator[Programs]:
    """The preferred PostgreSQL where every user can run it; .venv may be closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="ops-test-programs-"))
    folder.chmod(0o755)
    yield programs_choose(None).copied_to(folder)
    shutil.rmtree(folder)


Body = Callable[[Connection], None]


class OtherProcess:
    """A process beside the tests' own that runs a body; they talk over a pipe."""

    def __init__(self, body: Body, *, uid: int | None = None, programs: Programs | None = None) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_run, args=(body, theirs, uid, programs))
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        return int(self._process.pid or 0)

    def hear(self) -> Any:
        """What it says next. Raises EOFError where it ended without a word."""
        if not self.pipe.poll(60):
            pytest.fail("the other process is silent")
        return self.pipe.recv()

    def say(self, word: str = "go on") -> None:
        """Answer it."""
        self.pipe.send(word)

    def end(self) -> int | None:
        """Wait for its end; its exit code."""
        self._process.join(60)
        return self._process.exitcode

    def close(self) -> None:
        """See that it is no more."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


def _run(body: Body, pipe: Connection, uid: int | None, programs: Programs | None) -> None:
    if uid is not None:
        os.setgroups([])
        os.setgid(pwd.getpwuid(uid).pw_gid)
        os.setuid(uid)
    if programs is not None:
        pytest.MonkeyPatch().setattr(server, "programs_choose", lambda _major: programs)
    body(pipe)


@pytest.fixture
def beside() -> Iterator[Callable[[Body], OtherProcess]]:
    """Start a process beside this one, as the same user."""
    with ExitStack() as stack:

        def started(body: Body) -> OtherProcess:
            process = OtherProcess(body)
            stack.callback(process.close)
            return process

        yield started


@pytest.fixture
def ordinary_user(readable_programs: Programs) -> Iterator[Callable[[Body], OtherProcess]]:
    """Start a process as a user who is not root: `nobody` where the tests run as root, else the same."""
    uid = pwd.getpwnam(UNPRIVILEGED).pw_uid if IS_ROOT else None
    with ExitStack() as stack:

        def started(body: Body) -> OtherProcess:
            process = OtherProcess(body, uid=uid, programs=readable_programs)
            stack.callback(process.close)
            return process

        yield started

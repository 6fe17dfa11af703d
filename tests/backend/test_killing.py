"""What is acknowledged stays, and nothing is done twice, whatever is killed."""

import random
import shutil
from pathlib import Path

import pytest

from tests.backend.conftest import removed_after
from tests.backend.test_demo import free_port, listens
from tests.killing.servers import Servers
from tests.killing.trial import trial

KILLS = 3
"""One of each kind; `python -m tests.killing` does hundreds."""


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no ps here to find the processes to kill")
def test_killed_servers_lose_nothing_acknowledged_and_do_nothing_twice(open_folder: Path) -> None:
    servers = Servers(open_folder, free_port())
    said: list[str] = []
    with removed_after(servers.cluster), servers:
        figures = trial(servers, kills=KILLS, writers=4, draw=random.Random(1), say=said.append)  # noqa: S311 - no secret

    assert figures.are_good, figures.lines()
    assert figures.kills == {"worker": 1, "web server": 1, "PostgreSQL": 1}
    assert len(said) == KILLS
    assert figures.acknowledged > KILLS
    assert figures.outcomes["no answer"] > 0
    assert figures.answers_lost > 0
    assert not listens(servers.port)

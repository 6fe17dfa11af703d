"""The trial: kills at random moments while many write, and then a count of what is there."""

import random
import threading
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from backend.postgres.roles import DATABASE
from backend.postgres.server import connect
from tests.killing.servers import Servers
from tests.killing.writers import Write, Writer

SENT_AGAIN = 500
LONGEST_PEACE = 0.8
"""Seconds: the longest time from one recovery to the next kill."""

Kill = Callable[[random.Random], None]


@dataclass(slots=True)
class Figures:
    """What came of a trial. Lists are of names of writes, and are to be empty."""

    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    answers_lost: int = 0
    sent_again: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    answered_otherwise: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Say it."""
        return [
            f"kills                                 {self.kills.total()}: {dict(self.kills)}, in {self.seconds:.0f} s",
            f"requests by what came back            {dict(self.outcomes)}",
            f"acknowledged writes                   {self.acknowledged}",
            f"committed, and the answer was lost    {self.answers_lost}",
            f"sent again in the end                 {self.sent_again}",
            f"acknowledged and not there            {len(self.lost)} {self.lost[:5]}",
            f"there more than once                  {len(self.doubled)} {self.doubled[:5]}",
            f"answered otherwise when sent again    {len(self.answered_otherwise)} {self.answered_otherwise[:5]}",
            f"writers that failed                   {len(self.failures)} {self.failures[:5]}",
        ]

    @property
    def are_good(self) -> bool:
        """Whether nothing was lost, doubled or answered otherwise, and nobody failed."""
        return not (self.lost or self.doubled or self.answered_otherwise or self.failures)


def kills_of(servers: Servers) -> dict[str, Kill]:
    """Return the ways to kill, by their names."""
    return {"worker": servers.kill_worker, "web server": servers.kill_web, "PostgreSQL": servers.kill_database}


def trial(servers: Servers, *, kills: int, writers: int, draw: random.Random, say: Callable[[str], None]) -> Figures:
    """Kill so many times, each kind in turn, while so many write; then count. `say` is told of each kill."""
    figures, began, stop = Figures(), time.monotonic(), threading.Event()
    crowd = [Writer(servers.port, servers.token, number, stop) for number in range(writers)]
    for writer in crowd:
        writer.start()
    ways = [*kills_of(servers).items()]
    try:
        for number in range(kills):
            time.sleep(draw.uniform(0.05, LONGEST_PEACE))
            name, kill = ways[number % len(ways)]
            kill(draw)
            figures.kills[name] += 1
            say(f"{number + 1} of {kills}: {name}, after {sum(len(each.writes) for each in crowd)} writes")
            servers.recover()
    finally:
        stop.set()
        for writer in crowd:
            writer.join()
    figures.seconds = time.monotonic() - began
    _count(figures, servers, crowd, draw)
    return figures


def _count(figures: Figures, servers: Servers, crowd: list[Writer], draw: random.Random) -> None:
    figures.failures = [writer.failure for writer in crowd if writer.failure]
    acknowledged = [(writer, write) for writer in crowd for write in writer.writes if write.answer is not None]
    figures.acknowledged = len(acknowledged)
    figures.answers_lost = sum(write.was_lost for _, write in acknowledged)
    again = draw.sample(acknowledged, min(SENT_AGAIN, len(acknowledged)))
    figures.sent_again = len(again)
    figures.answered_otherwise = [write.name for writer, write in again if not _is_answered_alike(writer, write)]
    figures.outcomes = sum((writer.outcomes for writer in crowd), Counter[str]())
    there = _there(servers)
    names = Counter(name for name, _ in there)
    figures.doubled = [name for name, count in names.items() if count > 1]
    figures.lost = [write.name for _, write in acknowledged if (write.name, _key_of(write)) not in there]


def _is_answered_alike(writer: Writer, write: Write) -> bool:
    response = writer.send(write)
    return response.is_replayed and response.body == write.answer


def _there(servers: Servers) -> list[tuple[str, str]]:
    """Return name and id of each milestone that is there, asked of the database itself."""
    with closing(connect(servers.cluster, DATABASE)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT name, id::text FROM milestone")
        return [(str(name), str(id_)) for name, id_ in cursor.fetchall()]


def _key_of(write: Write) -> str:
    return b64decode(write.milestone_id).decode().partition(":")[2]

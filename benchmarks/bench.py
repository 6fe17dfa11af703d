"""A run of the benchmark: the servers that are up, and how each is asked in its turn."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from benchmarks.contenders.contender import Contender, Server
from benchmarks.dataset.shapes import Shape, Size
from benchmarks.harness.http import Exchange, burst
from benchmarks.harness.processes import cpu_seconds, machine_cpu_seconds
from benchmarks.questions import READS, Write, writes
from benchmarks.results import Results, Sample

PROCESSORS = os.cpu_count() or 1

Asked = tuple[str, str, str]
"""A contender, a question and an organisation."""

CONNECTIONS = 8
"""How many clients ask at once: four for each of the two processes that every contender has."""


@dataclass(frozen=True, slots=True)
class Running:
    """A contender whose server is up."""

    contender: Contender
    server: Server

    @property
    def name(self) -> str:
        """What the contender is called."""
        return self.contender.name


class Bench:
    """A run: so many rounds of bursts of so many seconds, on a database whose processes are below `database`. `absent`
    says of contenders that are not among those running why."""

    def __init__(
        self,
        *,
        size: Size,
        rounds: int,
        seconds: float,
        database: int,
        running: Sequence[Running],
        absent: Mapping[str, str],
    ) -> None:
        """Take what the run is made of."""
        self.size, self.rounds, self.seconds, self.database = size, rounds, seconds, database
        self.running = {each.name: each for each in running}
        self.absent = absent
        self.results = Results()
        self.others: list[float] = []
        """Of each burst the part of all processors that something else on the machine took, 0..1."""
        self.base: Shape = size.base()
        self.writes: Iterator[Write] = writes(self.base)

    def warmed(self) -> None:
        """Let every server answer everything for a while, so that nothing is measured that is done once."""
        for each in tqdm(self.running.values(), desc="warming up", unit="server"):
            for question in READS:
                self._burst(each, question, self.base.slug)

    def in_turn(self, group: str, asked: Mapping[str, Asked]) -> None:
        """Measure A B C A B C ...; the samples are kept by the group and by what it calls each of them."""
        turns = [turn for _ in range(self.rounds) for turn in asked.items()]
        for name, (contender, question, organisation) in tqdm(turns, desc=group, unit="burst"):
            sample = self._burst(self.running[contender], question, organisation)
            self.results.samples[group, name].append(sample)

    def lacks(self, contender: str, *names: str) -> None:
        """Note why a contender is not to be had for these figures; nothing where nobody asked for it."""
        why = "takes no part in it" if contender in self.running else self.absent.get(contender)
        if why is not None:
            self.results.missing |= dict.fromkeys(names, f"{contender}: {why}")

    def _burst(self, of: Running, question: str, organisation: str) -> Sample:
        roots = (of.server.pid, self.database)
        exchanges = of.contender.exchanges(question, organisation, self.writes)
        self._asked_once(of, exchanges)
        everything, before = machine_cpu_seconds(), sum(map(cpu_seconds, roots))
        own = time.process_time()
        done = burst(of.server.port, exchanges, connections=CONNECTIONS, seconds=self.seconds)
        taken = sum(map(cpu_seconds, roots)) - before
        own = time.process_time() - own
        self.others.append((machine_cpu_seconds() - everything - taken - own) / (done.seconds * PROCESSORS))
        return Sample(rate=done.answered / done.seconds, cpu=taken / done.answered)

    def _asked_once(self, of: Running, exchanges: Iterator[Exchange]) -> None:
        """Let every client be answered once before it counts: what the turn before left behind (garbage of another
        size, cold caches) is not this one's."""
        burst(of.server.port, exchanges, connections=CONNECTIONS, seconds=0)

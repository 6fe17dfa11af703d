"""A run asks its contenders in turn, and says of whom it lacks why."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby

import pytest
from django.core.management import CommandError, call_command

from benchmarks.agreement import DisagreementError, figures_agreed
from benchmarks.bench import Bench, Running
from benchmarks.contenders.contender import Contender, Server
from benchmarks.dataset.shapes import SIZES
from benchmarks.harness.http import post
from tests.benchmarks.echo import Echo, echoing


def contender(name: str, server: Server, index: float = 1.0) -> Running:
    """Return a contender that is told its own answer by the server that echoes."""
    request = post(f"/{name}", {"data": {"index": index}})
    return Running(Contender(name=name, serve=lambda: nullcontext(server), ask=lambda *_: request), server)


@contextmanager
def bench_of(**indexes: float) -> Generator[Bench]:
    """Have a run of contenders that answer with these indexes."""
    with echoing() as port:
        server = Server(port, os.getpid())
        running = [contender(name, server, index) for name, index in indexes.items()]
        made = Bench(
            size=SIZES["small"], rounds=3, seconds=0.01, database=os.getppid(), running=running, absent={"c": "skipped"}
        )
        yield made


def turns(asked: list[str]) -> Iterator[str]:
    """Yield who was asked, once for each turn."""
    return (path for path, _ in groupby(asked))


def test_contenders_are_asked_in_turn() -> None:
    with bench_of(a=1, b=1) as bench:
        bench.in_turn("q1", {name: (name, "q1", bench.base.slug) for name in "ab"})
        assert list(turns(Echo.asked)) == ["/a", "/b"] * 3
        assert len(bench.results.rates("q1", "a")) == len(bench.results.rates("q1", "b")) == len(bench.others) / 2 == 3
        assert all(rate > 0 for rate in bench.results.rates("q1", "a"))


def test_who_is_lacking_is_told_with_the_reason() -> None:
    with bench_of(a=1) as bench:
        for name in "acd":
            bench.lacks(name, f"figure_{name}")
        assert bench.results.missing == {"figure_a": "a: takes no part in it", "figure_c": "c: skipped"}


def test_nothing_is_measured_where_two_disagree() -> None:
    with bench_of(a=1, b=1.001) as bench, pytest.raises(DisagreementError, match="a and b differ in 1 values"):
        figures_agreed(bench)


def test_the_same_figures_agree() -> None:
    with bench_of(a=1, b=1) as bench:
        figures_agreed(bench)


@pytest.mark.parametrize(("arguments", "why"), [(["nobody"], "nobody"), (["--rounds", "0"], "at least 1")])
def test_a_run_of_nothing_is_refused(arguments: list[str], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("bench", *arguments)

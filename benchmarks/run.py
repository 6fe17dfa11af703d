"""One run of the benchmark, from an empty database to the table."""

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager

from django.core.management import call_command
from django.db import connections
from tqdm import tqdm

from backend.bootstrap import ROOT
from benchmarks.about import about, busy
from benchmarks.agreement import figures_agreed
from benchmarks.bench import Bench, Running
from benchmarks.chart import chart_drawn
from benchmarks.chosen import PARTS, contenders_chosen, parts_chosen
from benchmarks.dataset.loading import data_set_loaded, rows_expected
from benchmarks.dataset.shapes import SIZES, Size
from benchmarks.harness.processes import parent_of
from benchmarks.results import Results
from benchmarks.second_formula import second_formula_installed

REPORT = ROOT / "build" / "bench.json"
CHART = REPORT.with_suffix(".svg")
SECONDS = {"full": 3.0, "small": 0.8}
"""How long a burst is."""


def run(names: Collection[str], *, rounds: int, size: str, say: Callable[[str], None]) -> Results:
    """Make the database, start the contenders, and measure the parts that are named, all without names. Raises
    DisagreementError where two contenders tell different figures."""
    prepare(SIZES[size], say)
    with _serving(names, rounds=rounds, size=size) as bench:
        figures_agreed(bench)
        bench.warmed()
        for part in parts_chosen(names):
            PARTS[part](bench)
            bench.results.about = {**about(size=size, rounds=rounds), **busy(bench.others)}
            bench.results.written(REPORT)
            CHART.write_text(chart_drawn(bench.results), encoding="utf-8")
        return bench.results


def prepare(size: Size, say: Callable[[str], None]) -> None:
    """Migrate and fill the database."""
    say("migrating")
    call_command("migrate", verbosity=0)
    with tqdm(total=rows_expected(size), desc="copying", unit="row", unit_scale=True) as bar:
        for number in data_set_loaded(size):
            bar.update(number)
    second_formula_installed()
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


@contextmanager
def _serving(names: Collection[str], *, rounds: int, size: str) -> Iterator[Bench]:
    contenders, absent = contenders_chosen(names)
    connections.close_all()
    with ExitStack() as stack:
        running = [Running(each, stack.enter_context(each.serve())) for each in contenders]
        yield Bench(
            size=SIZES[size],
            rounds=rounds,
            seconds=SECONDS[size],
            database=postmaster(),
            running=running,
            absent=absent,
        )


def postmaster() -> int:
    """Return the process of the database's server that all its others are below."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(int(cursor.fetchone()[0]))

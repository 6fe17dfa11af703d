"""The product beside others: throughput, processor and memory."""

from benchmarks.bench import Bench
from benchmarks.contenders.tracker import MODES
from benchmarks.harness.processes import memory_bytes
from benchmarks.questions import READS, WRITE

LIVE, ROLL_UPS = "postgraphile_live", "postgraphile_rollups"
RIVALS = ("postgraphile", "mercurius", "raw", "strawberry_django", "graphene_django")


def reads_measured(bench: Bench) -> None:
    """Measure the three questions, all contenders in turn, and after them the memory of each server (the proportional
    set size of its processes)."""
    for question in READS:
        bench.in_turn(question, {name: (name, question, bench.base.slug) for name in bench.running})
    bench.results.memory.update({name: memory_bytes(each.server.pid) for name, each in bench.running.items()})
    for mode in MODES:
        for question in READS:
            _compare(bench, question, mode)
        for rival in RIVALS:
            _compare_memory(bench, mode, rival)


def writes_measured(bench: Bench) -> None:
    """Measure recording a measurement and asking the scorecard again, all contenders in turn that can."""
    able = [name for name, each in bench.running.items() if each.contender.record]
    bench.in_turn(WRITE, {name: (name, WRITE, bench.base.slug) for name in able})
    for mode in MODES:
        _compare(bench, WRITE, mode)


def contender_of(rival: str, *, question: str, mode: str) -> str:
    """Return which contender a rival's name means: PostGraphile computes live where the product remembers nothing, and
    reads roll-ups where it does, and where there is something to write."""
    if rival != "postgraphile":
        return rival
    return LIVE if mode == "first" and question != WRITE else ROLL_UPS


def _compare(bench: Bench, question: str, mode: str) -> None:
    own = f"tracker_{mode}"
    for rival in RIVALS:
        other = contender_of(rival, question=question, mode=mode)
        name = f"{question}_{mode}_vs_{rival}"
        if missing := _missing(bench, question, own, other):
            bench.lacks(missing, name, f"cpu_{name}")
            continue
        found = bench.results
        found.compare(name, found.rates(question, own), found.rates(question, other))
        found.compare(f"cpu_{name}", found.cpus(question, own), found.cpus(question, other))


def _compare_memory(bench: Bench, mode: str, rival: str) -> None:
    own, other = f"tracker_{mode}", contender_of(rival, question=READS[0], mode=mode)
    name, memory = f"memory_{mode}_vs_{rival}", bench.results.memory
    if missing := _missing(bench, READS[0], own, other):
        bench.lacks(missing, name)
    else:
        bench.results.compare(name, [memory[own]], [memory[other]])


def _missing(bench: Bench, question: str, *names: str) -> str | None:
    return next((name for name in names if (question, name) not in bench.results.samples), None)

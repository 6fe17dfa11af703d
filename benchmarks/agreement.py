"""Whether all contenders tell the same figures, value by value: before that nothing is measured."""

from benchmarks.bench import Bench, Running
from benchmarks.comparison import differences
from benchmarks.questions import READS

SHOWN = 10


class DisagreementError(Exception):
    """Two contenders tell different figures; the message says which."""


def figures_agreed(bench: Bench) -> None:
    """Compare what everybody answers, before a measurement is recorded and after everybody who can has recorded the
    same one. Raises DisagreementError."""
    _compare(bench)
    write = next(bench.writes)
    for each in bench.running.values():
        if each.contender.record:
            each.contender.records(each.server, write)
    _compare(bench)


def _compare(bench: Bench) -> None:
    first, *others = bench.running.values()
    for question in READS:
        told = _told(first, question, bench.base.slug)
        for other in others:
            found = list(differences(told, _told(other, question, bench.base.slug)))
            if found:
                shown = "\n".join(found[:SHOWN])
                raise DisagreementError(
                    f"{question}: {first.name} and {other.name} differ in {len(found)} values:\n{shown}"
                )


def _told(each: Running, question: str, organisation: str) -> object:
    return each.contender.figures(each.server, question, organisation)

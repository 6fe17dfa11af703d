"""What a run consists of, by the names that it is given: parts, contenders, or nothing for all of it."""

from collections.abc import Callable, Collection, Mapping

from benchmarks.bench import Bench
from benchmarks.contenders.contender import Contender, MissingError
from benchmarks.contenders.node import mercurius, postgraphile_live, postgraphile_rollups
from benchmarks.contenders.raw import raw
from benchmarks.contenders.stock import graphene_django, strawberry_django
from benchmarks.contenders.tracker import MODES, tracker
from benchmarks.measures.compiled import compiled_measured
from benchmarks.measures.ingest import ingest_measured
from benchmarks.measures.reporting import reporting_measured
from benchmarks.measures.rivals import reads_measured, writes_measured
from benchmarks.measures.scaling import scaling_measured
from benchmarks.measures.staleness import staleness_counted
from benchmarks.measures.statements import statements_counted
from benchmarks.measures.writers import writers_measured

PARTS: Mapping[str, Callable[[Bench], None]] = {
    "statements": statements_counted,
    "compiled": compiled_measured,
    "scaling": scaling_measured,
    "reads": reads_measured,
    "reporting": reporting_measured,
    "writes": writes_measured,
    "ingest": ingest_measured,
    "writers": writers_measured,
    "staleness": staleness_counted,
}
"""The parts in their order: what writes comes last, for it changes what is read."""


RIVALS: Mapping[str, Callable[[], Contender]] = {
    "raw": raw,
    "mercurius": mercurius,
    "postgraphile_rollups": postgraphile_rollups,
    "postgraphile_live": postgraphile_live,
    "strawberry_django": strawberry_django,
    "graphene_django": graphene_django,
}
"""Who is measured beside the product, by name."""


def names_known() -> tuple[str, ...]:
    """Return all names that a run may be given."""
    return (*PARTS, *RIVALS)


def parts_chosen(names: Collection[str]) -> list[str]:
    """Return the parts that are named, in their order; all of them where none is."""
    return [part for part in PARTS if part in names] or [*PARTS]


def contenders_chosen(names: Collection[str]) -> tuple[list[Contender], dict[str, str]]:
    """Return the contenders of a run: the product in its modes first, then the rivals that are named, all of them
    where none is; and of those that cannot be had why."""
    chosen = [rival for rival in RIVALS if rival in names] or [*RIVALS]
    contenders, absent = [tracker(mode) for mode in MODES], {}
    for rival in chosen:
        try:
            contenders.append(RIVALS[rival]())
        except MissingError as error:
            absent[rival] = f"skipped: {error}"
    return contenders, absent

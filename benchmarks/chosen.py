"""What a run consists of, by the names that it is given: parts, contenders, or nothing for all of it."""

from collections.abc import Callable, Collection, Mapping

from benchmarks.bench import Bench
from benchmarks.contenders.contender import Contender
from benchmarks.contenders.tracker import MODES, SWITCH, is_built, tracker
from benchmarks.measures.rivals import reads_measured, writes_measured
from benchmarks.measures.scaling import scaling_measured
from benchmarks.measures.statements import statements_counted

PARTS: Mapping[str, Callable[[Bench], None]] = {
    "statements": statements_counted,
    "scaling": scaling_measured,
    "reads": reads_measured,
    "writes": writes_measured,
}
"""The parts in their order: what writes comes last, for it changes what is read."""


def names_known() -> tuple[str, ...]:
    """Return all names that a run may be given."""
    return (*PARTS,)


def parts_chosen(names: Collection[str]) -> list[str]:
    """Return the parts that are named, in their order; all of them where none is."""
    return [part for part in PARTS if part in names] or [*PARTS]


def contenders_chosen(names: Collection[str]) -> tuple[list[Contender], dict[str, str]]:
    """Return the contenders of a run, the product in its modes first, and of those that are not in it why."""
    del names
    built = [mode for mode in MODES if is_built(mode)]
    absent = {f"tracker_{mode}": f"not built: {SWITCH}" for mode in MODES if mode not in built}
    return [tracker(mode) for mode in built], absent

"""Rows as they are copied: a table, the columns that are given, and the values in their order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table; what the columns leave out the database fills in."""

    table: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


def drawer(*of: object) -> Random:
    """Return a source of draws of its own for a thing, the same for the same seed and name of it in every run."""
    return Random(":".join(map(str, of)))  # noqa: S311 - nothing of it is secret


def identifiers(seed: int, *of: object) -> Iterator[UUID]:
    """Yield identifiers without end, the same for the same seed and name."""
    draw = drawer(seed, "id", *of)
    while True:
        yield UUID(int=draw.getrandbits(128), version=4)


def as_text(value: object) -> str:
    r"""Return a value as COPY's text format has it: None is \N, a sequence an array. Texts are words of this package,
    without a tab, a line's end or a backslash."""
    match value:
        case str():
            return value
        case None:
            return r"\N"
        case bytes():
            return rf"\\x{value.hex()}"
        case list() | tuple():
            return "{" + ",".join(map(as_text, value)) + "}"
        case _:
            return str(value)

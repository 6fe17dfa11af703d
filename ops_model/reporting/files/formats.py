"""What a format is, and what is the same in those that spreadsheets open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Batch = Sequence[tuple[Any, ...]]
"""Some rows, each with a value for every column."""

Writer = Callable[[Sequence[str], Iterable[Batch]], Iterator[bytes]]
"""Writes rows under the names of their columns, piece by piece."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FULL_WIDTH = 0xFEE0
"""How far the full-width form of a character is from it."""

FORMULA_STARTS = frozenset("=+-@") | {chr(ord(each) + FULL_WIDTH) for each in "=+-@"} | {*map(chr, range(32))}
"""What a spreadsheet may take for the beginning of a formula, or not see in front of one."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format: how a file's name ends, its media type, and who writes it; whether it may begin with a byte order mark,
    and how many rows it holds (None: any number)."""

    suffix: str
    media_type: str
    written: Writer
    takes_bom: bool = False
    most_rows: int | None = None


def harmless(text: str) -> str:
    """Return a text as a spreadsheet shows it: one that begins like a formula gets an apostrophe in front."""
    return f"'{text}" if text[:1] in FORMULA_STARTS else text

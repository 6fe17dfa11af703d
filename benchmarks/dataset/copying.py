"""Bringing rows in through COPY, all triggers and constraints of the database at work."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TextIO, cast

from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class, whatever psycopg2 calls it

from benchmarks.dataset.rows import Rows, as_text

ROWS_AT_ONCE = 200_000
"""So many rows are one statement: its trigger holds them all."""


def rows_copied(cursor: Cursor, rows: Rows) -> Iterator[int]:
    """Copy the rows, statement by statement; yield how many each of them brought in."""
    left = iter(rows.rows)
    statement = f"COPY {rows.table} ({', '.join(rows.columns)}) FROM STDIN"
    while batch := list(islice(left, ROWS_AT_ONCE)):
        lines = Lines("\t".join(map(as_text, row)) + "\n" for row in batch)
        cursor.copy_expert(statement, cast("TextIO", lines))
        yield len(batch)


class Lines:
    """Lines as a file that is read from the front."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the lines, each with its end."""
        self._lines = iter(lines)

    def read(self, size: int = -1) -> str:
        """Return about so many characters, whole lines; "" at the end."""
        return "".join(islice(self._lines, max(1, size // 64) if size >= 0 else None))

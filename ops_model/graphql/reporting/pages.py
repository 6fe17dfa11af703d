"""Pages of a table, by offset: graphene's cursors are places in the list, so that deep pages cost what lies before."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql_relay import cursor_to_offset, offset_to_cursor

from ops_model.graphql.http.errors import BadInputError
from ops_model.reporting.filters import Rows
from ops_model.reporting.state_rows import Row

PAGE = 100
MOST_ROWS = 1_000
DEEPEST = 10_000
"""How far into a list a page may reach: what is wanted whole is a file."""


@dataclass(frozen=True, slots=True)
class PageArguments:
    """Which part of a list is asked for, as Relay has it."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True)
class Page:
    """A page of rows under a filter; `start` is the place of the first of its nodes."""

    rows: Rows
    start: int
    nodes: list[Row]
    has_next: bool

    @cached_property
    def total_count(self) -> int:
        """How many rows the whole list has. One statement."""
        return self.rows.count()

    @property
    def edges(self) -> list[Mapping[str, Any]]:
        """The nodes with their cursors."""
        return [{"node": row, "cursor": offset_to_cursor(self.start + at)} for at, row in enumerate(self.nodes)]

    @property
    def page_info(self) -> Mapping[str, Any]:
        """Where the page stands."""
        end = self.start + len(self.nodes)
        return {
            "has_next_page": self.has_next,
            "has_previous_page": self.start > 0,
            "start_cursor": offset_to_cursor(self.start) if self.nodes else None,
            "end_cursor": offset_to_cursor(end - 1) if self.nodes else None,
        }


def page_of(rows: Rows, asked: PageArguments) -> Page:
    """Return a page of rows. One statement, and one more where the end is asked for. Raises BadInputError."""
    start, stop = _span(asked, rows)
    if stop > DEEPEST:
        raise BadInputError(
            f"A page reaches at most {DEEPEST} rows into a list: narrow the filter, or fetch the table as a file."
        )
    found = [*rows[start : stop + 1]]
    return Page(rows, start, found[: stop - start], len(found) > stop - start)


def _span(asked: PageArguments, rows: Rows) -> tuple[int, int]:
    """Return the places from which and before which rows are asked for."""
    if asked.first is not None and asked.last is not None:
        raise BadInputError("Give 'first' or 'last', and not both.")
    start = _place("after", asked.after) + 1 if asked.after is not None else 0
    end = _place("before", asked.before) if asked.before is not None else None
    if asked.last is None:
        stop = start + size_read("first", asked.first)
        stop = stop if end is None else min(stop, end)
    else:
        stop = rows.count() if end is None else end
        start = max(start, stop - size_read("last", asked.last))
    return start, max(start, stop)


def size_read(name: str, size: int | None) -> int:
    """Return how many rows or groups are asked for; PAGE for None. Raises BadInputError."""
    if size is None:
        return PAGE
    if not 0 <= size <= MOST_ROWS:
        raise BadInputError(f"'{name}' is from 0 to {MOST_ROWS}.")
    return size


def _place(name: str, cursor: str) -> int:
    place = cursor_to_offset(cursor)
    if place is None or not 0 <= place <= DEEPEST:
        raise BadInputError(f"'{name}' is no cursor of this list: give one that it has answered.")
    return place

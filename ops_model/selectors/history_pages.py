"""Pages of histories: keyset pagination in SQL, newest first, for all parents in one statement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from ops_model.selectors.facts.sql import Row, rows_read
from ops_model.selectors.histories import Histories, History
from ops_model.selectors.pages import (
    NOT_OURS,
    CursorError,
    Page,
    PageArguments,
    cursor_read,
    cursor_write,
    list_digest,
)

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

Report = TypeVar("Report")
Moment = tuple[date, datetime, UUID]
"""A place in a history: the day that something is about, when it was recorded, and its id."""

# What stands in braces is SQL of this package, named in a Source, and never input.
_LISTED = """
    organisation_id = %(organisation_id)s AND {of_parent} AND {counts} AND {day} BETWEEN %(since)s AND %(until)s
"""
_PAGE = """
SELECT parent.id::text, {others}, listed.*
FROM unnest(%(parent_ids)s::uuid[]) AS parent (id)
LEFT JOIN LATERAL (
    SELECT {columns}
    FROM {table}
    WHERE {listed} {after} {before}
    ORDER BY {day} {way}, recorded_at {way}, id {way}
    LIMIT %(most)s
) AS listed ON true
ORDER BY parent.id, listed.{day} {way}, listed.recorded_at {way}, listed.id {way}
"""
_COUNT = """
SELECT parent.id::text, counted.how_many
FROM unnest(%(parent_ids)s::uuid[]) AS parent (id)
CROSS JOIN LATERAL (SELECT count(*) AS how_many FROM {table} WHERE {listed}) AS counted
"""
_BY_ID = """
SELECT {columns} FROM {table} WHERE organisation_id = %(organisation_id)s AND id = ANY(%(ids)s::uuid[]) AND {counts}
"""


def _nothing_more(_: "OrganisationState") -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class Source(Generic[Report]):
    """A history in the database: its name, by which cursors know it; its table, the columns read of it (the id first),
    the column of the day that orders it; which rows are a parent's (`parent.id`) and which count; how a row becomes a
    report, and a report's place; what else of the state its SQL is given."""

    name: str
    table: str
    columns: str
    day: str
    of_parent: str
    counts: str
    report: Callable[[Row, "OrganisationState"], Report]
    moment: Callable[[Report], Moment]
    given: Callable[["OrganisationState"], dict[str, object]] = _nothing_more

    def statement(self, template: str, **parts: str) -> str:
        """Return a statement of this module for this source."""
        listed = _LISTED.format(of_parent=self.of_parent, counts=self.counts, day=self.day)
        return template.format(
            table=self.table, columns=self.columns, day=self.day, counts=self.counts, listed=listed, **parts
        )


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a history that are listed, both included; None: without that bound. Nothing is listed that is dated
    after the state's date."""

    since: date | None = None
    until: date | None = None

    def parameters(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> dict[str, object]:
        """Return what every statement of a history is given."""
        return {
            "organisation_id": state.id,
            "parent_ids": [str(parent_id) for parent_id in parent_ids],
            "since": self.since or date.min,
            "until": min(self.until or state.as_of, state.as_of),
        }


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list: at most `size` after one place, or, `backward`, before another."""

    size: int
    backward: bool
    after: Moment | None
    before: Moment | None


@dataclass(frozen=True, slots=True)
class Slice(Generic[Report]):
    """What one page shows, in the list's order; whether there are more in its direction, and others behind its
    cursor."""

    nodes: tuple[Report, ...] = ()
    more: bool = False
    others: bool = False


def history_page(
    histories: Histories,
    source: Source[Report],
    span: Span,
    *,
    of: Any,
    arguments: PageArguments,
) -> Page[Report]:
    """Return a page of the history of a report, newest first.

    One statement for all reports that are asked with the same arguments, one more if a total is asked for. Raises
    CursorError for a cursor of another list.
    """
    digest = list_digest(source.name, of.id, span)
    window = Window(
        arguments.size, arguments.backward, _moment(arguments.after, digest), _moment(arguments.before, digest)
    )
    found = histories.get(_Slices(source, span, window), state=of.state, parent_id=of.id)
    return Page(
        nodes=found.nodes,
        cursors=tuple(cursor_write(digest, _place(source.moment(node))) for node in found.nodes),
        has_next=found.others if window.backward else found.more,
        has_previous=found.more if window.backward else found.others,
        count=partial(histories.get, _Counts(source, span), state=of.state, parent_id=of.id),
    )


@dataclass(frozen=True, slots=True)
class ById(History[Report | None]):
    """Rows of a source by their own ids, of those that count; None where there is none."""

    source: Source[Report]

    @property
    def nothing(self) -> None:
        """No report."""

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Report]:
        """Read them. One statement."""
        ids = [str(parent_id) for parent_id in parent_ids]
        rows = rows_read(self.source.statement(_BY_ID), {"organisation_id": state.id, "ids": ids})
        return {row[0]: self.source.report(row, state) for row in rows}


@dataclass(frozen=True, slots=True)
class _Slices(History[Slice[Report]]):
    """One window of a history."""

    source: Source[Report]
    span: Span
    window: Window

    @property
    def nothing(self) -> Slice[Report]:
        return Slice()

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Slice[Report]]:
        window = self.window
        parameters = {"after": window.after, "before": window.before, "most": window.size + 1}
        given = self.span.parameters(state, parent_ids) | self.source.given(state) | parameters
        rows = rows_read(self._statement(), given)
        return {UUID(text): self._slice(list(of), state) for text, of in groupby(rows, key=itemgetter(0))}

    def _statement(self) -> str:
        source, window = self.source, self.window
        place = f"({source.day}, recorded_at, id)"
        behind = f"{place} <= %(before)s" if window.backward else f"{place} >= %(after)s"
        cursor_behind = window.before if window.backward else window.after
        others = "EXISTS (SELECT FROM {table} WHERE {listed} AND {behind})" if cursor_behind else "false"
        return source.statement(
            _PAGE.replace("{others}", others),
            behind=behind,
            way="ASC" if window.backward else "DESC",
            after=f"AND {place} < %(after)s" if window.after else "",
            before=f"AND {place} > %(before)s" if window.before else "",
        )

    def _slice(self, rows: list[Row], state: "OrganisationState") -> Slice[Report]:
        found = [columns for _, _, *columns in rows if columns[0] is not None]
        shown = found[: self.window.size]
        nodes = [self.source.report(tuple(columns), state) for columns in shown]
        return Slice(
            tuple(reversed(nodes) if self.window.backward else nodes),
            more=len(found) > self.window.size,
            others=rows[0][1],
        )


@dataclass(frozen=True, slots=True)
class _Counts(History[int]):
    """How many are listed of a history."""

    source: Source[Any]
    span: Span

    @property
    def nothing(self) -> int:
        return 0

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        given = self.span.parameters(state, parent_ids) | self.source.given(state)
        rows = rows_read(self.source.statement(_COUNT), given)
        return {UUID(text): how_many for text, how_many in rows}


def _place(moment: Moment) -> tuple[str, str, str]:
    day, recorded_at, id_ = moment
    return day.isoformat(), recorded_at.isoformat(), str(id_)


def _moment(cursor: str | None, digest: str) -> Moment | None:
    if cursor is None:
        return None
    day, recorded_at, id_ = map(str, cursor_read(cursor, digest, keys=3))
    try:
        moment = date.fromisoformat(day), datetime.fromisoformat(recorded_at).astimezone(UTC), UUID(id_)
    except (ValueError, OverflowError):
        raise CursorError(NOT_OURS) from None
    return moment

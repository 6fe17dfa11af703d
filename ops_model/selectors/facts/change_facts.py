"""Statements and events of the history, as rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from ops_model.domain.changes import ChangedThing, ChangeKind
from ops_model.selectors.facts.sql import rows_read
from ops_model.selectors.facts.tracked_tables import KINDS, LABELS, THINGS, TRACKED


class Place(NamedTuple):
    """A place in the history: its statement's, and the event's within it."""

    at: datetime
    statement_id: UUID
    number: int


class Statement(NamedTuple):
    """A statement that changed something, and by whom: the member and the token's name are read here."""

    id: UUID
    thing: ChangedThing
    kind: ChangeKind
    row_count: int
    context: Mapping[str, str | None]
    actor_id: UUID | None
    token_name: str | None


class Event(NamedTuple):
    """What became of one row: its columns before and after, as texts, numbers, truth values and lists; None: there was
    none, or none is left."""

    place: Place
    subject_id: UUID
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which changes of an organisation: of these things (and, given `subjects`, of these alone), of these kinds, by
    these members, on these days in `time_zone`, both included; None: any."""

    organisation_id: UUID
    time_zone: str
    things: tuple[ChangedThing, ...]
    kinds: tuple[ChangeKind, ...] | None = None
    actors: tuple[UUID, ...] | None = None
    since: date | None = None
    until: date | None = None
    subjects: tuple[tuple[str, UUID], ...] | None = None

    def of_subjects(self, thing: ChangedThing) -> list[str]:
        """Return the ids of the subjects that changes of a thing can be of."""
        return [str(id_) for type_name, id_ in self.subjects or () if type_name == TRACKED[thing].subject]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the history: at most `size` changes after one place, or, `backward`, before another."""

    size: int
    backward: bool
    after: Place | None
    before: Place | None

    @property
    def way(self) -> str:
        """The direction of SQL in which it is read."""
        return "ASC" if self.backward else "DESC"


# What stands in braces is SQL of this package and never input.
_TOUCHED = """(
    SELECT change_statement.*, touched.row_count AS rows_asked
    FROM change_statement
    JOIN (SELECT pgh_statement_id, count(*) AS row_count FROM ({events}) AS event GROUP BY 1) AS touched
        ON touched.pgh_statement_id = change_statement.id
)"""
_EVERY = "(SELECT change_statement.*, row_count AS rows_asked FROM change_statement)"
_LISTED = """
    statement.organisation_id = %(organisation_id)s AND thing = ANY(%(things)s)
    AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
    AND (%(actors)s::uuid[] IS NULL OR context ->> 'user' IN (
        SELECT account_id::text FROM membership
        WHERE membership.organisation_id = %(organisation_id)s AND membership.id = ANY(%(actors)s::uuid[])
    ))
    AND (%(since)s::date IS NULL OR at >= %(since)s::date::timestamp AT TIME ZONE %(time_zone)s)
    AND (%(until)s::date IS NULL OR at < (%(until)s::date + 1)::timestamp AT TIME ZONE %(time_zone)s)
"""
_STATEMENTS = """
SELECT others, listed.id, thing, kind, rows_asked, context::text, membership.id, api_token.name
FROM (SELECT {others} AS others) AS beside
LEFT JOIN LATERAL (
    SELECT * FROM {statements} AS statement
    WHERE {listed} {after} {before}
    ORDER BY at {way}, id {way} LIMIT %(most)s
) AS listed ON true
LEFT JOIN membership ON membership.organisation_id = %(organisation_id)s
    AND membership.account_id::text = context ->> 'user'
LEFT JOIN api_token ON api_token.organisation_id = %(organisation_id)s AND api_token.id::text = context ->> 'token'
ORDER BY at {way}, listed.id {way}
"""
_EVENTS_OF_THING = """
SELECT pgh_created_at, pgh_statement_id, pgh_id, {subject}, pgh_label, row_to_json(event)::text, columns
FROM (
    SELECT * FROM {table}_event
    WHERE organisation_id = %(organisation_id)s AND pgh_statement_id = ANY(%({thing})s::uuid[]) {of_subjects}
        {after} {before}
    ORDER BY pgh_created_at {way}, pgh_statement_id {way}, pgh_id {way} LIMIT %(most)s
) AS event
LEFT JOIN LATERAL (
    SELECT row_to_json(earlier)::text AS columns FROM {table}_event AS earlier
    WHERE earlier.organisation_id = event.organisation_id AND earlier.pgh_obj_id = event.pgh_obj_id
        AND earlier.pgh_id < event.pgh_id AND event.pgh_label = 'update'
    ORDER BY pgh_id DESC LIMIT 1
) AS earlier ON true
"""
_COUNT = "SELECT coalesce(sum(rows_asked), 0)::bigint FROM {statements} AS statement WHERE {listed}"


def statements_read(asked: Asked, window: Window) -> tuple[bool, list[Statement]]:
    """Return whether there are changes on the other side of a window's cursor, and the statements that the window is
    full of, in its direction: that of the cursor too, of which nothing may be left, and so one more than fills it and
    tells whether there is more. `row_count` counts the rows that are asked for. One statement."""
    behind = window.before if window.backward else window.after
    side = "<= (%(before_at)s, %(before_id)s)" if window.backward else ">= (%(after_at)s, %(after_id)s)"
    source = _source(asked)
    sql = _STATEMENTS.format(
        others=f"EXISTS (SELECT FROM {source} AS statement WHERE {_LISTED} AND (at, id) {side})" if behind else "false",
        statements=source,
        listed=_LISTED,
        after="AND (at, id) <= (%(after_at)s, %(after_id)s)" if window.after else "",
        before="AND (at, id) >= (%(before_at)s, %(before_id)s)" if window.before else "",
        way=window.way,
    )
    rows = rows_read(sql, _given(asked, window) | {"most": window.size + 2})
    return rows[0][0], [_statement(*columns) for _, *columns in rows if columns[0] is not None]


def events_read(asked: Asked, statements: Sequence[Statement], window: Window) -> list[Event]:
    """Return the events of some statements in a window, in its direction, and one more if there is. One statement; none
    for no statements."""
    ids: dict[ChangedThing, list[str]] = {}
    for statement in statements:
        ids.setdefault(statement.thing, []).append(str(statement.id))
    if not ids:
        return []
    place, most = "(pgh_created_at, pgh_statement_id, pgh_id)", window.size + 1
    parts = {
        "after": f"AND {place} < (%(after_at)s, %(after_id)s, %(after_number)s)" if window.after else "",
        "before": f"AND {place} > (%(before_at)s, %(before_id)s, %(before_number)s)" if window.before else "",
        "way": window.way,
    }
    sql = " UNION ALL ".join(f"({_of_thing(asked, thing, parts)})" for thing in ids)
    given = _given(asked, window) | {thing.value: listed for thing, listed in ids.items()} | {"most": most}
    events = [_event(*row) for row in rows_read(sql, given)]
    return sorted(events, key=lambda event: event.place, reverse=not window.backward)[:most]


def changes_count(asked: Asked) -> int:
    """Return how many changes there are of those asked for. One statement."""
    ((count,),) = rows_read(_COUNT.format(statements=_source(asked), listed=_LISTED), _given(asked))
    return int(count)


def _source(asked: Asked) -> str:
    """Return the statements to choose from: all, or, subjects given, those that touched one, found by the events."""
    if asked.subjects is None:
        return _EVERY
    events = [
        f"SELECT pgh_statement_id FROM {TRACKED[thing].table}_event WHERE organisation_id = %(organisation_id)s"  # noqa: S608 - our own names
        f" AND {TRACKED[thing].column} = ANY(%(of_{thing})s::uuid[])"
        for thing in asked.things
        if asked.of_subjects(thing)
    ]
    return _TOUCHED.format(events=" UNION ALL ".join(events) or "SELECT null::uuid AS pgh_statement_id WHERE false")


def _of_thing(asked: Asked, thing: ChangedThing, parts: Mapping[str, str]) -> str:
    tracked = TRACKED[thing]
    of_subjects = f"AND {tracked.column} = ANY(%(of_{thing})s::uuid[])" if asked.subjects is not None else ""
    return _EVENTS_OF_THING.format(
        thing=thing, table=tracked.table, subject=tracked.column, of_subjects=of_subjects, **parts
    )


def _given(asked: Asked, window: Window | None = None) -> dict[str, Any]:
    places = {"after": window.after, "before": window.before} if window else {}
    return {
        "organisation_id": asked.organisation_id,
        "time_zone": asked.time_zone,
        "things": [TRACKED[thing].table for thing in asked.things],
        "kinds": None if asked.kinds is None else [LABELS[kind] for kind in asked.kinds],
        "actors": None if asked.actors is None else [str(actor) for actor in asked.actors],
        "since": asked.since,
        "until": asked.until,
        **{f"of_{thing}": asked.of_subjects(thing) for thing in asked.things},
        **{
            f"{name}_{key}": value
            for name, place in places.items()
            if place
            for key, value in zip(("at", "id", "number"), place, strict=True)
        },
    }


def _statement(id_: UUID, table: str, label: str, row_count: int, context: str | None, *by: Any) -> Statement:
    return Statement(id_, THINGS[table], KINDS[label], row_count, json.loads(context or "{}"), *by)


def _event(at: datetime, statement_id: UUID, number: int, subject_id: UUID, label: str, *columns: str | None) -> Event:
    row, earlier = (None if text is None else json.loads(text, parse_float=str) for text in columns)
    before, after = (row, None) if label == LABELS[ChangeKind.DELETED] else (earlier, row)
    return Event(Place(at, statement_id, number), subject_id, before, after)

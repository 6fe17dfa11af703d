"""The audit log, page by page: who changed what from what to what, newest first, over all kinds of things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.changes import things_shown
from ops_model.domain.roles import Role
from ops_model.selectors.changed_fields import changed_fields
from ops_model.selectors.facts.change_facts import (
    Asked,
    Event,
    Place,
    Statement,
    Window,
    changes_count,
    events_read,
    statements_read,
)
from ops_model.selectors.facts.tracked_tables import TRACKED
from ops_model.selectors.filters import ChangeFilter
from ops_model.selectors.histories import Histories, History
from ops_model.selectors.history_pages import Slice
from ops_model.selectors.matching import DateRange
from ops_model.selectors.pages import (
    FIRST_PAGE,
    NOT_OURS,
    CursorError,
    Page,
    PageArguments,
    cursor_read,
    cursor_write,
    list_digest,
)
from ops_model.selectors.reports import Change

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

_LARGEST_NUMBER = 2**63 - 1


def changes_page(
    histories: Histories,
    state: "OrganisationState",
    *,
    role: Role,
    filter_by: ChangeFilter | None = None,
    arguments: PageArguments = FIRST_PAGE,
) -> Page[Change]:
    """Return a page of an organisation's changes that a role may read, newest first.

    However many rows and kinds of things: two statements, one more if a total is asked for. Raises CursorError for a
    cursor of another list. A change knows what it changed by the event before it of the same row.
    """
    asked = _asked(state, filter_by or ChangeFilter(), role)
    digest = list_digest("changes", state.id, filter_by)
    window = Window(
        arguments.size, arguments.backward, _place(arguments.after, digest), _place(arguments.before, digest)
    )
    found = histories.get(_Slices(asked, window), state=state, parent_id=state.id)
    return Page(
        nodes=found.nodes,
        cursors=tuple(cursor_write(digest, _written(change)) for change in found.nodes),
        has_next=found.others if window.backward else found.more,
        has_previous=found.more if window.backward else found.others,
        count=partial(histories.get, _Counts(asked), state=state, parent_id=state.id),
    )


@dataclass(frozen=True, slots=True)
class _Slices(History[Slice[Change]]):
    """One window of the changes asked for, in two statements: which statements, and what became of their rows."""

    asked: Asked
    window: Window

    @property
    def nothing(self) -> Slice[Change]:
        return Slice()

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Slice[Change]]:
        window = self.window
        others, statements = statements_read(self.asked, window)
        events = events_read(self.asked, _enough(statements, window), window)
        by_id = {statement.id: statement for statement in statements}
        changes = [_change(by_id[event.place.statement_id], event, state) for event in events[: window.size]]
        nodes = tuple(reversed(changes) if window.backward else changes)
        return dict.fromkeys(parent_ids, Slice(nodes, more=len(events) > window.size, others=others))


@dataclass(frozen=True, slots=True)
class _Counts(History[int]):
    """How many changes there are of those asked for."""

    asked: Asked

    @property
    def nothing(self) -> int:
        return 0

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        del state
        return dict.fromkeys(parent_ids, changes_count(self.asked))


def _asked(state: "OrganisationState", asked: ChangeFilter, role: Role) -> Asked:
    shown, days = things_shown(role), asked.changed_on or DateRange()
    return Asked(
        organisation_id=state.id,
        time_zone=state.time_zone,
        things=shown if asked.thing is None else tuple(thing for thing in shown if thing in asked.thing),
        kinds=asked.kind,
        actors=asked.actor,
        since=days.from_,
        until=days.to,
        subjects=asked.subject,
    )


def _enough(statements: Sequence[Statement], window: Window) -> list[Statement]:
    """Return the statements whose rows fill the page: that of the cursor, of whose rows any number may be left, and as
    many more as have rows for it and one row more."""
    needed, taken = window.size + 1, []
    edges = {place.statement_id for place in (window.after, window.before) if place}
    for statement in statements:
        if needed <= 0:
            break
        taken.append(statement)
        needed -= 0 if statement.id in edges else statement.row_count
    return taken


def _change(statement: Statement, event: Event, state: "OrganisationState") -> Change:
    context = statement.context
    browser = "browser" if context.get("user") and not context.get("token") else None
    return Change(
        number=event.place.number,
        statement_id=statement.id,
        at=event.place.at,
        thing=statement.thing,
        kind=statement.kind,
        subject_type=TRACKED[statement.thing].subject,
        subject_id=event.subject_id,
        actor_id=statement.actor_id,
        client=statement.token_name or browser or context.get("command"),
        request_id=context.get("request"),
        operation=context.get("operation"),
        fields=changed_fields(event, state),
        state=state,
    )


def _written(change: Change) -> tuple[str, str, int]:
    return change.at.isoformat(), str(change.statement_id), change.number


def _place(cursor: str | None, digest: str) -> Place | None:
    if cursor is None:
        return None
    at, statement_id, number = cursor_read(cursor, digest, keys=3)
    try:
        place = Place(datetime.fromisoformat(str(at)).astimezone(UTC), UUID(str(statement_id)), int(str(number)))
    except (ValueError, OverflowError):
        raise CursorError(NOT_OURS) from None
    if abs(place.number) > _LARGEST_NUMBER:
        raise CursorError(NOT_OURS)
    return place

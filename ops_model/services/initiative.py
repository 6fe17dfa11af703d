"""Initiatives: what stays the same of them."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.progress import begun, facts, terms_in_force
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Initiative, Membership, Milestone
from ops_model.services.archive import row_archive, unarchived_lock
from ops_model.services.errors import ErrorCode, Reasons, ServiceError
from ops_model.services.initiative_terms import initiative_terms_first
from ops_model.services.refusals import fields_check, one_write
from ops_model.services.rows import (
    Changes,
    columns_check,
    members_check,
    row_change,
    row_lock,
    without_nulls,
)
from ops_model.services.terms import Settings, terms_insert, terms_rows
from ops_model.services.terms_rows import INITIATIVE_TERMS
from ops_model.services.writer import Writer

_PEOPLE = ("owner", "sponsor")
_LISTS = ("principles", "pillars", "tags")
_CLONED = (
    *("name", "summary", "customer_outcome", "origin", "owner_id", "sponsor_id"),
    *_LISTS,
)


def initiative_create(*, writer: Writer, columns: Changes, terms: Sequence[Settings]) -> UUID:
    """Make an initiative with its terms, and return its id.

    `columns` are those of the row; each entry of `terms` has settings by their names in the arithmetic, lever shares as
    LeverShareEntry's. The initiative exists from the first entry's `valid_from`: any day not after today; left out,
    today; its stage PROPOSED unless said. Later entries say from when they hold, and take over what they leave out.
    Two statements, one more for people. Raises ServiceError: FORBIDDEN, DUPLICATE for the code,
    NOT_FOUND or INVALID for people, NOT_ALLOWED_IN_STAGE for versions that may not follow each other, and what terms
    cannot be.
    """
    writer.ask(Action.INITIATIVE_CREATE)
    row = _row(writer, columns)
    reasons = Reasons()
    with reasons.found():
        fields_check(row)
    with reasons.found():
        versions = initiative_terms_first(terms, writer=writer)
    reasons.refuse()
    with one_write():
        members_check(writer, columns, _PEOPLE)
        return _insert(row, versions, writer=writer)


def initiative_update(*, writer: Writer, initiative_id: UUID, version: int, columns: Changes) -> UUID:
    """Change what stays the same of an initiative: the columns given, and no others.

    Two statements, one more for people. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for one that is
    archived, DUPLICATE for the code, and what columns cannot be.
    """
    writer.ask(Action.INITIATIVE_UPDATE)
    columns_check(columns)
    with one_write():
        initiative = unarchived_lock(Initiative, writer, initiative_id, version=version)
        members_check(writer, columns, _PEOPLE)
        row_change(initiative, writer, _without_null_lists(columns))
    return initiative_id


def initiative_archive(*, writer: Writer, initiative_id: UUID, version: int, archived_on: date | None) -> UUID:
    """Take an initiative out from a day on, or (None) back in: it is in no list and no figure of days from then on.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, OUT_OF_RANGE for a day before it exists.
    """
    writer.ask(Action.INITIATIVE_ARCHIVE)
    with one_write():
        initiative = row_lock(Initiative, writer, initiative_id, version=version)
        begins = terms_rows(INITIATIVE_TERMS, about=initiative_id, writer=writer)[0].valid_from
        row_archive(initiative, writer, archived_on, begins=begins)
    return initiative_id


def initiative_clone(*, writer: Writer, initiative_id: UUID, code: str, name: str | None, start_date: date) -> UUID:
    """Make an initiative like another one, PROPOSED today, under a code and (None: the same) name of its own, and
    return its id.

    What it is about, its people, tags, weight and lever shares are taken over; its target date and its milestones that
    are not cancelled by as many days as its start is later. Check-ins, links and what is completed stay behind. Seven
    statements at most. Raises ServiceError: FORBIDDEN, NOT_FOUND, DUPLICATE for the code, what columns cannot be, and
    OUT_OF_RANGE for a start that would move a day out of the calendar.
    """
    writer.ask(Action.INITIATIVE_CLONE)
    with one_write():
        source = row_lock(Initiative, writer, initiative_id)
        rows = terms_rows(INITIATIVE_TERMS, about=initiative_id, writer=writer)
        versions = [*map(INITIATIVE_TERMS.read, rows)]
        later = start_date - (source.start_date or versions[0].valid_from)
        own = {"code": code, "start_date": start_date, **({} if name is None else {"name": name})}
        taken_over = {column: getattr(source, column) for column in _CLONED}
        with _days_in_the_calendar():
            terms = _proposed(terms_in_force(versions, writer.today) or versions[0], writer, later)
            planned = [(one, one.due_on + later) for one in _milestones_of(source, writer)]
        row = _row(writer, {**taken_over, **_people_left(writer, source), **own})
        fields_check(row)
        clone_id = _insert(row, [terms], writer=writer)
        Milestone.objects.bulk_create(_planned(one, clone_id, due_on, writer) for one, due_on in planned)
    return clone_id


def _without_null_lists(columns: Changes) -> Changes:
    """Return columns in which no tags, principles or pillars are an empty list."""
    return {name: [] if value is None and name in _LISTS else value for name, value in columns.items()}


def _row(writer: Writer, columns: Changes) -> Initiative:
    given = without_nulls(columns)
    return Initiative(organisation_id=writer.organisation_id, updated_by_id=writer.membership_id, **given)


def _insert(row: Initiative, versions: Sequence[facts.InitiativeTerms], *, writer: Writer) -> UUID:
    row.save(force_insert=True)
    terms_insert(INITIATIVE_TERMS, versions, about=row.pk, writer=writer)
    return row.pk


def _proposed(terms: facts.InitiativeTerms, writer: Writer, later: timedelta) -> facts.InitiativeTerms:
    target_date = terms.target_date and terms.target_date + later
    proposed = InitiativeStage.PROPOSED
    return replace(terms, valid_from=writer.today, stage=proposed, target_date=target_date, reason=None)


def _milestones_of(initiative: Initiative, writer: Writer) -> Iterable[Milestone]:
    milestones = Milestone.objects.filter(organisation_id=writer.organisation_id, initiative_id=initiative.pk)
    return (one for one in milestones.order_by("due_on", "name", "id") if not begun(one.cancelled_on, writer.today))


def _planned(milestone: Milestone, initiative_id: UUID, due_on: date, writer: Writer) -> Milestone:
    return Milestone(
        organisation_id=writer.organisation_id,
        initiative_id=initiative_id,
        name=milestone.name,
        weight=milestone.weight,
        due_on=due_on,
        updated_by_id=writer.membership_id,
    )


def _people_left(writer: Writer, source: Initiative) -> Changes:
    """Return the people of an initiative who are members still."""
    members = Membership.objects.filter(
        organisation_id=writer.organisation_id, pk__in=[source.owner_id, source.sponsor_id]
    )
    ended = {member.pk for member in members if begun(member.ended_on, writer.today)}
    people = {"owner_id": source.owner_id, "sponsor_id": source.sponsor_id}
    return {name: None if member_id in ended else member_id for name, member_id in people.items()}


@contextmanager
def _days_in_the_calendar() -> Generator[None]:
    try:
        yield
    except OverflowError:
        message = "Give a start from which every day that moves along is in the calendar."
        raise ServiceError(ErrorCode.OUT_OF_RANGE, ("start_date",), message) from None

"""Check-ins of an initiative, or of a whole organisation, newest first."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Any

import pytest

from ops_model.domain.progress.vocabulary import Health
from ops_model.models import Organisation
from ops_model.selectors.check_in_pages import CHECK_IN_BY_ID, check_ins_page
from ops_model.selectors.histories import Histories
from ops_model.selectors.pages import CursorError, PageArguments
from ops_model.selectors.reports import CheckIn, Initiative
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.selectors.world import TODAY, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(organisation: Organisation) -> OrganisationState:
    """Have two initiatives reported of in turn, and one report withdrawn."""
    ada = make.make_member(organisation)
    first, second = make.make_initiative(organisation, "A"), make.make_initiative(organisation, "B")
    make.make_check_in(first, date(2026, 3, 1), author=ada, happened="kick-off")
    make.make_check_in(second, date(2026, 4, 1), author=ada, health=Health.OFF_TRACK, confidence=0.5)
    make.make_check_in(first, date(2026, 5, 1), author=ada)
    make.make_check_in(first, date(2026, 6, 1), author=ada, withdrawn_at="2026-06-02T00:00:00Z")
    make.make_check_in(first, date(2026, 8, 1), author=ada)
    return state_of(organisation)


def reported(of: Initiative | OrganisationState, **arguments: Any) -> list[tuple[str, int]]:
    """Return of which initiative, and in which month, check-ins were."""
    page = check_ins_page(Histories(batched=False), of, **arguments)
    return [(check_in.initiative.code, check_in.checked_on.month) for check_in in page.nodes]


def test_those_of_an_initiative_are_listed_newest_first_by_the_day(state: OrganisationState) -> None:
    assert reported(state.initiatives[0]) == [("A", 5), ("A", 3)]
    assert check_ins_page(Histories(batched=False), state.initiatives[0]).total == 2


def test_those_of_the_organisation_are_listed_together(state: OrganisationState) -> None:
    assert reported(state) == [("A", 5), ("B", 4), ("A", 3)]
    first = check_ins_page(Histories(batched=False), state, arguments=PageArguments(first=1))
    assert reported(state, arguments=PageArguments(first=1, after=first.end_cursor)) == [("B", 4)]
    assert first.total == 3


@pytest.mark.parametrize(
    "recorded_at", ["2026-01-01T00:00:00+20:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "now"]
)
def test_a_forged_cursor_fails_no_statement(state: OrganisationState, recorded_at: str) -> None:
    cursor = check_ins_page(Histories(batched=False), state, arguments=PageArguments(first=1)).end_cursor
    assert cursor is not None
    digest, day, _, id_ = json.loads(urlsafe_b64decode(cursor + "=="))
    forged = urlsafe_b64encode(json.dumps([digest, day, recorded_at, id_]).encode()).decode()
    try:
        answered = reported(state, arguments=PageArguments(after=forged))
    except CursorError:
        answered = []

    assert set(answered) <= set(reported(state))


def test_those_of_the_organisation_leave_out_what_is_archived_or_not_there_yet(organisation: Organisation) -> None:
    ada = make.make_member(organisation)
    kept = make.make_initiative(organisation, "KEPT")
    old = make.make_initiative(organisation, "OLD", archived_on=TODAY)
    soon = make.make_initiative(organisation, "SOON", valid_from=date(2027, 1, 1))
    for initiative in (kept, old, soon):
        make.make_check_in(initiative, date(2026, 5, 1), author=ada)
    state = state_of(organisation)

    assert reported(state) == [("KEPT", 5)]
    assert check_ins_page(Histories(batched=False), state).total == 1
    assert reported(state_of(organisation, date(2026, 6, 30))) == [("OLD", 5), ("KEPT", 5)]


def test_days_are_bounded_on_both_ends(state: OrganisationState) -> None:
    assert reported(state, since=date(2026, 3, 1), until=date(2026, 4, 1)) == [("B", 4), ("A", 3)]


def test_a_check_in_says_what_was_reported(state: OrganisationState) -> None:
    check_in = check_ins_page(Histories(batched=False), state.initiatives[1]).nodes[0]

    assert (check_in.health, check_in.confidence) == (Health.OFF_TRACK, 0.5)
    assert check_in.path_to_green == "Two more people."
    assert check_in.author.name == "Ada"


def test_the_same_check_in_is_the_same_report_from_either_side(state: OrganisationState) -> None:
    newest = check_ins_page(Histories(batched=False), state.initiatives[0]).nodes[0]

    assert state.initiatives[0].latest_check_in is not None
    assert newest.recorded_at == state.initiatives[0].latest_check_in.recorded_at
    assert newest.id == state.initiatives[0].latest_check_in.id


def found(state: OrganisationState, check_in_id: Any) -> CheckIn | None:
    """Find a check-in by its id."""
    return Histories(batched=False).get(CHECK_IN_BY_ID, state=state, parent_id=check_in_id)


def test_a_check_in_is_found_by_its_id_unless_it_was_withdrawn(organisation: Organisation) -> None:
    ada, initiative = make.make_member(organisation), make.make_initiative(organisation)
    row = make.make_check_in(initiative, TODAY, author=ada)
    gone = make.make_check_in(initiative, TODAY, author=ada, withdrawn_at="2026-07-01T00:00:00Z")
    state = state_of(organisation)

    assert found(state, row.pk) == state.initiatives[0].latest_check_in
    assert found(state, gone.pk) is None

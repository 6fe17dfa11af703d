"""What is due from a member, most overdue first."""

from datetime import date, timedelta

import pytest

from ops_model.domain.progress.vocabulary import Frequency
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Membership, Organisation
from ops_model.selectors.pages import PageError
from ops_model.selectors.todo import ToDoKind, todo
from tests import factories as make
from tests.selectors.world import TODAY, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(organisation: Organisation) -> Membership:
    """Have a member from whom things may be due."""
    return make.make_member(organisation)


def due(organisation: Organisation, member: Membership, as_of: date = TODAY) -> list[tuple[str, str, int]]:
    """Return what is due: kind, name of the subject, days overdue."""
    found = todo(state_of(organisation, as_of), member.pk)
    return [(one.kind, one.subject.name, one.days_overdue) for one in found]


def test_the_most_overdue_comes_first(organisation: Organisation, ada: Membership) -> None:
    squads = make.make_initiative(organisation, name="Squads", owner=ada)
    make.make_milestone(squads, "Pilot", due_on=TODAY - timedelta(days=5))
    make.make_check_in(squads, TODAY - timedelta(days=17), author=ada)
    enps = make.make_kpi(organisation, name="eNPS", owner=ada, terms={"frequency": Frequency.WEEKLY})
    make.make_measurement(enps, TODAY - timedelta(days=10), 1)

    assert due(organisation, ada) == [
        (ToDoKind.MILESTONE, "Pilot", 5),
        (ToDoKind.MEASUREMENT, "eNPS", 3),
        (ToDoKind.CHECK_IN, "Squads", 2),
    ]


def test_a_measurement_is_due_from_the_day_after(organisation: Organisation, ada: Membership) -> None:
    enps = make.make_kpi(organisation, name="eNPS", owner=ada, terms={"frequency": Frequency.WEEKLY})
    make.make_measurement(enps, date(2026, 6, 1), 1)

    assert due(organisation, ada, date(2026, 6, 8)) == []
    assert due(organisation, ada, date(2026, 6, 9)) == [(ToDoKind.MEASUREMENT, "eNPS", 1)]


def test_a_milestone_is_due_on_its_day(organisation: Organisation, ada: Membership) -> None:
    squads = make.make_initiative(organisation, owner=ada, valid_from=date(2026, 6, 25))
    make.make_milestone(squads, "Pilot", due_on=TODAY)

    assert due(organisation, ada, TODAY - timedelta(days=1)) == []
    assert due(organisation, ada) == [(ToDoKind.MILESTONE, "Pilot", 0)]


def test_nothing_is_due_of_what_is_done_cancelled_archived_or_somebody_elses(
    organisation: Organisation, ada: Membership
) -> None:
    late = TODAY - timedelta(days=100)
    done = make.make_initiative(organisation, "DONE", owner=ada, terms={"stage": InitiativeStage.IMPLEMENTED})
    make.make_milestone(done, due_on=late)
    make.make_initiative(organisation, "OUT", owner=ada, archived_on=TODAY)
    make.make_kpi(organisation, "OUT", owner=ada, archived_on=TODAY)
    make.make_initiative(organisation, "THEIRS", owner=make.make_member(organisation, "Bob"))
    make.make_kpi(organisation, "NOBODYS")
    open_one = make.make_initiative(organisation, "OPEN", owner=ada, terms={"stage": InitiativeStage.ON_HOLD})
    make.make_milestone(open_one, "Completed", due_on=late, completed_on=TODAY)
    make.make_milestone(open_one, "Cancelled", due_on=late, cancelled_on=TODAY)

    assert due(organisation, ada) == []


def test_only_so_many_are_told(organisation: Organisation, ada: Membership) -> None:
    for number in range(3):
        make.make_initiative(organisation, f"I-{number}", owner=ada)
    state = state_of(organisation)

    with count_statements() as statements:
        assert len(todo(state, ada.pk, first=2)) == 2
        assert len(todo(state, ada.pk)) == 3
        with pytest.raises(PageError):
            todo(state, ada.pk, first=101)
    assert statements == []

"""Who may do what, by the table that services ask."""

import pytest

from ops_model.domain.permissions import PERMISSIONS, Action, Thing, actions_on, may
from ops_model.domain.roles import Role

OF_WHAT_THEY_OWN = {
    Action.MEASUREMENT_RECORD,
    Action.MEASUREMENT_WITHDRAW,
    Action.CHECK_IN_SUBMIT,
    Action.CHECK_IN_WITHDRAW,
    Action.MILESTONE_ADD,
    Action.MILESTONE_COMPLETE,
    Action.MILESTONE_REOPEN,
}
OF_THE_ORGANISATION = {Action.ORGANISATION_UPDATE, Action.SCORING_POLICY_SET}


def test_every_action_stands_in_the_table() -> None:
    assert PERMISSIONS.keys() == set(Action)


@pytest.mark.parametrize("action", Action)
def test_a_viewer_may_do_nothing_not_even_to_what_they_own(action: Action) -> None:
    assert not may(Role.VIEWER, action)
    assert not may(Role.VIEWER, action, owns=True)


@pytest.mark.parametrize("action", Action)
def test_a_contributor_may_do_some_things_to_what_they_own_and_nothing_else(action: Action) -> None:
    assert not may(Role.CONTRIBUTOR, action)
    assert may(Role.CONTRIBUTOR, action, owns=True) is (action in OF_WHAT_THEY_OWN)


@pytest.mark.parametrize("action", Action)
def test_an_editor_may_do_everything_but_to_the_organisation_itself(action: Action) -> None:
    assert may(Role.EDITOR, action) is (action not in OF_THE_ORGANISATION)
    assert may(Role.EDITOR, action, owns=True) is (action not in OF_THE_ORGANISATION)


@pytest.mark.parametrize("action", Action)
def test_an_administrator_may_do_everything(action: Action) -> None:
    assert may(Role.ADMIN, action)


def test_the_actions_on_a_thing_are_those_that_are_done_to_it_in_the_order_of_the_words() -> None:
    assert actions_on(Thing.MILESTONE, Role.CONTRIBUTOR, owns=True) == (
        Action.MILESTONE_COMPLETE,
        Action.MILESTONE_REOPEN,
    )
    assert actions_on(Thing.MILESTONE, Role.CONTRIBUTOR) == ()
    assert [*actions_on(Thing.KPI, Role.ADMIN)] == [action for action in Action if PERMISSIONS[action].to is Thing.KPI]

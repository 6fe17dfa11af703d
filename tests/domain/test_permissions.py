"""Who may do what, by the table that services ask."""

import pytest

from ops_model.domain.permissions import PERMISSIONS, SIGHTS, Action, Sight, Thing, actions_on, may, may_see
from ops_model.domain.roles import Role, TokenScope, acting_role

OF_WHAT_THEY_OWN = {
    Action.MEASUREMENT_RECORD,
    Action.MEASUREMENT_WITHDRAW,
    Action.CHECK_IN_SUBMIT,
    Action.CHECK_IN_WITHDRAW,
    Action.MILESTONE_ADD,
    Action.MILESTONE_COMPLETE,
    Action.MILESTONE_REOPEN,
}
OF_ADMINISTRATORS = {
    Action.ORGANISATION_UPDATE,
    Action.SCORING_POLICY_SET,
    Action.MEMBER_INVITE,
    Action.MEMBER_CHANGE_ROLE,
    Action.MEMBER_END,
    Action.API_TOKEN_CREATE,
    Action.API_TOKEN_REVOKE,
}


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
def test_an_editor_may_do_everything_but_to_access_and_the_organisation_itself(action: Action) -> None:
    assert may(Role.EDITOR, action) is (action not in OF_ADMINISTRATORS)
    assert may(Role.EDITOR, action, owns=True) is (action not in OF_ADMINISTRATORS)


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


def test_members_emails_are_seen_by_all_but_viewers_and_tokens_by_administrators() -> None:
    seen = {sight: [role for role in Role if may_see(role, sight)] for sight in Sight}

    assert seen == {Sight.MEMBER_EMAIL: [Role.CONTRIBUTOR, Role.EDITOR, Role.ADMIN], Sight.API_TOKENS: [Role.ADMIN]}
    assert SIGHTS.keys() == set(Sight)


@pytest.mark.parametrize(
    ("scope", "acting"),
    [
        (TokenScope.READ, [Role.VIEWER, Role.VIEWER, Role.VIEWER, Role.VIEWER]),
        (TokenScope.WRITE, [Role.VIEWER, Role.CONTRIBUTOR, Role.EDITOR, Role.EDITOR]),
        (TokenScope.ADMIN, [*Role]),
    ],
)
def test_a_scope_lets_a_member_act_as_no_more_than_it_reaches_and_no_more_than_they_are(
    scope: TokenScope, acting: list[Role]
) -> None:
    assert [acting_role(role, [scope]) for role in Role] == acting


def test_of_several_scopes_the_widest_counts() -> None:
    assert acting_role(Role.ADMIN, [TokenScope.READ, TokenScope.WRITE]) is Role.EDITOR

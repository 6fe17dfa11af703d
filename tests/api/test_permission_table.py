"""Who may do what: the permission table walked over HTTP, each mutation by each role, to what they own and to what they
do not."""

import re
from collections.abc import Iterator

import pytest
from graphql import GraphQLObjectType
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.permissions import Action, may
from ops_model.domain.roles import Role
from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.access_table import MUTATIONS
from tests.api.attempts import attempt
from tests.api.desk import Desk
from tests.api.valid_inputs import VALID, valid_input


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desk]:
    """Have an organisation, for all tests of this module."""
    with django_db_blocker.unblock():
        yield Desk.new()


def action_of(mutation: str) -> Action:
    """Return the action that a mutation is; many measurements at once are the same as one."""
    words = re.sub("([A-Z])", r"_\1", mutation.removesuffix("Many"))
    return Action(words.upper())


def test_every_mutation_and_every_action_stands_in_the_table() -> None:
    assert MUTATIONS.keys() == VALID.keys()
    assert {action_of(mutation) for mutation in MUTATIONS} == set(Action)


@pytest.mark.parametrize("owns", [True, False], ids=["own", "another's"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutation_is_written_by_whom_the_table_allows_it_and_by_nobody_else(
    mutation: str, role: Role, *, owns: bool, desk: Desk
) -> None:
    _, anything, own = MUTATIONS[mutation]
    allowed = role in (own if owns else anything)
    given = valid_input(mutation, desk, desk.members[role] if owns else None)
    before = desk.data_version()
    answered = attempt(desk.api(role), mutation, given)

    assert answered.faults() == []
    assert {error["code"] for error in answered.user_errors} == (set() if allowed else {"FORBIDDEN"})
    assert answered.is_written is (desk.data_version() != before) is allowed
    assert may(role, action_of(mutation), owns=owns) is allowed


def test_who_owns_something_else_is_not_its_owner(desk: Desk) -> None:
    contributor, editor = desk.members[Role.CONTRIBUTOR], desk.members[Role.EDITOR]
    for mutation, (_, anything, own) in MUTATIONS.items():
        if anything != own:
            given = valid_input(mutation, desk, editor)
            valid_input(mutation, desk, contributor)
            answered = attempt(desk.api(Role.CONTRIBUTOR), mutation, given)
            assert {error["code"] for error in answered.user_errors} == {"FORBIDDEN"}, mutation


def test_of_many_measurements_those_of_others_are_refused_by_their_rows(desk: Desk) -> None:
    own = valid_input("measurementRecord", desk, desk.members[Role.CONTRIBUTOR])
    others = valid_input("measurementRecord", desk)
    before = desk.data_version()
    answered = attempt(desk.api(Role.CONTRIBUTOR), "measurementRecordMany", {"rows": [own, others, own | others]})

    assert [(error["code"], error["field"]) for error in answered.user_errors if error["code"] == "FORBIDDEN"] == [
        ("FORBIDDEN", ["input", "rows", place, "kpi"]) for place in ("1", "2")
    ]
    assert desk.data_version() == before


def _types_with_viewer_can() -> list[str]:
    types = (type_ for type_ in SCHEMA.type_map.values() if isinstance(type_, GraphQLObjectType))
    return sorted(type_.name for type_ in types if "viewerCan" in type_.fields)


def test_everything_that_something_can_be_done_to_says_what() -> None:
    assert {type_name for type_name, _, _ in MUTATIONS.values()} <= set(_types_with_viewer_can())


@pytest.mark.parametrize("owns", [True, False], ids=["own", "another's"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("type_name", _types_with_viewer_can())
def test_what_a_thing_says_that_the_viewer_can_is_what_mutations_allow(
    type_name: str, role: Role, *, owns: bool, desk: Desk
) -> None:
    thing_id = desk.one_of(type_name, desk.members[role] if owns else None)
    shown = desk.api(role).data(
        f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ viewerCan }} }} }}", id=thing_id
    )
    allowed = {
        action_of(mutation).value
        for mutation, (to, anything, own) in MUTATIONS.items()
        if to == type_name and role in (own if owns else anything)
    }

    if type_name == "ApiToken" and role is not Role.ADMIN:
        assert shown == {"node": None}
    else:
        assert sorted(shown["node"]["viewerCan"]) == sorted(allowed)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_who_may_not_is_told_so_before_the_input_is_looked_at(mutation: str, desk: Desk) -> None:
    given = valid_input(mutation, desk)
    bad = {name: "not an id" if name in {"id", "kpi", "initiative"} else value for name, value in given.items()}
    answered = attempt(desk.api(Role.VIEWER), mutation, bad)

    assert [error["code"] for error in answered.user_errors] == ["FORBIDDEN"]

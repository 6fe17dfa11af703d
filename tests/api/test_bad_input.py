"""Whatever a mutation is given, it writes all of it or nothing, and says why; nothing of the inside is shown."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type
from pytest_django.plugin import DjangoDbBlocker

from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.attempts import Attempt, attempt
from tests.api.bad_inputs import BadInput, bad_inputs, input_type
from tests.api.bad_values import ALLOWED_ANYWAY
from tests.api.desk import Desks, desks_made
from tests.api.figures import unreadable_days
from tests.api.selections import everything
from tests.api.valid_inputs import OTHERWISE, VALID, valid_input

WAYS = pytest.mark.parametrize(
    ("mutation", "otherwise"),
    [*((mutation, False) for mutation in VALID), *((mutation, True) for mutation in OTHERWISE)],
)
"""Each mutation, and those that can be told in another way once more."""


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


def test_every_mutation_has_a_valid_input() -> None:
    assert SCHEMA.mutation_type
    assert SCHEMA.mutation_type.fields.keys() == VALID.keys()


def test_the_valid_inputs_give_every_field_of_every_input(desks: Desks) -> None:
    given: set[tuple[str, str]] = set()
    for mutation in VALID:
        _given(input_type(mutation), valid_input(mutation, desks.here), given)
    for mutation in OTHERWISE:
        _given(input_type(mutation), valid_input(mutation, desks.here, otherwise=True), given)
    known = {(type_.name, name) for type_ in _input_types() for name in type_.fields}

    assert {(type_name, name) for type_name, name in known - given if name not in ALLOWED_ANYWAY} == set()


@WAYS
def test_a_valid_input_is_written_and_read_back(mutation: str, otherwise: bool, desks: Desks) -> None:  # noqa: FBT001 - a parameter of the test
    before = desks.here.data_version()
    given = valid_input(mutation, desks.here, otherwise=otherwise)
    answered = attempt(desks.here.api(), mutation, given, everything)

    assert (answered.faults(), answered.is_written) == ([], True), answered.text
    assert desks.here.data_version() != before


@WAYS
def test_a_bad_input_is_refused_and_nothing_of_it_is_written(mutation: str, otherwise: bool, desks: Desks) -> None:  # noqa: FBT001 - a parameter of the test
    api, valid = desks.here.api(), valid_input(mutation, desks.here, otherwise=otherwise)
    bad = list(bad_inputs(mutation, valid, desks))
    unseen = desks.there.data_version()
    faults: list[str] = []
    before = desks.here.data_version()
    for each in bad:
        answered = attempt(api, mutation, each.change(valid))
        after = desks.here.data_version()
        faults += [f"{each.described}: {fault}" for fault in _faults(each, answered, is_changed=after != before)]
        if answered.is_written:
            valid = valid_input(mutation, desks.here, otherwise=otherwise)
        before = desks.here.data_version() if answered.is_written else after

    assert [*faults, *unreadable_days(desks.here)] == []
    assert len(bad) >= 10
    assert desks.there.data_version() == unseen


def _faults(bad: BadInput, answered: Attempt, *, is_changed: bool) -> Iterator[str]:
    yield from answered.faults()
    if answered.is_written is not is_changed:
        yield f"it was{'' if answered.is_written else ' not'} written, says the answer, and the data say otherwise"
    if answered.is_written and bad.answer == "refused":
        yield "it was written"


def _given(type_: GraphQLInputObjectType, given: dict[str, Any], seen: set[tuple[str, str]]) -> None:
    """Note down each field of each input that is given."""
    for name, value in given.items():
        seen.add((type_.name, name))
        inner = get_named_type(type_.fields[name].type)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(inner, GraphQLInputObjectType) and item is not None:
                _given(inner, item, seen)


def _input_types() -> set[GraphQLInputObjectType]:
    waiting, found = [input_type(mutation) for mutation in VALID], set()
    while waiting:
        type_ = waiting.pop()
        if type_ not in found:
            found.add(type_)
            inner = (get_named_type(field.type) for field in type_.fields.values())
            waiting += [each for each in inner if isinstance(each, GraphQLInputObjectType)]
    return found

"""An id of another organisation is refused by the application itself, even if row security let its row through, and by
row security alone, even if the application forgot its filters."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ops_model.graphql.http import asked
from ops_model.selectors.access import Access, access_open
from ops_model.selectors.tenants import tenant_enter
from tests.api.attempts import attempt
from tests.api.bad_inputs import bad_inputs
from tests.api.desk import Desks, desks_made
from tests.api.unfiltered import filters_removed
from tests.api.valid_inputs import VALID, valid_input

_OTHERS = re.compile(r"another( organisation)?'s")
_OF_ANOTHER_TYPE = "INVALID"
"""The code of an id that is of no type that the field takes, whoever's it is."""


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


@pytest.mark.parametrize("mutation", VALID)
def test_with_row_security_open_the_ids_of_others_are_still_not_found(
    mutation: str, desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_wide(**asked: Any) -> Access | None:
        access = access_open(**asked)
        tenant_enter(organisation_ids=[desks.here.world.id, desks.there.world.id])
        return access

    monkeypatch.setattr(asked, "access_open", open_wide)
    _the_ids_of_others_are_not_found(mutation, desks)


@pytest.mark.parametrize("mutation", VALID)
def test_with_the_filters_removed_the_ids_of_others_are_still_not_found(mutation: str, desks: Desks) -> None:
    with filters_removed():
        _the_ids_of_others_are_not_found(mutation, desks)


@pytest.mark.parametrize("mutation", VALID)
def test_with_the_filters_removed_what_is_ones_own_is_written_and_nothing_else_is_touched(
    mutation: str, desks: Desks
) -> None:
    given, before = valid_input(mutation, desks.here), desks.there.data_version()
    with filters_removed() as touched:
        answered = attempt(desks.here.api(), mutation, given, lambda _: "__typename")
    assert touched
    assert answered.is_written, answered.text
    assert desks.there.data_version() == before


def _the_ids_of_others_are_not_found(mutation: str, desks: Desks) -> None:
    valid = valid_input(mutation, desks.here)
    theirs = [each for each in bad_inputs(mutation, valid, desks) if _OTHERS.search(each.described)]
    before = desks.here.data_version(), desks.there.data_version()
    answers = {each.described: attempt(desks.here.api(), mutation, each.change(valid)) for each in theirs}
    codes = {name: {error["code"] for error in answered.user_errors} for name, answered in answers.items()}

    assert {"NOT_FOUND"} in codes.values()
    assert [name for name, found in codes.items() if found not in ({"NOT_FOUND"}, {_OF_ANOTHER_TYPE})] == []
    assert (desks.here.data_version(), desks.there.data_version()) == before

"""Random inputs, as many as OPS_HYPOTHESIS asks for: each is written whole or refused with a reason."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from tests.api.attempts import attempt
from tests.api.bad_inputs import Input, input_type
from tests.api.desk import Desks, desks_made
from tests.api.figures import unreadable_days
from tests.api.random_inputs import changed, random_input
from tests.api.tried import tried
from tests.api.valid_inputs import VALID, valid_input

MUTATIONS = st.sampled_from(sorted(VALID))


@pytest.fixture(scope="module")
def desks(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Desks]:
    """Have two organisations, for all tests of this module."""
    with desks_made(django_db_blocker) as made:
        yield made


def sent(mutation: str, desks: Desks, input_: Input) -> None:
    """Send an input, and check that the answer says what the data say, and shows nothing of the inside."""
    versions = [desk.data_version() for desk in (desks.here, desks.there)]
    answered = attempt(desks.here.api(), mutation, input_)
    here, there = (desk.data_version() for desk in (desks.here, desks.there))

    assert answered.faults() == []
    assert answered.is_written is (here != versions[0])
    assert there == versions[1]


def test_a_valid_input_with_something_random_in_it_is_written_whole_or_refused(desks: Desks) -> None:
    @tried(150)
    @given(data=st.data())
    def each(data: st.DataObject) -> None:
        mutation = data.draw(MUTATIONS)
        valid = valid_input(mutation, desks.here)
        sent(mutation, desks, data.draw(changed(input_type(mutation), valid, desks)))

    each()
    assert [*unreadable_days(desks.here)] == []


def test_an_input_that_is_random_all_over_is_written_whole_or_refused(desks: Desks) -> None:
    @tried(100)
    @given(data=st.data())
    def each(data: st.DataObject) -> None:
        mutation = data.draw(MUTATIONS)
        input_: Input = data.draw(random_input(input_type(mutation), desks))
        sent(mutation, desks, input_)

    each()
    assert [*unreadable_days(desks.here)] == []

"""Why the index moved, from what the database holds."""

from datetime import date

import pytest

from ops_model.domain.progress.vocabulary import Cause
from ops_model.selectors.movement import headline, movement
from ops_model.selectors.reports import Initiative, Kpi
from tests.selectors.test_reading import reading_of
from tests.selectors.world import JUNE, TODAY, World, make_world
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Have the small organisation."""
    return make_world()


def test_a_movement_reads_each_of_its_days_once_and_shows_things_as_of_the_later(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None

    with count_statements() as statements:
        found = movement(reading, state, from_=date(2026, 2, 28), to=JUNE)
        assert movement(reading, state, from_=date(2026, 2, 28), to=JUNE) == found
    assert len(statements) == 10
    assert {item.subject.state.as_of for item in found.items if isinstance(item.subject, Kpi | Initiative)} == {JUNE}
    assert found.change == pytest.approx(sum(item.difference for item in found.items), abs=1e-9)


def test_what_happened_is_found_in_what_the_states_hold(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None

    found = movement(reading, state, from_=date(2026, 3, 5), to=TODAY)
    told = {
        getattr(item.subject, "code", ""): [(cause.kind, cause.before, cause.after) for cause in item.causes]
        for item in found.items
    }
    assert told == {
        "ENPS": [(Cause.ENTERED, "NO_DATA", None), (Cause.MEASURED, None, "24.5")],
        "SALES": [(Cause.MEASURED, "120", "140")],  # a running total, of which the newest measurement alone is listed
        "SQUADS": [(Cause.MILESTONE, None, "2026-03-11")],
    }
    (milestone,) = (cause.milestone for item in found.items for cause in item.causes if cause.milestone)
    assert milestone is state.milestones[0]


def test_a_headline_ends_at_the_state_that_is_given(world: World) -> None:
    reading = reading_of(world)
    state = reading.organisation(world.organisation.slug)
    assert state is not None

    with count_statements() as statements:
        assert headline(reading, state, since=None) == headline(reading, state, since=JUNE)
    assert len(statements) == 5
    then = reading.at(state, JUNE)
    assert headline(reading, then, since=JUNE) == (f"The index is {then.scorecard.index:.1f}, as on 2026-06-01.",)

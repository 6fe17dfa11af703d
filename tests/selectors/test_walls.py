"""Nothing of another organisation is seen, with the selectors' own filters and with row security alone."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from ops_model.models import CheckIn, Measurement
from ops_model.selectors.check_in_pages import CHECK_IN_BY_ID, check_ins_page
from ops_model.selectors.facts.initiative_rows import initiative_rows
from ops_model.selectors.facts.kpi_facts import kpi_rows
from ops_model.selectors.facts.measurement_facts import measurements_newest
from ops_model.selectors.facts.organisation_facts import member_rows, organisation_row
from ops_model.selectors.histories import Histories
from ops_model.selectors.kpi_course import forecast, sparkline
from ops_model.selectors.measurement_pages import MEASUREMENT_BY_ID, measurements_page
from ops_model.selectors.state import OrganisationState, organisation_state
from tests.database import enter
from tests.selectors.world import TODAY, World, make_world, state_of

pytestmark = pytest.mark.django_db

_FILTER = re.compile(r"[\w.]+ = %\(organisation_id\)s(::uuid)?")


@contextmanager
def filters_removed() -> Generator[list[str]]:
    """Run every statement without its condition on the organisation, and give the list of those."""
    changed: list[str] = []

    def execute_without(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        without = _FILTER.sub("true", sql)
        if without != sql:
            changed.append(without)
        return execute(without, *rest)

    with override_settings(OPS_PREPARE=False), connection.execute_wrapper(execute_without):
        yield changed


@pytest.fixture
def ours() -> World:
    """Have an organisation that is entered, beside another alike."""
    return make_world()


@pytest.fixture
def theirs(ours: World) -> World:
    """Have the other organisation, that is not entered."""
    theirs = make_world()
    enter(ours.id)
    return theirs


@pytest.fixture
def their_state(theirs: World, ours: World) -> OrganisationState:
    """Have the other organisation's state, as somebody of theirs would read it."""
    enter(theirs.id)
    state = state_of(theirs.organisation)
    enter(ours.id)
    return state


def test_another_organisation_has_no_state(theirs: World) -> None:
    assert organisation_state(theirs.id, TODAY) is None


def test_by_another_organisations_id_no_row_is_seen(theirs: World, their_state: OrganisationState) -> None:
    terms = {kpi.id: kpi.terms for kpi in their_state.kpis}

    assert kpi_rows(theirs.id) == []
    assert initiative_rows(theirs.id, TODAY) == ([], [], [], [], [])
    assert organisation_row(theirs.id) is None
    assert member_rows(theirs.id) == []
    assert measurements_newest(terms, organisation_id=theirs.id, as_of=TODAY, points=9) == {}


def test_by_another_organisations_things_no_history_is_seen(their_state: OrganisationState) -> None:
    histories = Histories(batched=False)
    for kpi in their_state.kpis:
        assert measurements_page(histories, kpi).total == 0
        assert measurements_page(histories, kpi, include_superseded=True).nodes == ()
        assert sparkline(histories, kpi, points=9) == ()
        heading = forecast(histories, kpi)
        assert heading is None or heading.points == 0
    for initiative in their_state.initiatives:
        assert check_ins_page(histories, initiative).nodes == ()
    assert check_ins_page(histories, their_state).total == 0


def test_with_its_filters_removed_a_state_is_the_same(ours: World, theirs: World) -> None:
    state = state_of(ours.organisation)
    with filters_removed() as changed:
        unfiltered = state_of(ours.organisation)

    assert len(changed) == 5
    assert theirs.id != ours.id
    assert unfiltered.slug == state.slug
    assert unfiltered.members == state.members
    assert unfiltered.kpis == state.kpis
    assert unfiltered.initiatives == state.initiatives
    assert unfiltered.milestones == state.milestones
    assert unfiltered.scorecard == state.scorecard


def test_with_their_filters_removed_histories_show_nothing_of_another(
    ours: World, theirs: World, their_state: OrganisationState
) -> None:
    enter(theirs.id)
    measured, reported = Measurement.objects.first(), CheckIn.objects.first()
    enter(ours.id)
    assert measured is not None
    assert reported is not None
    state = state_of(ours.organisation)

    with filters_removed() as changed:
        histories = Histories(batched=False)
        assert histories.get(MEASUREMENT_BY_ID, state=state, parent_id=measured.pk) is None
        assert histories.get(CHECK_IN_BY_ID, state=state, parent_id=reported.pk) is None
        for kpi in their_state.kpis:
            assert measurements_page(histories, kpi, include_superseded=True).nodes == ()
            assert sparkline(histories, kpi, points=9) == ()
        for initiative in their_state.initiatives:
            assert check_ins_page(histories, initiative).total == 0
    assert len(changed) == 2 + 2 * len(their_state.kpis) + 2 * len(their_state.initiatives)

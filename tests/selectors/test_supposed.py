"""A state of which something is supposed is a whole one, and the one that it is made of stays as it is."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.demo import DEMO_DAY, demo_documents
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.simulation import Changes, facts_changed
from ops_model.domain.progress.vocabulary import Aggregation
from ops_model.domain.stages import InitiativeStage
from ops_model.domain.terms import terms_changed
from ops_model.selectors.facts.records import Records
from ops_model.selectors.state import OrganisationState, organisation_state
from ops_model.selectors.supposed import state_supposed
from ops_model.services.organisation_load import organisation_load
from tests.database import enter
from tests.demo import organisation
from tests.demo_facts import facts_of
from tests.domain.test_properties import plain
from tests.factories import some_slug
from tests.selectors.world import make_world, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def state() -> OrganisationState:
    """Have the small organisation."""
    return state_of(make_world().organisation)


def changes_of(state: OrganisationState) -> Changes:
    """Something of everything."""
    enps, squads = state.kpi("ENPS"), state.initiative("SQUADS")
    assert enps is not None
    assert squads is not None
    day = state.as_of
    return Changes(
        kpi_values={enps.id: Decimal(40)},
        kpi_terms={enps.id: terms_changed(enps.terms, valid_from=day, changes={"weight": 5.0}, reason="Why not.")},
        milestones_completed={squads.milestones[1].id},
        initiative_terms={
            squads.id: terms_changed(
                squads.terms, valid_from=day, changes={"stage": InitiativeStage.ON_HOLD}, reason=None
            )
        },
        policies=terms_changed(state.scoring_policies, valid_from=day, changes={"outcome_weight": 0.9}, reason=None),
    )


def reports_in(thing: Any) -> Iterator[Any]:
    """Everything in a state that has a state, at any depth."""
    if hasattr(thing, "state") and is_dataclass(thing):
        yield thing
        for each in fields(thing):
            if each.name not in ("state", "edits"):
                yield from reports_in(getattr(thing, each.name))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from reports_in(each)


def shown(figure: object) -> object:
    """The figure as nested values, without the state that its reports belong to."""
    return _without_state(plain(figure))


def _without_state(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {key: _without_state(value) for key, value in thing.items() if key != "state"}
    return [_without_state(item) for item in thing] if isinstance(thing, list) else thing


def test_every_report_belongs_to_the_state_that_it_is_in(state: OrganisationState) -> None:
    supposed = state_supposed(state, changes_of(state))
    for each in fields(Records):
        before, after = getattr(state, each.name), getattr(supposed, each.name)
        assert {type(report) for report in reports_in(after)} == {type(report) for report in reports_in(before)}
        assert {report.id for report in after} == {report.id for report in before}
        assert {id(report.state) for report in reports_in(after)} == {id(supposed)}
        assert {id(report.state) for report in reports_in(before)} == {id(state)}


def test_reports_refer_to_those_beside_them(state: OrganisationState) -> None:
    supposed = state_supposed(state, changes_of(state))
    enps, squads = supposed.kpi("ENPS"), supposed.initiative("SQUADS")

    assert enps is not None
    assert squads is not None
    assert enps.figures is not None
    assert enps.figures.kpi is enps
    assert enps.lever.figures.lever is enps.lever
    assert enps.lever is supposed.levers_by_kind[enps.lever_kind]
    assert squads.milestones[1] is supposed.milestones_by_id[squads.milestones[1].id]
    assert squads.kpis[0].kpi is enps
    assert enps.links[0].initiative is squads
    assert squads.milestones[1].completed_on == supposed.as_of
    assert squads.stage is InitiativeStage.ON_HOLD
    assert supposed.scorecard.policy is supposed.scoring_policy
    assert supposed.scorecard.vision is supposed.visions[0]
    assert enps.owner is supposed.members[0]


def test_the_state_that_it_is_made_of_stays_as_it_is(state: OrganisationState) -> None:
    before = shown(state.figures)
    state_supposed(state, changes_of(state))
    assert shown(state.figures) == before


def test_where_nothing_changes_the_figures_are_the_same_and_nothing_is_asked(state: OrganisationState) -> None:
    with count_statements() as statements:
        supposed = state_supposed(state, Changes())
    assert (shown(supposed.figures), statements) == (shown(state.figures), [])


def test_one_may_be_made_of_another(state: OrganisationState) -> None:
    enps, csat = state.kpi("ENPS"), state.kpi("CSAT")
    assert enps is not None
    assert csat is not None
    first = state_supposed(state, Changes(kpi_values={enps.id: Decimal(50)}))
    both = state_supposed(first, Changes(kpi_values={csat.id: Decimal(99)}))

    assert [both.figures.kpis[kpi.id].value for kpi in (enps, csat)] == [50.0, 99.0]


@st.composite
def some_changes(draw: st.DrawFn, state: OrganisationState) -> Changes:
    """Changes of a few of an organisation's things, as rules or no rules would have them."""
    kpis = [kpi for kpi in state.kpis if kpi.exists]
    initiatives = [one for one in state.initiatives if one.exists]

    def few(things: list[Any]) -> Any:
        return draw(st.lists(st.sampled_from(things), max_size=5, unique_by=lambda one: one.id))

    def agreed(thing: Any, **changes: Any) -> Any:
        return terms_changed(thing.terms, valid_from=state.as_of, changes=changes, reason=None)

    return Changes(
        kpi_values={kpi.id: draw(st.decimals(-100, 1000, places=2)) for kpi in few(kpis)},
        kpi_terms={
            kpi.id: agreed(
                kpi,
                weight=draw(st.sampled_from([0.0, 1.0, 7.0])),
                aggregation=draw(st.sampled_from(Aggregation)),
                window=draw(st.integers(1, 9)),
            )
            for kpi in few(kpis)
        },
        milestones_completed={one.id for one in few(list(state.milestones))},
        initiative_terms={
            one.id: agreed(one, stage=draw(st.sampled_from(InitiativeStage))) for one in few(initiatives)
        },
    )


def test_a_whole_organisation_is_as_its_changed_facts_say() -> None:
    loaded = organisation_load(document={**demo_documents()[0], "slug": some_slug()})
    enter(loaded.organisation_id)
    state = organisation_state(loaded.organisation_id, DEMO_DAY)
    assert state is not None
    # Every measurement, where the state has read those alone that its own terms ask for.
    all_of_it = {kpi.code: kpi.measurements for kpi in facts_of(organisation("meridian")).kpis}
    measured = tuple(replace(kpi, measurements=all_of_it[kpi.code], carried=Decimal(0)) for kpi in state.kpis)

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])
    @given(some_changes(state))
    def each(changes: Changes) -> None:
        supposed = state_supposed(state, changes)
        facts = facts_changed(replace(state.facts, kpis=measured), changes, as_of=state.as_of)
        assert shown(supposed.figures.scorecard) == shown(organisation_figures(facts, as_of=state.as_of).scorecard)

    each()

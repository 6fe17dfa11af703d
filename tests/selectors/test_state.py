"""The state of a small organisation, exactly; the same number of statements whatever the size."""

from datetime import date
from decimal import Decimal

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.roles import Role
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Organisation
from ops_model.selectors.organisations import organisation_place
from ops_model.selectors.state import organisation_state
from tests import factories as make
from tests.database import enter
from tests.factories import BEGINNING
from tests.selectors.world import TODAY, World, make_world, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Have the small organisation."""
    return make_world()


def test_the_organisation_is_as_it_was_written_down(world: World) -> None:
    state = state_of(world.organisation)

    assert (state.id, state.slug, state.name) == (world.id, world.organisation.slug, "Acme")
    assert (state.time_zone, state.fiscal_year_start_month, state.version) == ("UTC", 1, 1)
    assert state.as_of == TODAY
    assert state.updated_by is None
    assert [lever.kind for lever in state.levers] == list(LeverKind)
    assert [(member.name, member.role, member.ended_on) for member in state.members] == [("Ada", Role.EDITOR, None)]
    assert state.members[0].organisation is state


def test_a_kpi_is_told_exactly(world: World) -> None:
    state = state_of(world.organisation)
    kpi = state.kpi("ENPS")

    assert kpi is not None
    assert (kpi.name, kpi.unit, kpi.decimals, kpi.indicator) == ("Employee promoters", "points", 0, None)
    assert kpi.lever is state.lever(LeverKind.CULTURE)
    assert kpi.owner is state.members[0]
    assert kpi.exists
    assert not kpi.archived
    assert kpi.terms_now is not None
    assert kpi.terms_now.reason == "agreed in the steering group"
    assert kpi.terms_now.target is not None
    assert (kpi.terms_now.target.value, kpi.terms_now.target.on) == (Decimal(50), make.END)
    assert [(measured.observed_on, str(measured.value)) for measured in kpi.measurements] == [
        (date(2026, 6, 30), "24.50")
    ]
    assert [link.initiative.code for link in kpi.links] == ["SQUADS"]


def test_figures_are_those_of_the_arithmetic_and_point_at_the_reports(world: World) -> None:
    state = state_of(world.organisation)
    kpi = state.kpi("ENPS")

    assert kpi is not None
    assert kpi.figures is not None
    assert kpi.figures.kpi is kpi
    assert kpi.figures.value == 24.5
    assert kpi.figures.attainment == pytest.approx(14.5 / 40)
    assert kpi.lever.figures.lever is kpi.lever
    assert kpi.lever.figures.lenses[0].contributions[1].subject is kpi


def test_an_initiative_is_told_exactly(world: World) -> None:
    state = state_of(world.organisation)
    squads = state.initiative("SQUADS")

    assert squads is not None
    assert (squads.stage, squads.target_date, squads.tags) == (InitiativeStage.IN_PROGRESS, make.END, ("service",))
    assert [(share.lever.kind, share.share, share.primary) for share in squads.lever_shares] == [
        (LeverKind.STRUCTURE, 1.0, False),
        (LeverKind.CULTURE, 3.0, True),
    ]
    assert squads.lever is state.lever(LeverKind.CULTURE)
    assert [(one.name, one.completed, one.overdue, one.slippage_days) for one in squads.milestones] == [
        ("First squad", True, False, 10),
        ("All squads", False, True, 61),
    ]
    assert squads.next_milestone is squads.milestones[1]
    assert squads.next_milestone.initiative is squads
    assert squads.latest_check_in is not None
    assert (squads.latest_check_in.health, squads.latest_check_in.confidence) == (Health.AT_RISK, 0.6)
    assert squads.latest_check_in.author is state.members[0]
    assert [(link.kpi.code, link.weight, link.in_force) for link in squads.kpis] == [("ENPS", 1.0, True)]
    assert squads.figures is not None
    assert (squads.figures.delivery, squads.figures.planned_delivery) == (0.25, 1.0)
    assert squads in state.lever(LeverKind.STRUCTURE).initiatives


def test_the_scorecard_has_its_vision_and_its_policy(world: World) -> None:
    state = state_of(world.organisation)
    scorecard = state.scorecard
    kpi = state.kpi("ENPS")

    assert kpi is not None
    assert scorecard.vision is state.visions[0]
    assert scorecard.north_star is kpi.figures
    assert scorecard.policy is state.scoring_policy
    assert [(policy.lever, policy.weight, policy.target_level) for policy in state.scoring_policy.levers] == [
        (lever, 1.0, 5) for lever in state.levers
    ]
    assert [figures.kpi.code for figures in scorecard.guardrails] == ["CSAT"]
    assert scorecard.counts.breaches == 1


def test_a_sum_has_what_was_left_out_carried(world: World) -> None:
    sales = state_of(world.organisation).kpi("SALES")

    assert sales is not None
    assert (len(sales.measurements), sales.carried) == (1, Decimal(30))
    assert sales.figures is not None
    assert sales.figures.value == 140.0


def test_the_sample_and_its_margin_are_shown_with_the_newest_measurement(world: World) -> None:
    csat = state_of(world.organisation).kpi("CSAT")

    assert csat is not None
    assert csat.figures is not None
    assert (csat.figures.sample_size, csat.figures.margin, csat.figures.breach) == (100, 2.5, True)


def test_it_takes_five_statements_for_one_of_everything_and_for_ten(world: World) -> None:
    with count_statements() as few:
        state_of(world.organisation)
    for number in range(10):
        kpi = make.make_kpi(world.organisation, f"K-{number}")
        initiative = make.make_initiative(world.organisation, f"I-{number}")
        for month in range(1, 6):
            make.make_measurement(kpi, date(2026, month, 1), month)
            make.make_milestone(initiative, due_on=date(2026, month, 1))
            make.make_check_in(initiative, date(2026, month, 1), author=world.ada)
        make.make_link(initiative, kpi)
        make.make_member(world.organisation, f"Member{number}")
        make.make_vision(world.organisation, number + 2, published_on=date(2026, 1, number + 2))
    enter(world.id)
    with count_statements() as many:
        state = state_of(world.organisation)

    assert (len(few), len(many)) == (5, 5)
    assert (len(state.kpis), len(state.initiatives), len(state.milestones)) == (13, 12, 52)


def test_looking_around_in_a_state_takes_no_statement(world: World) -> None:
    state = state_of(world.organisation)

    with count_statements() as statements:
        for kpi in state.kpis:
            assert (kpi.lever, kpi.owner, kpi.figures, kpi.links, kpi.terms_at(BEGINNING)) is not None
        for initiative in state.initiatives:
            assert (initiative.owner, initiative.kpis, initiative.next_milestone, initiative.created_at) is not None
        assert state.scorecard.attention
    assert statements == []


def test_the_data_version_changes_with_the_data_alone(world: World) -> None:
    before = state_of(world.organisation).data_version
    assert state_of(world.organisation, date(2026, 3, 1)).data_version == before

    make.make_kpi(world.organisation, "NEW")

    assert state_of(world.organisation).data_version != before


def test_the_lists_of_a_state_are_in_their_order(organisation: Organisation) -> None:
    for code in ("b", "A", "C", "a"):
        make.make_kpi(organisation, code)
        make.make_initiative(organisation, code)

    state = state_of(organisation)

    assert [kpi.code for kpi in state.kpis] == ["A", "C", "a", "b"]
    assert [one.code for one in state.initiatives] == ["A", "C", "a", "b"]


def test_only_the_newest_three_check_ins_that_were_not_withdrawn_are_at_hand(world: World) -> None:
    initiative = make.make_initiative(world.organisation, "MANY")
    for day in range(1, 6):
        make.make_check_in(initiative, date(2026, 6, day), author=world.ada)
    make.make_check_in(initiative, date(2026, 6, 6), author=world.ada, withdrawn_at="2026-06-07T00:00:00Z")

    many = state_of(world.organisation).initiative("MANY")

    assert many is not None
    assert [check_in.checked_on.day for check_in in many.check_ins] == [5, 4, 3]


def test_of_two_check_ins_of_one_day_the_one_recorded_last_is_the_newest(world: World) -> None:
    initiative = make.make_initiative(world.organisation, "TWICE")
    make.make_check_in(initiative, TODAY, author=world.ada, happened="later", recorded_at="2026-07-02T08:00:00Z")
    make.make_check_in(initiative, TODAY, author=world.ada, happened="sooner", recorded_at="2026-07-01T08:00:00Z")

    twice = state_of(world.organisation).initiative("TWICE")

    assert twice is not None
    assert twice.latest_check_in is not None
    assert twice.latest_check_in.happened == "later"


def test_an_organisation_that_is_not_there_has_no_state(world: World) -> None:
    with count_statements() as statements:
        assert organisation_state(world.ada.pk, TODAY) is None
    assert len(statements) == 1
    with pytest.raises(LookupError):
        organisation_place(world.ada.pk)

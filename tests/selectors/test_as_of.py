"""A state as of a date is the world with only what is dated by it."""

from datetime import date

import pytest

from ops_model.domain.progress.vocabulary import Aggregation
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Kpi, Measurement, Organisation
from ops_model.selectors.check_in_pages import check_ins_page
from ops_model.selectors.filters import InitiativeFilter, MemberFilter
from ops_model.selectors.histories import Histories
from ops_model.selectors.lists import initiatives_page, members_page
from ops_model.selectors.measurement_pages import measurements_page
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.selectors.world import TODAY, state_of

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)


def value_of(organisation: Organisation, as_of: date, code: str = "KPI-1") -> float | None:
    """Return a KPI's value as of a date."""
    kpi = state_of(organisation, as_of).kpi(code)
    assert kpi is not None
    assert kpi.figures is not None
    return kpi.figures.value


def correct(old: Measurement, new: Measurement | None) -> None:
    """Let one measurement supersede another of the same day, or withdraw it."""
    Measurement.objects.filter(pk=old.pk).update(superseded_at="2026-06-15T00:00:00Z")
    if new is not None:
        new.save(force_insert=True)
        Measurement.objects.filter(pk=old.pk).update(superseded_by=new, superseded_reason="a typing error")


@pytest.fixture
def kpi(organisation: Organisation) -> Kpi:
    """Have a KPI measured in March and in May."""
    made = make.make_kpi(organisation)
    make.make_measurement(made, MARCH, 30)
    make.make_measurement(made, MAY, 50)
    return made


def test_what_was_measured_later_is_not_known_yet(organisation: Organisation, kpi: Kpi) -> None:
    days = (date(2026, 3, 30), MARCH, APRIL, MAY, TODAY)

    assert [value_of(organisation, day) for day in days] == [None, 30.0, 30.0, 50.0, 50.0]


def test_a_late_measurement_counts_for_its_own_date(organisation: Organisation, kpi: Kpi) -> None:
    make.make_measurement(kpi, APRIL, 40)

    assert [value_of(organisation, day) for day in (MARCH, APRIL, MAY)] == [30.0, 40.0, 50.0]


def test_a_correction_counts_for_the_date_that_it_corrects(organisation: Organisation, kpi: Kpi) -> None:
    old = Measurement.objects.get(kpi=kpi, observed_on=MARCH)
    correct(old, Measurement(organisation=organisation, kpi=kpi, observed_on=MARCH, value=33))

    assert [value_of(organisation, day) for day in (MARCH, MAY)] == [33.0, 50.0]


def test_what_was_withdrawn_never_was(organisation: Organisation, kpi: Kpi) -> None:
    correct(Measurement.objects.get(kpi=kpi, observed_on=MAY), None)

    assert value_of(organisation, TODAY) == 30.0


def test_new_terms_change_nothing_of_what_was(organisation: Organisation, kpi: Kpi) -> None:
    before = state_of(organisation, APRIL).kpi("KPI-1")
    make.make_kpi_terms(kpi, MAY, target_value=60)
    then, now = state_of(organisation, APRIL).kpi("KPI-1"), state_of(organisation).kpi("KPI-1")

    assert before is not None
    assert then is not None
    assert now is not None
    assert then.figures is not None
    assert before.figures is not None
    assert then.figures.attainment == before.figures.attainment == pytest.approx(0.3)
    assert now.figures is not None
    assert now.figures.attainment == pytest.approx(50 / 60)
    assert [terms.valid_from for terms in then.all_terms] == [make.BEGINNING, MAY]
    assert then.terms_at(MAY) == then.all_terms[1]


def test_the_window_of_a_mean_is_that_of_the_terms_in_force(organisation: Organisation, kpi: Kpi) -> None:
    make.make_measurement(kpi, APRIL, 10)
    make.make_kpi_terms(kpi, MAY, aggregation=Aggregation.ROLLING_MEAN, window=2)

    assert [value_of(organisation, day) for day in (APRIL, MAY)] == [10.0, 30.0]


def exists(state: OrganisationState, code: str) -> bool:
    """Say whether an initiative exists."""
    return state.initiative(code) is not None


def test_what_links_an_initiative_to_come_does_not_exist_yet(organisation: Organisation, kpi: Kpi) -> None:
    make.make_link(make.make_initiative(organisation, "SOON", valid_from=MAY), kpi, MARCH)
    told = []
    for day in (MARCH, APRIL, MAY):
        ((initiative,), (link,)) = (state := state_of(organisation, day)).initiatives, state.links
        assert initiative.kpis == ((link,) if link.exists else ())
        told.append((link.exists, link.in_force))
    assert told == [(False, False), (False, False), (True, True)]


def test_nothing_exists_before_its_first_terms(organisation: Organisation) -> None:
    make.make_milestone(make.make_initiative(organisation, "SOON", valid_from=MAY), due_on=MAY)
    before, after = state_of(organisation, APRIL), state_of(organisation, MAY)

    assert (exists(before, "SOON"), exists(after, "SOON")) == (False, True)
    unborn = before.initiatives[0]
    assert (unborn.next_milestone, after.initiatives[0].next_milestone) == (None, after.milestones[0])
    assert (unborn.figures, unborn.terms_now, unborn.stage, unborn.lever_shares) == (None, None, None, ())
    assert sum(before.scorecard.counts.initiatives_by_stage.values()) == 0


def test_what_is_archived_is_out_from_that_day_on(organisation: Organisation) -> None:
    make.make_kpi(organisation, "OLD", archived_on=MAY)
    before, after = state_of(organisation, APRIL).kpi("OLD"), state_of(organisation, MAY).kpi("OLD")

    assert before is not None
    assert after is not None
    assert (before.archived, after.archived) == (False, True)


def test_a_cancelled_milestone_is_not_the_next_from_that_day_on(organisation: Organisation) -> None:
    initiative = make.make_initiative(organisation)
    make.make_milestone(initiative, "Dropped", due_on=APRIL, cancelled_on=MAY)
    make.make_milestone(initiative, "Kept", due_on=MAY)
    next_ones = [state_of(organisation, day).initiatives[0].next_milestone for day in (APRIL, MAY)]

    assert [milestone and milestone.name for milestone in next_ones] == ["Dropped", "Kept"]


def test_stages_milestones_check_ins_and_links_are_those_of_the_day(organisation: Organisation) -> None:
    ada = make.make_member(organisation)
    kpi = make.make_kpi(organisation)
    initiative = make.make_initiative(organisation, terms={"stage": InitiativeStage.APPROVED})
    make.make_initiative_terms(initiative, MAY, stage=InitiativeStage.IN_PROGRESS)
    make.make_milestone(initiative, due_on=APRIL, completed_on=MAY)
    make.make_check_in(initiative, MAY, author=ada)
    make.make_link(initiative, kpi, MARCH, unlinked_on=MAY)
    then, now = (state_of(organisation, day).initiative("INI-1") for day in (APRIL, MAY))

    assert then is not None
    assert now is not None
    assert (then.stage, now.stage) == (InitiativeStage.APPROVED, InitiativeStage.IN_PROGRESS)
    assert (then.milestones[0].completed, now.milestones[0].completed) == (False, True)
    assert (then.next_milestone is not None, now.next_milestone is not None) == (True, False)
    assert (then.milestones[0].completed_on, now.milestones[0].completed_on) == (None, MAY)
    assert (then.latest_check_in is not None, now.latest_check_in is not None) == (False, True)
    assert (then.kpis[0].in_force, now.kpis[0].in_force) == (True, False)


def test_the_vision_is_the_one_published_last(organisation: Organisation) -> None:
    make.make_vision(organisation, 1, published_on=MARCH)
    make.make_vision(organisation, 2, published_on=MAY)
    make.make_vision(organisation, 3, published_on=None)

    numbers = []
    for day in (date(2026, 3, 30), MARCH, APRIL, MAY):
        vision = state_of(organisation, day).vision
        numbers.append(vision and vision.number)
    assert numbers == [None, 1, 1, 2]


def test_the_policy_is_the_one_in_force(organisation: Organisation) -> None:
    make.make_scoring_policy(organisation, MAY, check_in_days=30)

    days = [state_of(organisation, day).scoring_policy.check_in_days for day in (APRIL, MAY)]
    assert days == [14, 30]


def test_a_milestone_is_cancelled_from_its_day_on(organisation: Organisation) -> None:
    make.make_milestone(make.make_initiative(organisation), due_on=APRIL, cancelled_on=MAY)
    then, now = (state_of(organisation, day).milestones[0] for day in (APRIL, MAY))

    assert (then.cancelled, then.cancelled_on) == (False, None)
    assert (now.cancelled, now.cancelled_on) == (True, MAY)


def test_a_link_is_there_once_it_has_begun_and_both_its_ends_exist(organisation: Organisation) -> None:
    initiative = make.make_initiative(organisation)
    make.make_link(initiative, make.make_kpi(organisation, "LATER"), MAY)
    make.make_link(initiative, make.make_kpi(organisation, "UNBORN", valid_from=MAY), MARCH)
    then, now = (state_of(organisation, day).initiatives[0] for day in (APRIL, MAY))

    assert [link.kpi.code for link in then.kpis] == []
    assert [(link.kpi.code, link.in_force) for link in now.kpis] == [("LATER", True), ("UNBORN", True)]
    unborn = now.kpis[1].kpi.id
    for day, count in ((APRIL, 0), (MAY, 1)):
        linked = initiatives_page(state_of(organisation, day), filter_by=InitiativeFilter(kpi=(unborn,)))
        assert linked.total == count


def test_before_it_exists_nothing_was_measured_or_reported(organisation: Organisation) -> None:
    ada = make.make_member(organisation)
    make.make_check_in(make.make_initiative(organisation, valid_from=MAY), MARCH, author=ada)
    make.make_measurement(make.make_kpi(organisation, valid_from=MAY), MARCH, 30)
    for day, count in ((APRIL, 0), (MAY, 1)):
        state, histories = state_of(organisation, day), Histories(batched=False)
        kpi, initiative = state.kpis[0], state.initiatives[0]
        assert measurements_page(histories, kpi).total == count
        assert len(measurements_page(histories, kpi).nodes) == count
        assert check_ins_page(histories, initiative).total == count
        assert check_ins_page(histories, state).total == count
        assert (initiative.latest_check_in is not None) is bool(count)


def test_a_member_is_ended_from_the_day_on(organisation: Organisation) -> None:
    make.make_member(organisation, ended_on=MAY)
    then, now = (state_of(organisation, day) for day in (APRIL, MAY))

    assert (then.members[0].ended, now.members[0].ended) == (False, True)
    assert [members_page(state, filter_by=MemberFilter(ended=True)).total for state in (then, now)] == [0, 1]

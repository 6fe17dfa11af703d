"""What if: what is supposed counts as if it were so, nothing else moves, and what is moved is explained."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import fsum

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ops_model.domain.progress import organisation_figures, terms_in_force
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, Measurement, OrganisationFacts
from ops_model.domain.progress.simulation import Changes, facts_changed, movement_supposed
from ops_model.domain.progress.value import kpi_series
from ops_model.domain.progress.vocabulary import Aggregation, Cause
from ops_model.domain.stages import InitiativeStage
from ops_model.domain.terms import terms_changed
from tests.domain import strategies as some
from tests.domain.build import (
    AS_OF,
    END,
    dated,
    day,
    figures_of_kpi,
    initiative,
    kpi,
    kpi_terms,
    milestone,
    organisation,
    policy,
)
from tests.domain.strategies import days, organisations, values
from tests.domain.test_properties import plain
from tests.domain.worked_example import ATTRITION, ENPS, LEADER_DAYS, WORKED_EXAMPLE


@st.composite
def changes_of(draw: st.DrawFn, facts: OrganisationFacts, as_of: date) -> Changes:
    """Some changes of what exists on the day."""
    kpis = [one for one in facts.kpis if terms_in_force(one.terms, as_of)]
    initiatives = [one for one in facts.initiatives if terms_in_force(one.terms, as_of)]
    milestones = [milestone.id for one in initiatives for milestone in one.milestones]
    return Changes(
        kpi_values={one.id: draw(values) for one in kpis if draw(st.booleans())},
        kpi_terms={
            one.id: terms_changed(one.terms, valid_from=as_of, changes=draw(some.aims()), reason=None)
            for one in kpis
            if draw(st.booleans())
        },
        milestones_completed=frozenset(id_ for id_ in milestones if draw(st.booleans())),
        initiative_terms={
            one.id: terms_changed(
                one.terms, valid_from=as_of, changes={"stage": draw(st.sampled_from(InitiativeStage))}, reason=None
            )
            for one in initiatives
            if draw(st.booleans())
        },
        policies=(replace(draw(some.policies()), valid_from=None),) if draw(st.booleans()) else None,
    )


@given(organisations(), days)
def test_where_nothing_is_supposed_everything_is_as_it_is(facts: OrganisationFacts, as_of: date) -> None:
    changed = facts_changed(facts, Changes(), as_of=as_of)
    before, after = organisation_figures(facts, as_of=as_of), organisation_figures(changed, as_of=as_of)

    assert after == before
    moved = movement_supposed(before, after)
    assert {item.difference for item in moved.items} <= {0.0}
    assert {cause.kind for item in moved.items for cause in item.causes} <= {Cause.OTHERS_MOVED}


@given(organisations(), days, st.data())
def test_what_is_supposed_adds_up_in_the_movement(facts: OrganisationFacts, as_of: date, data: st.DataObject) -> None:
    changes = data.draw(changes_of(facts, as_of))
    before = organisation_figures(facts, as_of=as_of)
    after = organisation_figures(facts_changed(facts, changes, as_of=as_of), as_of=as_of)

    moved = movement_supposed(before, after)
    difference = fsum(item.difference for item in moved.items)
    assert difference == pytest.approx((after.scorecard.index or 0) - (before.scorecard.index or 0), abs=1e-9)
    assert (moved.from_, moved.to) == (as_of, as_of)


@given(organisations(), days, st.data())
def test_a_supposed_value_is_the_kpis_value_of_the_day(
    facts: OrganisationFacts, as_of: date, data: st.DataObject
) -> None:
    supposed = {one.id: data.draw(values) for one in facts.kpis}
    before = organisation_figures(facts, as_of=as_of)
    after = organisation_figures(facts_changed(facts, Changes(kpi_values=supposed), as_of=as_of), as_of=as_of)

    assert after.kpis.keys() == before.kpis.keys()
    for id_, one in after.kpis.items():
        assert (one.value, one.observed_on, one.stale) == (float(supposed[id_]), as_of, False)
        assert (one.sample_size, one.margin) == (None, None)
        assert one.due_on > as_of or as_of == date.max


@given(organisations(), days, st.data())
def test_a_supposed_value_of_a_latest_is_what_a_measurement_of_the_day_would_be(
    facts: OrganisationFacts, as_of: date, data: st.DataObject
) -> None:
    latest = [one for one in facts.kpis if _latest(one, as_of)]
    supposed = {one.id: data.draw(values) for one in latest}
    measured = replace(
        facts,
        kpis=tuple(_measured(one, as_of, supposed[one.id]) if one.id in supposed else one for one in facts.kpis),
    )
    changed = facts_changed(facts, Changes(kpi_values=supposed), as_of=as_of)

    assert plain(organisation_figures(changed, as_of=as_of)) == plain(organisation_figures(measured, as_of=as_of))


def _latest(one: KpiFacts, as_of: date) -> bool:
    terms = terms_in_force(one.terms, as_of)
    return terms is not None and terms.aggregation is Aggregation.LATEST


def _measured(one: KpiFacts, as_of: date, value: Decimal) -> KpiFacts:
    earlier = tuple(each for each in one.measurements if each.observed_on < as_of)
    return replace(one, measurements=(*earlier, Measurement(observed_on=as_of, value=value)))


@given(organisations(), days, st.data())
def test_a_supposed_value_moves_no_other_thing(facts: OrganisationFacts, as_of: date, data: st.DataObject) -> None:
    assume(facts.kpis)
    chosen = data.draw(st.sampled_from(facts.kpis))
    before = organisation_figures(facts, as_of=as_of)
    changes = Changes(kpi_values={chosen.id: data.draw(values)})
    after = organisation_figures(facts_changed(facts, changes, as_of=as_of), as_of=as_of)

    assert {id_: one for id_, one in after.kpis.items() if id_ != chosen.id} == {
        id_: one for id_, one in before.kpis.items() if id_ != chosen.id
    }
    for id_, one in after.initiatives.items():
        assert (one.delivery, one.planned_delivery) == (before.initiatives[id_].delivery, one.planned_delivery)


@pytest.mark.parametrize("aggregation", Aggregation)
def test_a_value_is_supposed_after_aggregation(aggregation: Aggregation) -> None:
    of = kpi(kpi_terms(10, 50, aggregation=aggregation), {"2026-05-01": 5, "2026-06-01": 8})
    changed = facts_changed(organisation([of]), Changes(kpi_values={of.id: Decimal(30)}), as_of=AS_OF)
    found = organisation_figures(changed, as_of=AS_OF).kpis[of.id]

    assert (found.value, found.attainment) == (30.0, 0.5)


def test_a_sum_whose_baseline_is_still_to_come_can_be_supposed_too() -> None:
    of = kpi(replace(kpi_terms(10, 50, aggregation=Aggregation.SUM), baseline=dated(10, day("2026-08-01"))))
    assumed = replace(of, assumed=Measurement(observed_on=AS_OF, value=Decimal(20)))

    assert (figures_of_kpi(of).value, figures_of_kpi(assumed).value) == (None, 20.0)


def test_a_supposed_value_ends_the_series_and_takes_the_place_of_what_was_measured_that_day() -> None:
    terms = kpi_terms(0, 100, aggregation=Aggregation.SUM)
    of = kpi(terms, {"2026-05-01": 5, "2026-06-01": 8, AS_OF.isoformat(): 1, "2026-08-01": 70})
    of = replace(of, assumed=Measurement(observed_on=AS_OF, value=Decimal(50)))

    series = [(point.on, point.value) for point in kpi_series(of, as_of=AS_OF, points=9)]
    assert series == [(day("2026-05-01"), 5.0), (day("2026-06-01"), 13.0), (AS_OF, 50.0)]
    eve = AS_OF - timedelta(days=1)
    assert [point.value for point in kpi_series(of, as_of=eve, points=9)] == [5.0, 13.0]


def test_what_is_passed_over_is_what_is_not_there() -> None:
    changes = Changes(kpi_values={LEADER_DAYS.id: Decimal(1)}, milestones_completed=[ENPS.id])
    assert facts_changed(WORKED_EXAMPLE, changes, as_of=AS_OF) == WORKED_EXAMPLE


def test_every_kind_of_change_is_told_as_the_cause_of_its_item() -> None:
    last = LEADER_DAYS.milestones[1]
    squads = initiative(code="SQUADS", milestones=[milestone("2026-03-01", "2026-03-01", name="squad"), milestone()])
    facts = replace(WORKED_EXAMPLE, initiatives=(LEADER_DAYS, squads))
    target = {"target": dated(40, END), "weight": 3.0}
    implemented = {"stage": InitiativeStage.IMPLEMENTED}
    changes = Changes(
        kpi_values={ATTRITION.id: Decimal("0.09")},
        kpi_terms={ENPS.id: terms_changed(ENPS.terms, valid_from=AS_OF, changes=target, reason=None)},
        milestones_completed={last.id},
        initiative_terms={squads.id: terms_changed(squads.terms, valid_from=AS_OF, changes=implemented, reason=None)},
    )
    moved = _moved(facts, changes)

    assert moved["ATTRITION"] == [(Cause.MEASURED, "value", "0.1", "0.09")]
    assert moved["ENPS"] == [
        (Cause.RETARGETED, "target.value", "50", "40"),
        (Cause.REWEIGHTED, "weight", "2", "3"),
    ]
    assert moved["LEADER-DAYS"] == [(Cause.MILESTONE, "completed_on", None, "2026-07-01")]
    assert moved["SQUADS"] == [(Cause.STAGE, "stage", "IN_PROGRESS", "IMPLEMENTED")]


def test_another_policy_is_the_cause_of_all_that_it_weighs() -> None:
    other = terms_changed(WORKED_EXAMPLE.policies, valid_from=AS_OF, changes={"outcome_weight": 0.8}, reason=None)
    moved = _moved(WORKED_EXAMPLE, Changes(policies=other))

    reweighted = [(Cause.REWEIGHTED, "outcome_weight", "0.5", "0.8")]
    assert (moved["ENPS"], moved["ATTRITION"], moved["LEADER-DAYS"]) == (reweighted, reweighted, reweighted)


def test_what_happened_on_the_day_is_no_cause_of_what_is_supposed() -> None:
    measured_today = kpi(kpi_terms(0, 100), {AS_OF.isoformat(): 50}, code="TODAY")
    agreed_today = kpi([kpi_terms(0, 100), kpi_terms(0, 90, valid_from=AS_OF)], {"2026-06-01": 50}, code="AGREED")
    done_today = initiative(milestones=[milestone("2026-06-01", AS_OF.isoformat()), milestone()])
    facts = organisation([measured_today, agreed_today, ENPS], [done_today], policies=[policy()])

    moved = _moved(facts, Changes(kpi_values={ENPS.id: Decimal(30)}))
    others = [(Cause.OTHERS_MOVED, None, None, None)]
    assert moved == {
        "ENPS": [(Cause.MEASURED, "value", "24", "30")],
        "TODAY": others,
        "AGREED": others,
        "INI": others,
    }


def test_what_enters_and_what_leaves_by_a_supposition_says_so() -> None:
    never = kpi(kpi_terms(0, 100), code="NEVER")
    proposed = {"stage": InitiativeStage.CANCELLED}
    facts = organisation([ENPS, never], [LEADER_DAYS])
    changes = Changes(
        kpi_values={never.id: Decimal(40)},
        initiative_terms={
            LEADER_DAYS.id: terms_changed(LEADER_DAYS.terms, valid_from=AS_OF, changes=proposed, reason=None)
        },
    )
    moved = _moved(facts, changes)

    assert [kind for kind, *_ in moved["NEVER"]] == [Cause.ENTERED, Cause.MEASURED]
    assert [kind for kind, *_ in moved["LEADER-DAYS"]] == [Cause.LEFT, Cause.STAGE]


def _moved(
    facts: OrganisationFacts, changes: Changes
) -> dict[str, list[tuple[Cause, str | None, str | None, str | None]]]:
    """What is told to have happened to each KPI and initiative."""
    before = organisation_figures(facts, as_of=AS_OF)
    after = organisation_figures(facts_changed(facts, changes, as_of=AS_OF), as_of=AS_OF)
    return {
        item.subject.code: [(cause.kind, cause.what, cause.before, cause.after) for cause in item.causes]
        for item in movement_supposed(before, after).items
        if isinstance(item.subject, KpiFacts | InitiativeFacts)
    }

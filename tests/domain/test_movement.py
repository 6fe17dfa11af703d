"""What moved the index, in numbers that were found by hand, and why it is said to have moved."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.causes import MovementCause
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, LinkFacts, OrganisationFacts
from ops_model.domain.progress.movement import Movement, MovementItem, movement_between, movement_restated
from ops_model.domain.progress.standings import End, Standing, end_of
from ops_model.domain.progress.vocabulary import Cause, Lens
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    assessment,
    band,
    band_terms,
    dated,
    day,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    milestone,
    organisation,
    policy,
)

CULTURE, TALENT = LeverKind.CULTURE, LeverKind.TALENT
SINCE, UNTIL = "2026-04-15", "2026-07-01"

ENPS = kpi(kpi_terms(10, 50, weight=2.0), {"2026-03-31": 15, "2026-05-31": 20, "2026-06-30": 24}, code="ENPS")
ATTRITION = kpi(kpi_terms(0.12, 0.08), {"2026-04-30": "0.10"}, code="ATTRITION")
SQUADS = initiative(milestones=[milestone("2026-03-01", "2026-03-01"), milestone(weight=3.0)], code="SQUADS")


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def moved(facts: OrganisationFacts, since: str = SINCE, until: str = UNTIL) -> Movement:
    before, after = (organisation_figures(facts, as_of=day(on)) for on in (since, until))
    return movement_restated(before, after, policies=facts.policies)


def items(of: Movement) -> dict[str, MovementItem]:
    return {getattr(item.subject, "code", str(item.key)): item for item in of.items}


def told(item: MovementItem) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    return [
        (cause.kind, str(cause.on) if cause.on else None, cause.what, cause.before, cause.after)
        for cause in item.causes
    ]


def told_of(*things: KpiFacts | InitiativeFacts, since: str = SINCE, until: str = UNTIL) -> Sequence[object]:
    """What is told of the first of the things."""
    kpis = [thing for thing in things if isinstance(thing, KpiFacts)]
    initiatives = [thing for thing in things if isinstance(thing, InitiativeFacts)]
    return told(items(moved(organisation(kpis, initiatives), since, until))[things[0].code])


def test_each_item_brings_its_own_by_its_value_and_its_mix_by_its_share() -> None:
    found = moved(organisation([ENPS, ATTRITION], [SQUADS]))
    # On 2026-04-15 attrition was not measured: eNPS has all of the outcome, which is 0.5 / 0.8 of the whole.
    assert found.index_from == near(100 * (0.625 * 0.125 + 0.375 * 0.25))
    assert found.index_to == near(34.375)
    assert found.change == near(17.1875)
    enps, attrition, squads = (items(found)[code] for code in ("ENPS", "ATTRITION", "SQUADS"))
    assert (enps.share_from, enps.share_to) == (near(0.625), near(0.625 * 2 / 3))
    assert (enps.value_from, enps.value_to) == (near(0.125), near(0.35))
    assert (enps.own, enps.mix) == (near(11.71875), near(-4.947916667))
    assert (attrition.share_from, attrition.value_from) == (None, None)
    assert (attrition.own, attrition.mix) == (near(5.208333333), near(5.208333333))
    assert (squads.own, squads.mix, squads.difference) == (0, 0, 0)
    assert [item.subject.id for item in found.items] == [ATTRITION.id, ENPS.id, SQUADS.id]
    assert [item.lens for item in found.items] == [Lens.OUTCOME, Lens.OUTCOME, Lens.DELIVERY]


def test_an_initiative_of_several_levers_is_one_item_with_its_shares_summed() -> None:
    shared = initiative(
        [
            initiative_terms(shares={CULTURE: 1.0, TALENT: 3.0}, weight=2.0),
            initiative_terms(shares={TALENT: 1.0}, weight=2.0, valid_from=day("2026-05-01")),
        ],
        [milestone("2026-03-01", "2026-03-01"), milestone()],
        code="SHARED",
    )
    other = initiative(initiative_terms(weight=0.5), [milestone("2026-03-01", "2026-03-01")], code="OTHER")
    found = items(moved(organisation(initiatives=[shared, other])))
    # CULTURE is half of the index and shared with OTHER, 0.5 to 0.5; TALENT is the other half. Then each has a lever.
    assert (found["SHARED"].share_from, found["SHARED"].share_to) == (near(0.75), near(0.5))
    assert (found["OTHER"].share_from, found["OTHER"].share_to) == (near(0.25), near(0.5))
    assert (found["SHARED"].own, found["SHARED"].mix) == (0, near(-12.5))
    assert told(found["SHARED"]) == [
        ("REWEIGHTED", "2026-05-01", "lever_shares.CULTURE", "1", None),
        ("REWEIGHTED", "2026-05-01", "lever_shares.TALENT", "3", "1"),
    ]
    assert told(found["OTHER"]) == [("OTHERS_MOVED", None, None, None, None)]


def test_without_an_index_at_one_end_there_is_no_change_and_items_bring_all_of_the_other() -> None:
    facts = organisation([ENPS], [SQUADS])
    came, went = moved(facts, "2025-12-31", UNTIL), moved(facts, UNTIL, "2025-12-31")
    assert (came.index_from, came.change) == (None, None)
    assert sum(item.difference for item in came.items) == near(came.index_to or 0)
    assert {item.causes[0].kind for item in came.items} == {Cause.ENTERED}
    assert (went.index_to, went.change) == (None, None)
    assert sum(item.difference for item in went.items) == near(-(came.index_to or 0))
    assert moved(facts, "2025-11-30", "2025-12-31").items == ()


def test_what_never_has_a_share_is_no_item() -> None:
    floor = kpi(guardrail_terms(band(0, 1)), {"2026-03-31": 2}, code="FLOOR")
    aligned = kpi(kpi_terms(weight=0.0), {"2026-03-31": 50}, code="ALIGNED")
    proposed = initiative(initiative_terms(InitiativeStage.PROPOSED), [milestone()], code="PROPOSED")
    assert set(items(moved(organisation([ENPS, floor, aligned], [proposed])))) == {"ENPS"}


def test_a_measurement_tells_the_kpis_value_at_both_ends() -> None:
    assert told_of(ENPS) == [("MEASURED", "2026-06-30", "value", "15", "24")]
    assert told_of(ENPS, since="2026-06-30") == [("OTHERS_MOVED", None, None, None, None)]


def test_what_enters_says_why_it_was_left_out_and_when_it_came_if_that_is_known() -> None:
    begun = kpi(kpi_terms(valid_from=day("2026-05-01")), {"2026-06-30": 50}, code="NEW")
    assert told_of(begun, ENPS)[0] == ("ENTERED", "2026-05-01", "excluded", None, None)
    assert told_of(ATTRITION, ENPS) == [
        ("ENTERED", None, "excluded", "NO_DATA", None),
        ("MEASURED", "2026-04-30", "value", None, "0.1"),
    ]
    approved = [
        initiative_terms(InitiativeStage.PROPOSED),
        initiative_terms(InitiativeStage.APPROVED, valid_from=day("2026-05-01")),
        initiative_terms(valid_from=day("2026-06-01")),
    ]
    assert told_of(initiative(approved, [milestone()], code="A"), ENPS) == [
        ("ENTERED", "2026-05-01", "excluded", "PROPOSED", None),
        ("STAGE", "2026-05-01", "stage", "PROPOSED", "APPROVED"),
        ("STAGE", "2026-06-01", "stage", "APPROVED", "IN_PROGRESS"),
    ]


def test_what_leaves_says_why() -> None:
    archived = replace(ENPS, archived_on=day("2026-05-15"))
    assert told_of(archived, ATTRITION)[0] == ("LEFT", "2026-05-15", "excluded", None, "ARCHIVED")
    ended = [initiative_terms(), initiative_terms(InitiativeStage.CANCELLED, valid_from=day("2026-05-01"))]
    assert told_of(initiative(ended, [milestone()], code="A"), ENPS) == [
        ("LEFT", "2026-05-01", "excluded", None, "CANCELLED"),
        ("STAGE", "2026-05-01", "stage", "IN_PROGRESS", "CANCELLED"),
    ]


def test_another_goal_is_told_field_by_field() -> None:
    later = day("2026-05-01")
    aimed = [
        kpi_terms(10, 50),
        replace(kpi_terms(10, 60, weight=1.5, valid_from=later), target=dated(60, date(2027, 6, 30))),
    ]
    assert told_of(kpi(aimed, {"2026-03-31": 20}, code="K"), ATTRITION) == [
        ("RETARGETED", "2026-05-01", "target.value", "50", "60"),
        ("RETARGETED", "2026-05-01", "target.on", "2026-12-31", "2027-06-30"),
        ("REWEIGHTED", "2026-05-01", "weight", "1", "1.5"),
    ]


def test_another_band_is_another_goal() -> None:
    held = [band_terms(band(10, 20)), band_terms(band(10, tolerance=5), valid_from=day("2026-05-01"))]
    assert told_of(kpi(held, {"2026-03-31": 15}, code="K"), ENPS) == [
        ("RETARGETED", "2026-05-01", "band.upper", "20", None),
        ("RETARGETED", "2026-05-01", "band.tolerance", None, "5"),
    ]


def test_what_moves_no_figure_of_the_index_is_no_cause() -> None:
    same = [kpi_terms(10, 50), kpi_terms(10, 50, valid_from=day("2026-05-01"), reason="Said again.")]
    assert told_of(kpi(same, {"2026-03-31": 20}, code="K"), ATTRITION) == [("OTHERS_MOVED", None, None, None, None)]
    linked = initiative(
        milestones=[milestone()], links=[LinkFacts(kpi_id=ENPS.id, linked_on=day("2026-05-01"))], code="A"
    )
    assert told_of(linked, ENPS) == [("OTHERS_MOVED", None, None, None, None)]


def test_a_milestone_is_told_with_itself() -> None:
    done = milestone("2026-06-01", "2026-05-20")
    dropped = milestone("2026-08-01", cancelled="2026-05-10")
    early = milestone("2026-03-01", "2026-03-01")
    found = items(moved(organisation(initiatives=[initiative(milestones=[done, dropped, early])])))["INI"]
    assert told(found) == [
        ("MILESTONE", "2026-05-10", "cancelled_on", None, "2026-05-10"),
        ("MILESTONE", "2026-05-20", "completed_on", None, "2026-05-20"),
    ]
    assert [cause.milestone for cause in found.causes] == [dropped, done]


def test_other_weights_of_the_policy_reweigh_everything_and_other_gaps_nothing() -> None:
    changed = policy(valid_from=day("2026-05-01"), lever_weights={CULTURE: 2.0}, outcome_weight=0.6, on_track_gap=0.05)
    facts = organisation([ENPS], [SQUADS], policies=[policy(), changed])
    weighed = [
        ("REWEIGHTED", "2026-05-01", "levers.CULTURE.weight", "1", "2"),
        ("REWEIGHTED", "2026-05-01", "outcome_weight", "0.5", "0.6"),
    ]
    assert told(items(moved(facts))["SQUADS"]) == weighed
    assert told(items(moved(facts))["ENPS"]) == [("MEASURED", "2026-06-30", "value", "15", "24"), *weighed]


def test_a_levers_assessments_are_one_item_of_which_the_newest_counts() -> None:
    assessed = {CULTURE: [assessment("2026-02-01", 3, name="old"), assessment("2026-06-01", 4, name="new")]}
    policies = [policy(), policy(valid_from=day("2026-05-01"), target_levels={CULTURE: 4, TALENT: 3})]
    (item,) = moved(organisation(assessments=assessed, policies=policies)).items
    assert (item.lens, item.key, item.value_from, item.value_to) == (Lens.MATURITY, CULTURE, near(0.5), near(1))
    assert (item.own, item.mix) == (near(50), near(0))
    assert told(item) == [
        ("REWEIGHTED", "2026-05-01", "levers.CULTURE.target_level", "5", "4"),
        ("ASSESSED", "2026-06-01", "completed_on", "2026-02-01", "2026-06-01"),
    ]


def test_other_ends_than_two_days_may_be_compared() -> None:
    figures = organisation_figures(organisation([ENPS, ATTRITION], [SQUADS]), as_of=day(UNTIL))
    shown = end_of(figures)
    enps = Standing(subject=ENPS, share=shown.standings[ENPS.id].share, value=0.25, measured=20.0)
    reported = End(on=day("2026-06-01"), index=30.208333333333332, standings={**shown.standings, ENPS.id: enps})
    corrected = MovementCause(kind=Cause.CORRECTED, on=day("2026-05-31"), what="value", before="20", after="24")
    found = movement_between(reported, shown, happened={ENPS.id: [corrected]})
    assert found.change == near(4.166666667)
    assert items(found)["ENPS"].difference == near(4.166666667)
    assert found.items[0].causes == (corrected,)
    assert {item.causes[0].kind for item in found.items[1:]} == {Cause.OTHERS_MOVED}

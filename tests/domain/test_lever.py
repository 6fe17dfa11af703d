"""One lever: three lenses, their coverage, and the lever's own figures."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import AssessmentFacts, InitiativeFacts, InitiativeTerms, KpiFacts
from ops_model.domain.progress.figures import LensFigures, LeverFigures
from ops_model.domain.progress.vocabulary import ExclusionReason, Health
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    AS_OF,
    START,
    assessment,
    attaining,
    band,
    day,
    figures,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    milestone,
    policy,
)

CULTURE, TALENT = LeverKind.CULTURE, LeverKind.TALENT
DONE, COMING, MISSED = milestone("2026-03-01", "2026-03-01"), milestone("2026-09-01"), milestone("2026-06-01")
OUTCOME, DELIVERY, MATURITY = 0, 1, 2


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def culture(
    kpis: Sequence[KpiFacts] = (),
    initiatives: Sequence[InitiativeFacts] = (),
    assessments: Sequence[AssessmentFacts] = (),
    **changes: Any,
) -> LeverFigures:
    scoring = [policy(**changes)]
    return figures(kpis, initiatives, assessments={CULTURE: assessments}, policies=scoring).levers[CULTURE]


def lens(of: LeverFigures, place: int) -> LensFigures:
    return of.lenses[place]


def test_outcome_is_the_mean_of_what_has_a_value_and_coverage_tells_of_the_rest() -> None:
    kpis = [
        attaining(0.5, code="A", weight=2),
        attaining(1.0, code="B", weight=1),
        attaining(None, code="C", weight=1),
    ]
    outcome = lens(culture(kpis), OUTCOME)
    assert outcome.value == near(0.666666667)
    assert outcome.coverage == near(0.75)
    assert outcome.expected == near(181 / 364)


def test_what_is_expected_of_a_lens_is_of_the_items_that_have_a_value() -> None:
    held = kpi(kpi_terms(0, 100), {"2026-06-30": 40}, code="A")
    in_time = kpi(kpi_terms(0, 10, valid_from=START), code="B")
    assert lens(culture([held, in_time]), OUTCOME).expected == near(181 / 364)


def test_a_stale_kpi_counts_in_progress_and_not_in_coverage() -> None:
    stale = kpi(kpi_terms(0, 100), {"2026-03-01": 40}, code="STALE")
    outcome = lens(culture([attaining(0.8, code="FRESH"), stale]), OUTCOME)
    assert outcome.value == near(0.6)
    assert outcome.coverage == near(0.5)


def test_a_kpi_without_target_lowers_coverage_and_nothing_else() -> None:
    aimless = kpi(kpi_terms(0, None), {"2026-06-30": 40}, code="AIMLESS")
    outcome = lens(culture([attaining(0.8, code="A"), aimless]), OUTCOME)
    assert (outcome.value, outcome.coverage) == (near(0.8), near(0.5))


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (attaining(0.1, code="X", archived_on=AS_OF), ExclusionReason.ARCHIVED),
        (attaining(0.1, code="X", weight=0, archived_on=AS_OF), ExclusionReason.ARCHIVED),
        (attaining(None, code="X", archived_on=AS_OF), ExclusionReason.ARCHIVED),
        (kpi(guardrail_terms(band(0, 1)), code="X", archived_on=AS_OF), ExclusionReason.ARCHIVED),
        (kpi(guardrail_terms(band(0, 1), weight=0), code="X"), ExclusionReason.GUARDRAIL),
        (attaining(0.1, code="X", weight=0), ExclusionReason.ZERO_WEIGHT),
        (attaining(None, code="X", weight=0), ExclusionReason.ZERO_WEIGHT),
        (kpi(kpi_terms(0, None, weight=0), {"2026-06-30": 1}, code="X"), ExclusionReason.ZERO_WEIGHT),
    ],
)
def test_what_should_not_count_lowers_neither_progress_nor_coverage(
    left_out: KpiFacts, reason: ExclusionReason
) -> None:
    outcome = lens(culture([attaining(0.8, code="A"), left_out]), OUTCOME)
    assert (outcome.value, outcome.coverage) == (near(0.8), 1)
    assert outcome.contributions[1].excluded is reason


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (attaining(None, code="X"), ExclusionReason.NO_DATA),
        (kpi(kpi_terms(0, None), code="X"), ExclusionReason.NO_DATA),
        (kpi(kpi_terms(0, None), {"2026-06-30": 1}, code="X"), ExclusionReason.NO_TARGET),
    ],
)
def test_what_should_count_and_cannot_says_why(left_out: KpiFacts, reason: ExclusionReason) -> None:
    outcome = lens(culture([attaining(0.8, code="A"), left_out]), OUTCOME)
    item = outcome.contributions[1]
    assert item.excluded is reason
    assert (item.value, item.share, item.points, item.index_points) == (None, None, None, 0.0)


def test_an_item_left_out_shows_the_value_it_would_have_counted_with() -> None:
    archived = attaining(0.1, code="X", archived_on=AS_OF)
    assert lens(culture([attaining(0.8, code="A"), archived]), OUTCOME).contributions[1].value == near(0.1)


def test_archived_is_out_from_its_day_on() -> None:
    retired = attaining(0.1, code="X", archived_on=AS_OF)
    kept = attaining(0.8, code="A")
    before = figures([kept, retired], as_of=AS_OF - timedelta(days=1)).levers[CULTURE]
    assert lens(before, OUTCOME).value == near(0.45)
    assert lens(culture([kept, retired]), OUTCOME).value == near(0.8)


def test_a_lever_of_nothing_has_no_progress_and_no_coverage() -> None:
    lever = culture()
    assert (lever.progress, lever.expected_progress, lever.coverage) == (None, None, 0)
    assert lever.health is Health.NO_DATA
    assert not lever.sufficient
    assert [(one.value, one.excluded, one.coverage, one.contributions) for one in lever.lenses] == [
        (None, ExclusionReason.NO_DATA, 0, ())
    ] * 3


def test_a_lever_whose_only_kpis_weigh_nothing_has_no_outcome() -> None:
    outcome = lens(culture([attaining(0.8, weight=0)]), OUTCOME)
    assert (outcome.value, outcome.coverage) == (None, 0)


def test_delivery_is_the_mean_of_deliveries_by_weight() -> None:
    initiatives = [
        initiative(initiative_terms(weight=3.0), [DONE, COMING], code="A"),
        initiative(initiative_terms(weight=1.0), [DONE, MISSED], code="B"),
        initiative(initiative_terms(weight=4.0), code="C"),
    ]
    delivery = lens(culture(initiatives=initiatives), DELIVERY)
    assert delivery.value == near(0.5)
    assert delivery.expected == near((3 * 0.5 + 1 * 1) / 4)
    assert delivery.coverage == near(0.5)
    assert delivery.contributions[2].excluded is ExclusionReason.NO_DATA


def test_an_initiatives_weight_is_split_by_its_lever_shares() -> None:
    shared = initiative(initiative_terms(weight=6.0, shares={CULTURE: 1.0, TALENT: 2.0}), [DONE], code="A")
    own = initiative(initiative_terms(weight=2.0), [COMING], code="B")
    levers = figures(initiatives=[shared, own]).levers
    assert [item.weight for item in lens(levers[CULTURE], DELIVERY).contributions] == [near(2), near(2)]
    assert lens(levers[CULTURE], DELIVERY).value == near(0.5)
    assert [item.weight for item in lens(levers[TALENT], DELIVERY).contributions] == [near(4)]
    assert lens(levers[LeverKind.METRICS], DELIVERY).contributions == ()


@pytest.mark.parametrize(
    ("terms", "archived", "reason"),
    [
        (initiative_terms(InitiativeStage.PROPOSED), True, ExclusionReason.ARCHIVED),
        (initiative_terms(InitiativeStage.PROPOSED, weight=0), False, ExclusionReason.PROPOSED),
        (initiative_terms(InitiativeStage.CANCELLED, weight=0), False, ExclusionReason.CANCELLED),
        (initiative_terms(weight=0), False, ExclusionReason.ZERO_WEIGHT),
    ],
)
def test_an_initiative_that_should_not_count_lowers_nothing(
    terms: InitiativeTerms, reason: ExclusionReason, *, archived: bool
) -> None:
    out = initiative(terms, [MISSED, DONE], code="X", archived_on=START if archived else None)
    delivery = lens(culture(initiatives=[initiative(milestones=[DONE], code="A"), out]), DELIVERY)
    assert (delivery.value, delivery.expected, delivery.coverage) == (1, 1, 1)
    item = delivery.contributions[1]
    assert (item.excluded, item.value, item.share, item.index_points) == (reason, 0.5, None, 0.0)
    assert sum(below.points or 0 for below in item.contributions) == near(0.5)
    assert [below.index_points for below in item.contributions] == [0.0, 0.0]


@pytest.mark.parametrize("stage", [InitiativeStage.PROPOSED, InitiativeStage.CANCELLED, InitiativeStage.IN_PROGRESS])
def test_only_what_is_pursued_can_lower_delivery_coverage(stage: InitiativeStage) -> None:
    empty = initiative(initiative_terms(stage), code="X")
    delivery = lens(culture(initiatives=[initiative(milestones=[DONE], code="A"), empty]), DELIVERY)
    assert delivery.coverage == (0.5 if stage is InitiativeStage.IN_PROGRESS else 1)


def test_what_was_delivered_counts_whole_and_is_a_leaf() -> None:
    delivered = initiative(initiative_terms(InitiativeStage.IMPLEMENTED), [MISSED])
    item = lens(culture(initiatives=[delivered]), DELIVERY).contributions[0]
    assert (item.value, item.contributions) == (1, ())


@pytest.mark.parametrize(
    ("answers", "target_level", "value"),
    [
        ((3, 3, 3), 5, 0.5),
        ((1, 2, 4, 5), 5, 0.5),
        ((3, None, 5), 5, 0.75),
        ((1, 1), 5, 0),
        ((5, 5), 5, 1),
        ((2,), 3, 0.5),
        ((4,), 3, 1),
        ((None, None), 5, None),
        ((), 5, None),
    ],
)
def test_maturity_is_the_way_from_level_1_to_the_target_level(
    answers: tuple[int | None, ...], target_level: int, value: float | None
) -> None:
    lever = culture(assessments=[assessment("2026-02-01", *answers)], target_levels={CULTURE: target_level})
    maturity = lens(lever, MATURITY)
    assert maturity.value == (None if value is None else near(value))
    assert maturity.expected == maturity.value
    assert maturity.coverage == (0 if value is None else 1)
    assert maturity.contributions[0].excluded is (ExclusionReason.NO_DATA if value is None else None)


def test_the_newest_assessment_completed_by_the_day_counts_alone() -> None:
    assessments = [assessment("2026-07-02", 5), assessment("2026-03-01", 2), assessment("2026-02-01", 4)]
    maturity = lens(culture(assessments=assessments), MATURITY)
    assert [item.subject for item in maturity.contributions] == [assessments[1]]
    assert maturity.value == near(0.25)


@pytest.mark.parametrize(("age", "coverage"), [(0, 1), (366, 1), (367, 0)])
def test_an_assessment_covers_for_366_days(age: int, coverage: float) -> None:
    old = assessment((AS_OF - timedelta(days=age)).isoformat(), 3)
    maturity = lens(culture(assessments=[old]), MATURITY)
    assert (maturity.value, maturity.coverage) == (0.5, coverage)


def test_progress_is_of_the_lenses_that_have_a_value_and_coverage_of_all_three() -> None:
    lever = culture([attaining(0.8)], assessments=[assessment("2026-02-01", 3)])
    assert lever.progress == near((0.5 * 0.8 + 0.2 * 0.5) / 0.7)
    assert lever.expected_progress == near((0.5 * 181 / 364 + 0.2 * 0.5) / 0.7)
    assert lever.coverage == near(0.7)
    assert [one.share for one in lever.lenses] == [near(0.5 / 0.7), None, near(0.2 / 0.7)]


def test_a_lens_of_weight_0_is_shown_and_not_counted() -> None:
    lever = culture([attaining(0.8)], [initiative(milestones=[DONE, MISSED])], outcome_weight=0, maturity_weight=0)
    assert lever.progress == near(0.5)
    assert lever.coverage == 1
    outcome = lens(lever, OUTCOME)
    assert (outcome.value, outcome.excluded, outcome.share, outcome.points) == (
        near(0.8),
        ExclusionReason.ZERO_WEIGHT,
        None,
        None,
    )
    assert outcome.index_points == 0
    item = outcome.contributions[0]
    assert (item.share, item.points, item.index_points, item.excluded) == (1, near(0.8), 0, None)


def test_a_lever_with_nothing_but_a_lens_of_weight_0_has_no_progress() -> None:
    lever = culture([attaining(0.8)], outcome_weight=0)
    assert (lever.progress, lever.health) == (None, Health.NO_DATA)


@pytest.mark.parametrize(
    ("weight", "sufficient"), [(1, True), (1.000000001, True), (1.0001, False), (0.5, True), (3, False)]
)
def test_coverage_on_the_floor_is_sufficient(weight: float, *, sufficient: bool) -> None:
    kpis = [attaining(0.5, code="A"), attaining(None, code="B", weight=weight)]
    lever = culture(kpis, delivery_weight=0, maturity_weight=0)
    assert lever.sufficient is sufficient
    assert lever.health is (Health.ON_TRACK if sufficient else Health.NO_DATA)
    assert lever.progress == near(0.5)


@pytest.mark.parametrize(
    ("attained", "health"),
    [(1.0, Health.ON_TRACK), (0.4, Health.ON_TRACK), (0.3, Health.AT_RISK), (0.2, Health.OFF_TRACK)],
)
def test_a_levers_health_is_by_its_gap_and_never_achieved(attained: float, health: Health) -> None:
    assert culture([attaining(attained)], delivery_weight=0, maturity_weight=0).health is health


def test_weight_and_target_level_are_the_policys() -> None:
    lever = culture(lever_weights={CULTURE: 2.5}, target_levels={CULTURE: 4})
    assert (lever.weight, lever.target_level) == (2.5, 4)


def test_an_older_policy_judges_older_days() -> None:
    kpis = [attaining(0.8, code="A")]
    policies = [policy(), policy(valid_from=day("2026-07-01"), outcome_weight=0)]
    assert figures(kpis, policies=policies).levers[CULTURE].progress is None
    past = figures(kpis, policies=policies, as_of=day("2026-06-30"))
    assert past.levers[CULTURE].progress == near(0.8)
    assert past.scorecard.policy is policies[0]

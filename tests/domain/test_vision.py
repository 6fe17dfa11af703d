"""The index, and how it is explained."""

from typing import Any

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.figures import Contribution, ScorecardFigures
from ops_model.domain.progress.vocabulary import ExclusionReason, Health
from tests.domain.build import (
    AS_OF,
    attaining,
    band,
    figures,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    milestone,
    policy,
)

STRUCTURE, CULTURE, TALENT = LeverKind.STRUCTURE, LeverKind.CULTURE, LeverKind.TALENT
OUTCOME_ONLY: dict[str, Any] = {"delivery_weight": 0, "maturity_weight": 0}


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def scorecard(attained: dict[LeverKind, float | None], **changes: Any) -> ScorecardFigures:
    kpis = [attaining(value, code=kind, lever_kind=kind) for kind, value in attained.items()]
    return figures(kpis, policies=[policy(**OUTCOME_ONLY | changes)]).scorecard


def by_lever(of: ScorecardFigures) -> dict[LeverKind, Contribution]:
    return dict(zip(LeverKind, of.contributions, strict=True))


def test_the_index_is_of_the_levers_that_have_a_progress() -> None:
    found = scorecard({CULTURE: 0.2, TALENT: 0.8, STRUCTURE: None}, lever_weights={CULTURE: 3})
    assert found.index == near(100 * (3 * 0.2 + 0.8) / 4)
    assert found.expected_index == near(100 * 181 / 364)
    assert found.coverage == near(4 / 8)


def test_an_organisation_of_nothing_has_no_index() -> None:
    found = scorecard({})
    assert (found.index, found.expected_index, found.coverage, found.health) == (None, None, 0, Health.NO_DATA)
    assert not found.sufficient


def test_coverage_is_of_all_six_levers() -> None:
    assert scorecard({CULTURE: 0.5}).coverage == near(1 / 6)
    assert scorecard({CULTURE: 0.5}).health is Health.NO_DATA
    assert scorecard(dict.fromkeys(list(LeverKind)[:3], 0.5)).coverage == near(0.5)
    assert scorecard(dict.fromkeys(list(LeverKind)[:3], 0.5)).health is Health.ON_TRACK


@pytest.mark.parametrize(
    ("attained", "health"),
    [(1.0, Health.ON_TRACK), (0.4, Health.ON_TRACK), (0.3, Health.AT_RISK), (0.2, Health.OFF_TRACK)],
)
def test_health_is_by_the_gap_of_the_index(attained: float, health: Health) -> None:
    assert scorecard(dict.fromkeys(LeverKind, attained)).health is health


def test_an_insufficient_lever_still_counts_in_the_index() -> None:
    unknown = [attaining(None, code=f"X{place}", lever_kind=CULTURE) for place in range(3)]
    known = [attaining(0.2, code="A", lever_kind=CULTURE), attaining(0.8, code="B", lever_kind=TALENT)]
    found = figures([*known, *unknown], policies=[policy(**OUTCOME_ONLY)])
    assert not found.levers[CULTURE].sufficient
    assert found.scorecard.index == near(50)


def test_each_levers_points_are_a_hundred_times_share_and_progress() -> None:
    levers = by_lever(scorecard({CULTURE: 0.2, TALENT: 0.8}, lever_weights={CULTURE: 3}))
    culture = levers[CULTURE]
    assert (culture.value, culture.weight, culture.share) == (near(0.2), 3, 0.75)
    assert culture.points == culture.index_points == near(15)
    assert culture.excluded is None


def test_a_lever_left_out_says_why_and_shows_its_value() -> None:
    levers = by_lever(scorecard({CULTURE: 0.2, TALENT: 0.8}, lever_weights={CULTURE: 0, STRUCTURE: 0}))
    culture = levers[CULTURE]
    assert (culture.value, culture.weight, culture.share, culture.points, culture.index_points) == (
        near(0.2),
        0,
        None,
        None,
        0,
    )
    assert culture.excluded is ExclusionReason.ZERO_WEIGHT
    assert [item.index_points for item in culture.contributions] == [0]
    assert culture.contributions[0].points == near(0.2)
    assert levers[STRUCTURE].excluded is ExclusionReason.ZERO_WEIGHT
    assert levers[LeverKind.METRICS].excluded is ExclusionReason.NO_DATA


def test_a_lever_of_weight_0_shows_lenses_that_carry_nothing() -> None:
    kpis = [attaining(0.2, code="A", lever_kind=CULTURE), attaining(0.8, code="B", lever_kind=TALENT)]
    lens = figures(kpis, policies=[policy(lever_weights={CULTURE: 0})]).levers[CULTURE].lenses[0]
    assert (lens.share, lens.points, lens.index_points) == (1, near(0.2), 0)
    assert [(item.points, item.index_points) for item in lens.contributions] == [(near(0.2), 0)]


def test_below_a_lever_stand_the_items_of_its_lenses_within_the_lever() -> None:
    kpis = [attaining(0.2, code="A", weight=3), attaining(0.6, code="B")]
    work = initiative(milestones=[milestone("2026-03-01", "2026-03-01"), milestone()])
    culture = by_lever(figures(kpis, [work]).scorecard)[CULTURE]
    assert [item.share for item in culture.contributions] == [near(0.46875), near(0.15625), near(0.375)]
    assert [item.points for item in culture.contributions] == [near(0.09375), near(0.09375), near(0.1875)]
    assert [item.weight for item in culture.contributions] == [3, 1, 1]
    assert culture.value == near(0.375)


def test_below_a_lever_an_item_of_a_lens_that_weighs_nothing_is_left_out() -> None:
    kpis = [
        attaining(0.2, code="COUNTS-IN-ITS-LENS"),
        attaining(None, code="NO-DATA"),
        attaining(0.2, code="ARCHIVED", archived_on=AS_OF),
        kpi(guardrail_terms(band(0, 1)), code="GUARDRAIL"),
    ]
    work = initiative(milestones=[milestone("2026-03-01", "2026-03-01")])
    culture = by_lever(figures(kpis, [work], policies=[policy(outcome_weight=0)]).scorecard)[CULTURE]
    assert [item.excluded for item in culture.contributions] == [
        ExclusionReason.ZERO_WEIGHT,
        ExclusionReason.ZERO_WEIGHT,
        ExclusionReason.ARCHIVED,
        ExclusionReason.GUARDRAIL,
        None,
    ]
    assert [item.points for item in culture.contributions] == [None, None, None, None, 1]


def test_a_milestone_carries_its_part_through_all_levels() -> None:
    shared = initiative(
        initiative_terms(weight=2.0, shares={CULTURE: 1.0, TALENT: 3.0}),
        [milestone("2026-03-01", "2026-03-01", weight=1), milestone(weight=3)],
        code="A",
    )
    other = initiative(initiative_terms(weight=0.5), [milestone()], code="B")
    found = figures(initiatives=[shared, other])
    culture, talent = found.levers[CULTURE].lenses[1], found.levers[TALENT].lenses[1]
    # CULTURE: half of the index, half of the lens; TALENT: half of the index, all of the lens.
    done, open_still = culture.contributions[0].contributions
    assert (done.share, done.points, done.index_points) == (0.25, 0.25, near(6.25))
    assert (open_still.share, open_still.points, open_still.index_points) == (0.75, 0, 0)
    assert talent.contributions[0].contributions[0].index_points == near(12.5)
    assert found.scorecard.index == near(18.75)

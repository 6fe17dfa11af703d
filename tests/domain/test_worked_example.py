"""The worked example, figure by figure."""

from datetime import date

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.figures import LeverFigures, OrganisationFigures
from ops_model.domain.progress.vocabulary import ExclusionReason, Health, Lens
from tests.domain.worked_example import AS_OF, ASSESSMENT, ATTRITION, ENPS, LEADER_DAYS, WORKED_EXAMPLE

NINE_DECIMALS = 1e-9


def near(value: float) -> object:
    return pytest.approx(value, abs=NINE_DECIMALS)


@pytest.fixture(scope="module")
def figures() -> OrganisationFigures:
    return organisation_figures(WORKED_EXAMPLE, as_of=AS_OF)


@pytest.fixture(scope="module")
def culture(figures: OrganisationFigures) -> LeverFigures:
    return figures.levers[LeverKind.CULTURE]


def test_a_rising_kpi_is_at_risk_behind_its_line(figures: OrganisationFigures) -> None:
    enps = figures.kpis[ENPS.id]
    assert enps.value == 24
    assert enps.raw == near(0.35)
    assert enps.attainment == near(0.35)
    assert enps.expected_value == near(29.890109890)
    assert enps.expected_attainment == near(0.497252747)
    assert enps.gap == near(0.147252747)
    assert enps.health is Health.AT_RISK
    assert not enps.stale


def test_a_stale_kpi_is_still_on_track(figures: OrganisationFigures) -> None:
    attrition = figures.kpis[ATTRITION.id]
    assert attrition.raw == near(0.5)
    assert attrition.gap == near(-0.002747253)
    assert attrition.health is Health.ON_TRACK
    assert attrition.stale
    assert attrition.observed_on is not None
    assert (AS_OF - attrition.observed_on).days == 62


def test_the_initiative_has_delivered_a_quarter_as_planned(figures: OrganisationFigures) -> None:
    leader_days = figures.initiatives[LEADER_DAYS.id]
    assert leader_days.delivery == near(0.25)
    assert leader_days.planned_delivery == near(0.25)
    assert leader_days.outcome is None
    assert leader_days.progress == near(0.25)
    assert leader_days.computed_health is Health.ON_TRACK


def test_each_lens_has_its_value_and_its_coverage(culture: LeverFigures) -> None:
    assert [lens.lens for lens in culture.lenses] == [Lens.OUTCOME, Lens.DELIVERY, Lens.MATURITY]
    assert [lens.value for lens in culture.lenses] == [near(0.4), near(0.25), near(0.5)]
    assert [lens.coverage for lens in culture.lenses] == [near(2 / 3), 1.0, 1.0]
    assert [lens.expected for lens in culture.lenses] == [near(0.497252747), near(0.25), near(0.5)]
    assert [lens.share for lens in culture.lenses] == [near(0.5), near(0.3), near(0.2)]
    assert [lens.points for lens in culture.lenses] == [near(0.2), near(0.075), near(0.1)]
    assert [lens.index_points for lens in culture.lenses] == [near(20), near(7.5), near(10)]


def test_the_lever_is_on_track_and_sufficient(culture: LeverFigures) -> None:
    assert culture.progress == near(0.375)
    assert culture.expected_progress == near(0.423626374)
    assert culture.coverage == near(0.833333333)
    assert culture.sufficient
    assert culture.health is Health.ON_TRACK


def test_the_vision_has_an_index_and_too_little_coverage(figures: OrganisationFigures) -> None:
    scorecard = figures.scorecard
    assert scorecard.index == near(37.5)
    assert scorecard.expected_index == near(42.362637363)
    assert scorecard.coverage == near(0.138888889)
    assert not scorecard.sufficient
    assert scorecard.health is Health.NO_DATA


def test_the_index_is_explained_down_to_the_milestone(figures: OrganisationFigures) -> None:
    levers = {lever.subject: lever for lever in figures.scorecard.contributions}
    assert len(levers) == 6
    assert [lever.excluded for lever in levers.values()].count(ExclusionReason.NO_DATA) == 5
    culture = levers[WORKED_EXAMPLE.levers[1]]
    assert culture.points == near(37.5)
    assert [(item.subject, item.index_points) for item in culture.contributions] == [
        (ENPS, near(100 * 0.5 * 2 / 3 * 0.35)),
        (ATTRITION, near(100 * 0.5 * 1 / 3 * 0.5)),
        (LEADER_DAYS, near(7.5)),
        (ASSESSMENT, near(10)),
    ]
    done, open_still = culture.contributions[2].contributions
    assert (done.share, done.points, done.index_points) == (near(0.25), near(0.25), near(7.5))
    assert (open_still.share, open_still.points, open_still.index_points) == (near(0.75), 0.0, 0.0)


def test_the_day_before_its_terms_began_nothing_exists() -> None:
    before = organisation_figures(WORKED_EXAMPLE, as_of=date(2025, 12, 31))
    assert before.kpis == {}
    assert before.initiatives == {}
    assert before.scorecard.index is None

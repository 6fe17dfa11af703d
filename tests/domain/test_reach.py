"""What would it take: what is told to bring the index somewhere brings it there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, MilestoneFacts, OrganisationFacts
from ops_model.domain.progress.figures import InitiativeFigures
from ops_model.domain.progress.reach import Reach, to_reach
from ops_model.domain.progress.simulation import Changes, facts_changed
from ops_model.domain.progress.standings import end_of
from ops_model.domain.stages import DELIVERED
from tests.domain.build import AS_OF, attaining, band, band_terms, figures, initiative, initiative_terms, kpi, milestone
from tests.domain.strategies import days, organisations
from tests.domain.worked_example import WORKED_EXAMPLE

NEAR = 1e-6


def index_with(facts: OrganisationFacts, reach: Reach, as_of: date) -> float:
    """The index where the item comes to where it is told to come."""
    if reach.value is not None:
        supposed = Changes(kpi_values={reach.subject.id: Decimal(str(reach.value))})
        changed = facts_changed(facts, supposed, as_of=as_of)
    else:
        changed = replace(facts, initiatives=tuple(_completed(one, reach, as_of) for one in facts.initiatives))
    index = organisation_figures(changed, as_of=as_of).scorecard.index
    assert index is not None
    return index


def _completed(one: InitiativeFacts, reach: Reach, as_of: date) -> InitiativeFacts:
    """The initiative with milestones of which as much is completed as is told; another one as it is."""
    if one.id != reach.subject.id or reach.completion is None:
        return one
    parts = [(1, reach.completion, as_of), (2, 1 - reach.completion, None)]
    return replace(
        one,
        milestones=tuple(
            MilestoneFacts(id=UUID(int=place), weight=weight, due_on=as_of, completed_on=done)
            for place, weight, done in parts
            if weight > 0
        ),
    )


@given(organisations(), days, st.floats(0, 1), st.data())
def test_what_is_to_reach_reaches_the_wish(
    facts: OrganisationFacts, as_of: date, part: float, data: st.DataObject
) -> None:
    now = organisation_figures(facts, as_of=as_of)
    assume(now.scorecard.index is not None)
    assert now.scorecard.index is not None
    best = max(reach.best_index for reach in to_reach(now, 0.0)) if to_reach(now, 0.0) else now.scorecard.index
    wish = data.draw(st.sampled_from([100 * part, now.scorecard.index + part * (best - now.scorecard.index)]))

    for reach in to_reach(now, wish):
        if not reach.reachable or _is_delivered(now.initiatives, reach):
            continue
        index = index_with(facts, reach, as_of)
        if isinstance(reach.subject, KpiFacts) and now.kpis[reach.subject.id].terms.band:
            assert index >= wish - NEAR
            assert index == pytest.approx(reach.best_index, abs=NEAR)
        else:
            assert index == pytest.approx(wish, abs=NEAR)


def _is_delivered(initiatives: Mapping[UUID, InitiativeFigures], reach: Reach) -> bool:
    """Whether the delivery of what is told of is 1 whatever its milestones say."""
    found = initiatives.get(reach.subject.id)
    return found is not None and found.terms.stage in DELIVERED


@given(organisations(), days, st.floats(0, 100))
def test_what_cannot_reach_the_wish_tells_the_most_that_it_can_bring(
    facts: OrganisationFacts, as_of: date, wish: float
) -> None:
    now = organisation_figures(facts, as_of=as_of)
    for reach in to_reach(now, wish):
        told = reach.value if isinstance(reach.subject, KpiFacts) else reach.completion
        assert (told is not None) is reach.reachable
        assert reach.reachable or reach.best_index < wish or wish < (now.scorecard.index or 0)
        if isinstance(reach.subject, KpiFacts):
            (at_best,) = [one for one in to_reach(now, min(100.0, reach.best_index)) if one.subject is reach.subject]
            assert index_with(facts, at_best, as_of) == pytest.approx(reach.best_index, abs=NEAR)


@given(organisations(), days, st.floats(0, 100))
def test_all_that_counts_is_told_of_and_nothing_else(facts: OrganisationFacts, as_of: date, wish: float) -> None:
    now = organisation_figures(facts, as_of=as_of)
    counted = {
        standing.subject.id
        for standing in end_of(now).standings.values()
        if standing.counts and isinstance(standing.subject, KpiFacts | InitiativeFacts)
    }
    assert {reach.subject.id for reach in to_reach(now, wish)} == counted


def told(index: float) -> dict[str, tuple[float | None, float | None, bool, float]]:
    """What is told of the worked example."""
    now = organisation_figures(WORKED_EXAMPLE, as_of=AS_OF)
    return {
        each.subject.code: (each.value, each.completion, each.reachable, each.best_index)
        for each in to_reach(now, index)
    }


def about(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def test_the_worked_example_comes_from_37_and_a_half_to_40_in_three_ways() -> None:
    # What 1 of each carries: delivery 30 points, eNPS 100/3, attrition 50/3.
    assert list(told(40).items()) == [
        ("LEADER-DAYS", (None, about(1 / 3), True, about(60))),
        ("ENPS", (about(27), None, True, about(37.5 + 0.65 * 100 / 3))),
        ("ATTRITION", (about(0.094), None, True, about(37.5 + 0.5 * 50 / 3))),
    ]


def test_where_one_of_them_cannot_bring_so_much_it_is_null_and_the_most_is_told() -> None:
    found = told(50)
    assert found["ATTRITION"] == (None, None, False, about(37.5 + 0.5 * 50 / 3))
    assert found["ENPS"] == (about(39), None, True, about(37.5 + 0.65 * 100 / 3))


def test_what_it_is_now_is_what_it_takes_to_stay() -> None:
    found = told(37.5)
    assert (found["ENPS"][0], found["ATTRITION"][0], found["LEADER-DAYS"][1]) == (about(24), about(0.10), about(0.25))


def test_how_far_it_may_fall_is_told_down_to_nothing() -> None:
    found = told(30)
    assert found["ENPS"][:3] == (about(15), None, True)
    assert found["LEADER-DAYS"][:3] == (None, about(0), True)
    assert told(29)["LEADER-DAYS"][:3] == (None, None, False)


@pytest.mark.parametrize(
    ("bounds", "value", "nearest"),
    [
        ((18, 22, 8), 26, 22),
        ((18, 22, 8), 10, 18),
        ((18, 22, 8), 21, 22),
        ((18, None, None), 3, 18),
        ((None, 22, 8), 40, 22),
    ],
)
def test_of_a_band_it_is_the_nearest_bound(
    bounds: tuple[float | None, float | None, float | None], value: float, nearest: float
) -> None:
    held = kpi(band_terms(band(*bounds)), {"2026-06-30": value}, code="BAND")
    found = figures([held, attaining(0.2, code="OTHER")])
    (reach,) = [each for each in to_reach(found, found.scorecard.index or 0.0) if each.subject is held]

    assert (reach.value, reach.best_index) == (nearest, about(60))


def test_a_band_that_cannot_bring_so_much_is_not_told_to() -> None:
    held = kpi(band_terms(band(18, 22, 8)), {"2026-06-30": 26}, code="BAND")
    (reach,) = [each for each in to_reach(figures([held, attaining(0.2, code="OTHER")]), 61) if each.subject is held]

    assert (reach.value, reach.reachable, reach.best_index) == (None, False, about(60))


def test_an_initiative_of_two_levers_is_told_of_once_with_both_its_shares() -> None:
    both = initiative_terms(shares={LeverKind.CULTURE: 1.0, LeverKind.TALENT: 1.0})
    found = figures([], [initiative(both, [milestone(done="2026-06-01"), milestone(name="other")])])
    (reach,) = to_reach(found, 75)

    assert (reach.completion, reach.best_index) == (about(0.75), about(100))


def test_without_an_index_there_is_nothing_to_reach_it_by() -> None:
    assert to_reach(figures(), 50) == ()

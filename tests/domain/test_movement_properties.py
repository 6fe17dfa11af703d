"""What holds of the movement of every organisation between any two days."""

from datetime import date
from itertools import pairwise
from math import fsum, isclose

from hypothesis import given
from hypothesis import strategies as st

from ops_model.domain.progress import movement_restated, organisation_figures
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.progress.movement import Movement
from ops_model.domain.progress.vocabulary import Cause
from tests.domain.strategies import days, organisations

two_days = st.tuples(days, days).map(sorted)


def movement_of(facts: OrganisationFacts, since: date, until: date) -> Movement:
    before, after = (organisation_figures(facts, as_of=day) for day in (since, until))
    return movement_restated(before, after, policies=facts.policies)


def near(left: float, right: float) -> bool:
    return isclose(left, right, rel_tol=0, abs_tol=1e-9)


@given(organisations(), two_days)
def test_what_items_bring_adds_up_to_the_change_of_the_index(facts: OrganisationFacts, between: list[date]) -> None:
    found = movement_of(facts, *between)
    brought = fsum(item.difference for item in found.items)
    assert near(brought, (found.index_to or 0) - (found.index_from or 0))
    assert (found.change is None) is (found.index_from is None or found.index_to is None)
    assert found.change is None or near(brought, found.change)
    assert all(near(item.own + item.mix, item.difference) for item in found.items)


@given(organisations(), two_days)
def test_shares_add_up_to_1_at_an_end_that_has_an_index(facts: OrganisationFacts, between: list[date]) -> None:
    found = movement_of(facts, *between)
    for index, shares in (
        (found.index_from, [item.share_from for item in found.items]),
        (found.index_to, [item.share_to for item in found.items]),
    ):
        assert near(fsum(share or 0 for share in shares), 0 if index is None else 1)


@given(organisations(), two_days)
def test_the_way_back_is_the_same_way(facts: OrganisationFacts, between: list[date]) -> None:
    since, until = between
    there, back = movement_of(facts, since, until), movement_of(facts, until, since)
    brought = {(item.lens, str(item.subject.id)): item for item in back.items}
    for item in there.items:
        # An assessment goes by its lever, and the one that is shown is that of the later end.
        other = brought.get((item.lens, str(item.subject.id)))
        assert other is None or (near(item.own, -other.own) and near(item.mix, -other.mix))
    assert len(there.items) == len(back.items)


@given(organisations(), two_days)
def test_causes_are_dated_between_the_days_and_in_order(facts: OrganisationFacts, between: list[date]) -> None:
    since, until = between
    for item in movement_of(facts, since, until).items:
        kinds = [cause.kind for cause in item.causes]
        assert kinds == sorted(kinds, key=list(Cause).index)
        assert all(cause.on is None or since < cause.on <= until for cause in item.causes)
        assert Cause.CORRECTED not in kinds
        assert Cause.OTHERS_MOVED not in kinds or kinds == [Cause.OTHERS_MOVED]
        assert (Cause.ENTERED in kinds) is (item.value_from is None)
        assert (Cause.LEFT in kinds) is (item.value_to is None)


@given(organisations(), two_days)
def test_a_value_that_changed_has_a_cause_of_its_own(facts: OrganisationFacts, between: list[date]) -> None:
    for item in movement_of(facts, *between).items:
        if item.own:
            assert item.causes[0].kind is not Cause.OTHERS_MOVED


@given(organisations(), two_days)
def test_the_largest_come_first(facts: OrganisationFacts, between: list[date]) -> None:
    sizes = [abs(item.difference) for item in movement_of(facts, *between).items]
    assert all(left > right or near(left, right) for left, right in pairwise(sizes))


@given(organisations(), days)
def test_on_one_and_the_same_day_nothing_moved(facts: OrganisationFacts, day: date) -> None:
    found = movement_of(facts, day, day)
    assert {item.difference for item in found.items} <= {0}
    assert {cause.kind for item in found.items for cause in item.causes} <= {Cause.OTHERS_MOVED}

"""What is agreed changes in dated versions, and a change carries on into what was agreed for later."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import terms_in_force
from ops_model.domain.progress.facts import InitiativeTerms, KpiTerms, ScoringPolicy
from ops_model.domain.progress.vocabulary import KpiRole
from ops_model.domain.terms import terms_changed
from tests.domain.build import START, day, initiative_terms, kpi_terms, policy

SPRING, SUMMER, AUTUMN = day("2026-04-01"), day("2026-07-01"), day("2026-10-01")

FIRST = kpi_terms(0, 100, weight=1.0)
LATER = replace(FIRST, valid_from=SUMMER, weight=3.0, reason="Agreed for the summer.")


def change(versions: tuple[KpiTerms, ...], on: date, *, reason: str | None = None, **changes: Any) -> list[KpiTerms]:
    return [*terms_changed(versions, valid_from=on, changes=changes, reason=reason)]


def test_a_change_makes_a_whole_version_from_its_day_on() -> None:
    assert change((FIRST,), SPRING, weight=2.0, reason="It matters more.") == [
        FIRST,
        replace(FIRST, valid_from=SPRING, weight=2.0, reason="It matters more."),
    ]


def test_a_second_change_of_a_day_is_made_to_its_version() -> None:
    once = tuple(change((FIRST,), SPRING, weight=2.0, reason="First."))

    assert change(once, SPRING, window=5, reason="Second.") == [
        FIRST,
        replace(FIRST, valid_from=SPRING, weight=2.0, window=5, reason="Second."),
    ]


def test_a_second_change_without_a_reason_keeps_the_one_of_the_day() -> None:
    once = tuple(change((FIRST,), SPRING, weight=2.0, reason="First."))

    assert change(once, SPRING, window=5)[1].reason == "First."
    assert change(once, SUMMER, window=5)[2].reason is None


def test_a_later_version_follows_in_what_it_had_the_same() -> None:
    assert change((FIRST, LATER), SPRING, window=5)[2] == replace(LATER, window=5)


def test_a_later_version_keeps_what_was_agreed_otherwise_for_it() -> None:
    assert change((FIRST, LATER), SPRING, weight=2.0)[2] == LATER


def test_what_was_the_same_is_judged_by_the_version_before_the_change() -> None:
    once = tuple(change((FIRST, LATER), SPRING, window=5))
    twice = change(once, SPRING, window=7)

    assert [version.window for version in twice] == [3, 7, 7]


def test_a_change_of_a_later_day_touches_nothing_before_it() -> None:
    assert change((FIRST, LATER), AUTUMN, weight=9.0)[:2] == [FIRST, LATER]


def test_of_weights_by_lever_each_lever_follows_by_itself() -> None:
    first = policy()
    later = policy(valid_from=SUMMER, lever_weights={LeverKind.CULTURE: 5.0})
    weights = {**first.lever_weights, LeverKind.CULTURE: 2.0, LeverKind.TALENT: 4.0}
    changed: tuple[ScoringPolicy, ...] = terms_changed(
        (first, later), valid_from=SPRING, changes={"lever_weights": weights}, reason=None
    )

    assert changed[1].lever_weights == weights
    assert changed[2].lever_weights == {**first.lever_weights, LeverKind.CULTURE: 5.0, LeverKind.TALENT: 4.0}


def test_lever_shares_are_carried_on_as_one_or_not_at_all() -> None:
    both = {LeverKind.CULTURE: 1.0, LeverKind.TALENT: 1.0}
    first = initiative_terms(shares=both)
    same = replace(first, valid_from=SUMMER)
    other = replace(same, primary_lever=LeverKind.TALENT)
    changes = {"lever_shares": {LeverKind.CULTURE: 1.0, LeverKind.TALENT: 9.0}, "primary_lever": LeverKind.CULTURE}

    def carried(later: InitiativeTerms) -> InitiativeTerms:
        return terms_changed((first, later), valid_from=SPRING, changes=changes, reason=None)[2]

    assert carried(same).lever_shares == changes["lever_shares"]
    assert carried(other) == other
    assert carried(replace(first, valid_from=SUMMER, lever_shares={LeverKind.CULTURE: 3.0})).lever_shares == {
        LeverKind.CULTURE: 3.0
    }


def test_what_is_in_force_from_the_beginning_of_time_stays_so() -> None:
    changed = terms_changed((policy(),), valid_from=SPRING, changes={"check_in_days": 7}, reason=None)

    assert [(version.valid_from, version.check_in_days) for version in changed] == [(None, 14), (SPRING, 7)]


def test_before_anything_is_in_force_nothing_can_change() -> None:
    with pytest.raises(LookupError):
        change((LATER,), SPRING, weight=2.0)


DAYS = st.dates(START, day("2026-12-31"))
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "weight": st.sampled_from([0.0, 1.0, 2.0]),
        "window": st.sampled_from([1, 3]),
        "role": st.sampled_from(KpiRole),
    },
)


@given(changes=st.lists(st.tuples(DAYS, SETTINGS), min_size=1, max_size=6), probe=DAYS)
def test_no_change_moves_what_was_in_force_before_its_day(
    changes: list[tuple[date, dict[str, Any]]], probe: date
) -> None:
    versions: tuple[KpiTerms, ...] = (FIRST,)
    for on, settings in changes:
        before = versions
        versions = terms_changed(before, valid_from=on, changes=settings, reason=None)
        days = [version.valid_from for version in versions]

        assert days == sorted(set(days))
        if probe < on:
            assert terms_in_force(versions, probe) == terms_in_force(before, probe)
        now = terms_in_force(versions, on)
        assert now is not None
        assert {name: getattr(now, name) for name in settings} == settings

"""What moved most, in plain sentences."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import headline_since, headline_text
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.progress.movement import Movement
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    assessment,
    attaining,
    day,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    milestone,
    organisation,
    policy,
)
from tests.domain.strategies import organisations
from tests.domain.test_movement import ATTRITION, ENPS, SINCE, SQUADS, UNTIL, moved
from tests.domain.test_movement_properties import movement_of, two_days

STEADY = attaining(0.5, code="STEADY", lever_kind=LeverKind.TALENT)


def said(*things: object, since: str = SINCE, until: str = UNTIL, **given_: object) -> Sequence[str]:
    kpis = [thing for thing in things if hasattr(thing, "measurements")]
    initiatives = [thing for thing in things if hasattr(thing, "milestones")]
    return headline_text(moved(organisation(kpis, initiatives, **given_), since, until))  # type: ignore[arg-type]


def test_the_index_comes_first_and_then_what_brought_most() -> None:
    assert said(ENPS, ATTRITION, SQUADS) == (
        "The index rose by 17.2 points since 2026-04-15, from 17.2 to 34.4.",
        "ATTRITION raised the index by 10.4 points: it began to count; it was measured at 0.1 on 2026-04-30.",
        "ENPS raised the index by 6.8 points: it went from 15 to 24 on 2026-06-30.",
    )


def test_there_are_at_most_five_sentences_and_the_smallest_items_are_left_out() -> None:
    rising = [
        kpi(kpi_terms(), {"2026-04-01": 10, "2026-06-30": 10 + 10 * place}, code=f"K{place}") for place in range(8)
    ]
    sentences = said(*rising)
    assert [sentence.split()[0] for sentence in sentences] == ["The", "K7", "K6", "K5", "K4"]


def test_of_the_same_size_the_first_by_code_comes_first() -> None:
    same = [kpi(kpi_terms(), {"2026-04-01": 10, "2026-06-30": 20}, code=code) for code in "CAB"]
    assert [sentence.split()[0] for sentence in said(*same)] == ["The", "A", "B", "C"]


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("2026-07-01", "2026-07-08", "The index is 34.4, as on 2026-07-01."),
        ("2025-12-31", "2026-07-01", "The index is 34.4; on 2025-12-31 there was none."),
        ("2025-11-30", "2025-12-31", "There is no index, and on 2025-11-30 there was none."),
    ],
)
def test_an_index_that_stands_still_or_is_not_there_says_so(since: str, until: str, sentence: str) -> None:
    assert said(ENPS, ATTRITION, SQUADS, since=since, until=until)[0] == sentence


def test_an_index_that_falls_or_is_gone_says_so() -> None:
    worse = kpi(kpi_terms(), {"2026-04-01": 60, "2026-06-30": 45}, code="K")
    assert said(worse) == (
        "The index fell by 15.0 points since 2026-04-15, from 60.0 to 45.0.",
        "K lowered the index by 15.0 points: it went from 60 to 45 on 2026-06-30.",
    )
    assert said(replace(ENPS, archived_on=day("2026-05-01"))) == (
        "There is no index any more; on 2026-04-15 it was 12.5.",
        "ENPS lowered the index by 12.5 points: it was archived on 2026-05-01; it went from 15 to 24 on 2026-06-30.",
    )


def test_of_an_initiative_stages_and_milestones_are_told() -> None:
    stages = [
        initiative_terms(InitiativeStage.APPROVED),
        initiative_terms(valid_from=day("2026-05-01")),
        initiative_terms(InitiativeStage.IMPLEMENTED, valid_from=day("2026-06-20")),
    ]
    done = [
        milestone("2026-06-01", "2026-05-20"),
        milestone("2026-06-02", "2026-06-02"),
        milestone(cancelled="2026-06-10"),
    ]
    assert said(initiative(stages, done))[1] == (
        "INI raised the index by 100.0 points: it went from approved to implemented, last on 2026-06-20; "
        "2 milestones were completed and a milestone was cancelled, last on 2026-06-10."
    )


def test_goals_weights_and_others_are_told() -> None:
    aimed = [kpi_terms(0, 100), kpi_terms(0, 50, weight=3.0, valid_from=day("2026-05-01"))]
    assert said(kpi(aimed, {"2026-04-01": 20}, code="K"), attaining(0.9, code="Z"), since="2026-04-30")[1:] == (
        "Z raised the index by 22.5 points: it began to count; it was measured at 90 on 2026-06-30.",
        "K raised the index by 10.0 points: its goal was changed on 2026-05-01; its weight was changed on 2026-05-01.",
    )
    assert said(ENPS, ATTRITION, STEADY, since="2026-05-31", until="2026-06-30") == (
        "The index rose by 11.7 points since 2026-05-31, from 33.3 to 45.0.",
        "STEADY raised the index by 25.0 points: it began to count; it was measured at 50 on 2026-06-30.",
        "ATTRITION lowered the index by 8.3 points: what counts beside it changed.",
        "ENPS lowered the index by 5.0 points: it went from 20 to 24 on 2026-06-30.",
    )


def test_the_policy_and_assessments_are_told() -> None:
    assessed = {LeverKind.CULTURE: [assessment("2026-02-01", 3, name="old"), assessment("2026-06-01", 5, name="new")]}
    reweighed = policy(valid_from=day("2026-05-01"), maturity_weight=0.4)
    found = said(SQUADS, assessments=assessed, policies=[policy(), reweighed])
    assert found[1] == (
        "The maturity of culture raised the index by 37.1 points: "
        "the scoring policy was changed on 2026-05-01; it was assessed on 2026-06-01."
    )
    assert found[2] == "SQUADS lowered the index by 4.3 points: the scoring policy was changed on 2026-05-01."


def test_a_headline_looks_back_thirty_days_and_not_beyond_the_calendar() -> None:
    assert headline_since(day("2026-07-01")) == day("2026-06-01")
    assert headline_since(date(1, 1, 3)) == date.min


@given(organisations(), two_days)
def test_every_headline_is_one_to_five_whole_sentences(facts: OrganisationFacts, between: list[date]) -> None:
    found: Movement = movement_of(facts, *between)
    sentences = headline_text(found)
    assert 1 <= len(sentences) <= 5
    assert all(sentence[0].isupper() and sentence.endswith(".") and "None" not in sentence for sentence in sentences)

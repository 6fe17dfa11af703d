"""What check-ins tell of an initiative, and when the next is due."""

from datetime import timedelta

import pytest

from ops_model.domain.progress.facts import CheckInFacts, InitiativeTerms, MilestoneFacts
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    AS_OF,
    check_ins,
    day,
    figures_of,
    initiative,
    initiative_terms,
    milestone,
    policy,
)

GREEN, AMBER, RED = Health.ON_TRACK, Health.AT_RISK, Health.OFF_TRACK
APPROVED, IN_PROGRESS, ON_HOLD = InitiativeStage.APPROVED, InitiativeStage.IN_PROGRESS, InitiativeStage.ON_HOLD


def run(*stages: tuple[str, InitiativeStage]) -> list[InitiativeTerms]:
    return [initiative_terms(stage, valid_from=day(on)) for on, stage in stages]


def test_the_reported_health_is_that_of_the_newest_check_in_by_the_day() -> None:
    said = (
        CheckInFacts(checked_on=AS_OF + timedelta(days=1), health=RED, confidence=0.1),
        CheckInFacts(checked_on=AS_OF, health=AMBER, confidence=0.6),
        CheckInFacts(checked_on=day("2026-06-01"), health=GREEN),
    )
    figures = figures_of(initiative(check_ins=said))
    assert (figures.reported_health, figures.confidence) == (AMBER, 0.6)
    earlier = figures_of(initiative(check_ins=said), as_of=day("2026-06-15"))
    assert (earlier.reported_health, earlier.confidence) == (GREEN, None)


def test_of_one_day_the_check_in_recorded_last_counts() -> None:
    said = (CheckInFacts(checked_on=AS_OF, health=RED), CheckInFacts(checked_on=AS_OF, health=GREEN))
    assert figures_of(initiative(check_ins=said)).reported_health is RED


def test_without_a_check_in_nothing_is_reported() -> None:
    figures = figures_of(initiative())
    assert (figures.reported_health, figures.confidence, figures.watermelon) == (None, None, False)


@pytest.mark.parametrize(("days", "due"), [(14, False), (15, True)])
def test_a_check_in_is_due_when_more_than_the_days_have_passed(days: int, *, due: bool) -> None:
    checked = initiative(check_ins=check_ins(("2026-06-01", GREEN)))
    figures = figures_of(checked, as_of=day("2026-06-01") + timedelta(days=days))
    assert figures.check_in_due is due
    assert figures.check_in_due_on == day("2026-06-16")


def test_the_policy_says_how_many_days() -> None:
    checked = initiative(check_ins=check_ins(("2026-06-01", GREEN)))
    assert figures_of(checked, scoring=policy(check_in_days=30)).check_in_due_on == day("2026-07-02")


@pytest.mark.parametrize("stage", list(InitiativeStage))
def test_a_check_in_is_due_in_approved_and_in_progress_alone(stage: InitiativeStage) -> None:
    figures = figures_of(initiative(initiative_terms(stage)))
    asked = stage in (APPROVED, IN_PROGRESS)
    assert figures.check_in_due is asked
    assert (figures.check_in_due_on is not None) is asked


@pytest.mark.parametrize(
    ("stages", "due_on"),
    [
        ([("2026-01-01", IN_PROGRESS)], "2026-01-16"),
        ([("2026-01-01", APPROVED), ("2026-06-20", IN_PROGRESS)], "2026-01-16"),
        ([("2026-01-01", APPROVED), ("2026-03-01", ON_HOLD), ("2026-06-20", IN_PROGRESS)], "2026-07-05"),
        ([("2026-01-01", InitiativeStage.PROPOSED), ("2026-06-20", APPROVED)], "2026-07-05"),
        ([("2026-01-01", InitiativeStage.IMPLEMENTED), ("2026-06-28", IN_PROGRESS)], "2026-07-13"),
        ([("2026-01-01", IN_PROGRESS), ("2026-07-01", ON_HOLD)], None),
        ([("2026-01-01", IN_PROGRESS), ("2026-07-02", ON_HOLD)], "2026-01-16"),
    ],
)
def test_the_days_count_from_the_first_day_of_the_present_run(
    stages: list[tuple[str, InitiativeStage]], due_on: str | None
) -> None:
    figures = figures_of(initiative(run(*stages)))
    assert figures.check_in_due_on == (None if due_on is None else day(due_on))


def test_a_check_in_before_the_present_run_does_not_count() -> None:
    stages = run(("2026-01-01", APPROVED), ("2026-03-01", ON_HOLD), ("2026-06-20", IN_PROGRESS))
    said = check_ins(("2026-05-01", GREEN))
    assert figures_of(initiative(stages, check_ins=said)).check_in_due_on == day("2026-07-05")


LATE = [milestone("2026-06-01", weight=3), milestone("2026-02-01", "2026-02-01", weight=7)]
SLIPPING = [milestone("2026-06-01", weight=2), milestone("2026-02-01", "2026-02-01", weight=8)]
FINE = [milestone("2026-02-01", "2026-02-01")]


@pytest.mark.parametrize(
    ("milestones", "said", "watermelon"),
    [
        (LATE, [("2026-06-20", GREEN)], True),
        (LATE, [("2026-06-20", AMBER)], False),
        (LATE, [("2026-06-20", GREEN), ("2026-06-25", RED)], False),
        (LATE, [("2026-06-20", RED), ("2026-06-25", GREEN)], True),
        (SLIPPING, [("2026-06-25", GREEN)], False),
        (SLIPPING, [("2026-06-20", GREEN), ("2026-06-25", GREEN)], False),
        (SLIPPING, [("2026-06-01", GREEN), ("2026-06-20", GREEN), ("2026-06-25", GREEN)], True),
        (SLIPPING, [("2026-06-01", AMBER), ("2026-06-20", GREEN), ("2026-06-25", GREEN)], False),
        (
            SLIPPING,
            [("2026-05-01", AMBER), ("2026-06-01", GREEN), ("2026-06-20", GREEN), ("2026-06-25", GREEN)],
            True,
        ),
        (SLIPPING, [("2026-06-20", GREEN), ("2026-06-25", GREEN), ("2026-07-02", GREEN)], False),
        (FINE, [("2026-06-01", GREEN), ("2026-06-20", GREEN), ("2026-06-25", GREEN)], False),
        ([], [("2026-06-25", GREEN)], False),
    ],
)
def test_a_watermelon_is_reported_green_and_computed_red(
    milestones: list[MilestoneFacts], said: list[tuple[str, Health]], *, watermelon: bool
) -> None:
    figures = figures_of(initiative(milestones=milestones, check_ins=check_ins(*said)))
    assert figures.watermelon is watermelon

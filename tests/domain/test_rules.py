"""What is refused of terms and of stage moves."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import Band, KpiTerms
from ops_model.domain.progress.vocabulary import Aggregation, Direction, KpiRole
from ops_model.domain.rules import (
    Problem,
    change_day_problem,
    check_in_problem,
    first_days_problems,
    initiative_terms_problems,
    kpi_terms_problems,
    past_day_problem,
    policy_problems,
    stage_move_problem,
    stage_moves_problems,
    work_problem,
)
from ops_model.domain.stages import ENDED, MOVES, InitiativeStage
from tests.domain.build import (
    END,
    START,
    band,
    band_terms,
    dated,
    day,
    guardrail_terms,
    initiative_terms,
    kpi_terms,
    policy,
)

INCREASE, DECREASE, MAINTAIN = Direction
MID, LATER = day("2026-05-01"), day("2026-06-01")


def aimed(direction: Direction, baseline: float, target: float) -> KpiTerms:
    return kpi_terms(baseline, target, direction=direction)


@pytest.mark.parametrize(
    "terms",
    [
        kpi_terms(0, 100),
        kpi_terms(100, 0),
        kpi_terms(0, None),
        kpi_terms(None, None),
        kpi_terms(0, 100, aggregation=Aggregation.SUM),
        kpi_terms(None, None, aggregation=Aggregation.SUM),
        kpi_terms(0, 100, weight=0),
        kpi_terms(0, 100, weight=1000, window=1),
        kpi_terms(0, 100, window=1000),
        kpi_terms(0, 100, interim_targets=(dated(0, MID), dated(100, LATER))),
        kpi_terms(0, 100, interim_targets=(dated(60, MID), dated(40, LATER))),
        kpi_terms(100, 0, interim_targets=(dated(60, MID),)),
        band_terms(band(18, 22, 8)),
        band_terms(band(20, 20)),
        band_terms(band(lower=4)),
        band_terms(None),
        guardrail_terms(band(upper=4, tolerance=0.001)),
        guardrail_terms(None),
    ],
)
def test_sound_terms_of_a_kpi_have_no_problem(terms: KpiTerms) -> None:
    assert kpi_terms_problems(terms) == ()


@pytest.mark.parametrize(
    ("terms", "code", "field"),
    [
        (kpi_terms(weight=-0.001), "OUT_OF_RANGE", "weight"),
        (kpi_terms(weight=1000.001), "OUT_OF_RANGE", "weight"),
        (kpi_terms(weight=float("nan")), "OUT_OF_RANGE", "weight"),
        (kpi_terms(window=0), "OUT_OF_RANGE", "window"),
        (kpi_terms(window=1001), "OUT_OF_RANGE", "window"),
        (kpi_terms(role=KpiRole.GUARDRAIL), "INVALID", "direction"),
        (band_terms(band(18, 22), aggregation=Aggregation.SUM), "INVALID", "aggregation"),
        (kpi_terms(0, 100, direction=MAINTAIN), "INVALID", "target"),
        (band_terms(band(18, 22), interim_targets=(dated(20, MID),)), "INVALID", "interim_targets"),
        (band_terms(band()), "REQUIRED", "band"),
        (band_terms(band(tolerance=2)), "REQUIRED", "band"),
        (band_terms(band(22.5, 22.4)), "INVALID", "band.lower"),
        (band_terms(band(18, 22, 0)), "OUT_OF_RANGE", "band.tolerance"),
        (band_terms(band(18, 22, -1)), "OUT_OF_RANGE", "band.tolerance"),
        (kpi_terms(band=band(18, 22)), "INVALID", "band"),
        (kpi_terms(None, 100), "REQUIRED", "baseline"),
        (kpi_terms(0, None, interim_targets=(dated(20, MID),)), "REQUIRED", "target"),
        (replace(kpi_terms(), target=dated(100, START)), "INVALID", "target.on"),
        (aimed(INCREASE, 24, 24), "INVALID", "target.value"),
        (aimed(INCREASE, 24, 23), "INVALID", "target.value"),
        (aimed(DECREASE, 24, 24), "INVALID", "target.value"),
        (aimed(DECREASE, 24, 25), "INVALID", "target.value"),
        (kpi_terms(interim_targets=(dated(20, START),)), "INVALID", "interim_targets.0.on"),
        (kpi_terms(interim_targets=(dated(20, END),)), "INVALID", "interim_targets.0.on"),
        (kpi_terms(interim_targets=(dated(20, MID), dated(30, MID))), "INVALID", "interim_targets.1.on"),
        (kpi_terms(interim_targets=(dated(20, LATER), dated(30, MID))), "INVALID", "interim_targets.1.on"),
        (kpi_terms(interim_targets=(dated(-1, MID),)), "OUT_OF_RANGE", "interim_targets.0.value"),
        (kpi_terms(interim_targets=(dated(20, MID), dated(101, LATER))), "OUT_OF_RANGE", "interim_targets.1.value"),
        (kpi_terms(100, 0, interim_targets=(dated(101, MID),)), "OUT_OF_RANGE", "interim_targets.0.value"),
    ],
)
def test_each_problem_of_a_kpis_terms_names_its_field(terms: KpiTerms, code: str, field: str) -> None:
    (problem,) = kpi_terms_problems(terms)
    assert (problem.code, problem.field) == (code, tuple(field.split(".")))
    assert problem.message.endswith(".")


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (
            aimed(INCREASE, 24.50, 24.5),
            "The target equals the baseline: to keep it there, choose MAINTAIN with 24.5 as the lower bound.",
        ),
        (
            aimed(DECREASE, 100, 100),
            "The target equals the baseline: to keep it there, choose MAINTAIN with 100 as the upper bound.",
        ),
        (
            aimed(INCREASE, 24, 20),
            (
                "A target of 20 is below the baseline 24 and contradicts INCREASE:"
                " choose DECREASE, or MAINTAIN with a band."
            ),
        ),
        (
            aimed(DECREASE, 24, 30),
            (
                "A target of 30 is above the baseline 24 and contradicts DECREASE:"
                " choose INCREASE, or MAINTAIN with a band."
            ),
        ),
    ],
)
def test_a_target_that_contradicts_its_direction_is_told_what_fits(terms: KpiTerms, message: str) -> None:
    (problem,) = kpi_terms_problems(terms)
    assert problem.message == message


def test_all_problems_are_told_at_once() -> None:
    wrong = replace(aimed(INCREASE, 24, 20), weight=-1, target=dated(20, START))
    assert [problem.field for problem in kpi_terms_problems(wrong)] == [
        ("weight",),
        ("target", "on"),
        ("target", "value"),
    ]


def test_sound_terms_of_an_initiative_have_no_problem() -> None:
    shares = {LeverKind.CULTURE: 1.0, LeverKind.TALENT: 1000.0}
    assert initiative_terms_problems(initiative_terms(shares=shares)) == ()
    assert initiative_terms_problems(initiative_terms(weight=0)) == ()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"weight": -1}, "OUT_OF_RANGE", ("weight",)),
        ({"weight": 1001}, "OUT_OF_RANGE", ("weight",)),
        ({"lever_shares": {LeverKind.CULTURE: 0.0}}, "OUT_OF_RANGE", ("lever_shares", "CULTURE")),
        (
            {"lever_shares": {LeverKind.CULTURE: 1.0, LeverKind.TALENT: -1.0}},
            "OUT_OF_RANGE",
            ("lever_shares", "TALENT"),
        ),
        ({"lever_shares": {LeverKind.CULTURE: 1001.0}}, "OUT_OF_RANGE", ("lever_shares", "CULTURE")),
        ({"lever_shares": {LeverKind.TALENT: 1.0}}, "REQUIRED", ("lever_shares", "CULTURE")),
    ],
)
def test_each_problem_of_an_initiatives_terms_names_its_field(
    changes: dict[str, Any], code: str, field: tuple[str, ...]
) -> None:
    (problem,) = initiative_terms_problems(replace(initiative_terms(), **changes))
    assert (problem.code, problem.field) == (code, field)


@pytest.mark.parametrize("before", list(InitiativeStage))
@pytest.mark.parametrize("after", list(InitiativeStage))
def test_only_the_moves_of_the_table_are_allowed(before: InitiativeStage, after: InitiativeStage) -> None:
    problem = stage_move_problem(before, after, reason="The benefit was not there.")
    assert (problem is None) is (after in MOVES[before])
    if problem is not None:
        assert (problem.code, problem.field) == ("NOT_ALLOWED_IN_STAGE", ("stage",))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "PROPOSED",
            "IN_PROGRESS",
            "An initiative that is PROPOSED can move to APPROVED or CANCELLED, not to IN_PROGRESS.",
        ),
        (
            "IN_PROGRESS",
            "PROPOSED",
            "An initiative that is IN_PROGRESS can move to ON_HOLD, IMPLEMENTED or CANCELLED, not to PROPOSED.",
        ),
        ("CANCELLED", "APPROVED", "An initiative that is CANCELLED stays so: create a new one instead."),
    ],
)
def test_a_refused_move_says_which_are_allowed(before: str, after: str, message: str) -> None:
    problem = stage_move_problem(InitiativeStage(before), InitiativeStage(after))
    assert problem is not None
    assert problem.message == message


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_going_back_from_implemented_asks_for_a_reason(reason: str | None) -> None:
    problem = stage_move_problem(InitiativeStage.IMPLEMENTED, InitiativeStage.IN_PROGRESS, reason=reason)
    assert problem == Problem(
        "REQUIRED", ("reason",), "Give the reason for going back from IMPLEMENTED to IN_PROGRESS."
    )


def test_no_other_move_asks_for_a_reason() -> None:
    assert stage_move_problem(InitiativeStage.IMPLEMENTED, InitiativeStage.VALUE_CONFIRMED) is None


def fields_of(problems: Iterable[Problem]) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.field) for problem in problems]


def test_something_exists_from_today_at_the_latest_and_its_versions_follow_each_other() -> None:
    assert fields_of(first_days_problems([START], today=START)) == []
    assert fields_of(first_days_problems([START, MID, LATER], today=START)) == []
    assert fields_of(first_days_problems([], today=START)) == [("REQUIRED", ())]
    assert fields_of(first_days_problems([MID], today=START)) == [("OUT_OF_RANGE", ("0", "valid_from"))]
    assert fields_of(first_days_problems([START, LATER, LATER, MID], today=START)) == [
        ("INVALID", ("2", "valid_from")),
        ("INVALID", ("3", "valid_from")),
    ]


def test_what_is_agreed_changes_from_today_on_or_later_and_never_in_the_past() -> None:
    assert change_day_problem(MID, today=MID) is None
    assert change_day_problem(LATER, today=MID) is None
    problem = change_day_problem(START, today=MID)
    assert problem is not None
    assert (problem.code, problem.field) == ("OUT_OF_RANGE", ("valid_from",))


def test_what_happened_is_not_still_to_come() -> None:
    assert past_day_problem("completed_on", MID, today=MID) is None
    assert past_day_problem("completed_on", START, today=MID) is None
    problem = past_day_problem("completed_on", LATER, today=MID)
    assert problem is not None
    assert (problem.code, problem.field) == ("OUT_OF_RANGE", ("completed_on",))


def test_versions_follow_each_other_by_the_moves_that_stages_allow() -> None:
    proposed, approved, begun, _, delivered, *_ = map(initiative_terms, InitiativeStage)

    assert fields_of(stage_moves_problems([proposed, proposed, approved, begun, delivered])) == []
    assert fields_of(stage_moves_problems([proposed, begun, delivered, begun])) == [
        ("NOT_ALLOWED_IN_STAGE", ("1", "stage")),
        ("REQUIRED", ("3", "reason")),
    ]
    assert fields_of(stage_moves_problems([delivered, replace(begun, reason="It came back.")])) == []


@pytest.mark.parametrize("stage", InitiativeStage)
def test_work_is_done_until_an_initiative_has_ended(stage: InitiativeStage) -> None:
    assert (work_problem(stage) is None) is (stage not in ENDED)


@pytest.mark.parametrize("stage", InitiativeStage)
def test_nothing_is_reported_before_work_has_begun_or_after_its_end(stage: InitiativeStage) -> None:
    silent = {InitiativeStage.PROPOSED, InitiativeStage.VALUE_CONFIRMED, InitiativeStage.CANCELLED}
    assert (check_in_problem(stage) is None) is (stage not in silent)


def test_nothing_is_reported_of_what_did_not_exist() -> None:
    problem = check_in_problem(None)
    assert problem is not None
    assert (problem.code, problem.field) == ("OUT_OF_RANGE", ("checked_on",))


def test_a_scoring_policy_is_within_its_bounds() -> None:
    assert fields_of(policy_problems(policy())) == []
    assert fields_of(policy_problems(policy(lever_weights=dict.fromkeys(LeverKind, 0.0)))) == [
        ("OUT_OF_RANGE", ("lever_weights",))
    ]
    broken = policy(
        lever_weights={LeverKind.CULTURE: -1.0},
        target_levels={LeverKind.TALENT: 6},
        outcome_weight=1001.0,
        on_track_gap=0.3,
        at_risk_gap=0.2,
        coverage_floor=1.1,
        check_in_days=0,
    )
    assert fields_of(policy_problems(broken)) == [
        ("OUT_OF_RANGE", ("lever_weights", "CULTURE")),
        ("OUT_OF_RANGE", ("target_levels", "TALENT")),
        ("OUT_OF_RANGE", ("outcome_weight",)),
        ("OUT_OF_RANGE", ("coverage_floor",)),
        ("INVALID", ("at_risk_gap",)),
        ("OUT_OF_RANGE", ("check_in_days",)),
    ]
    no_lens = policy(outcome_weight=0.0, delivery_weight=0.0, maturity_weight=0.0)
    assert fields_of(policy_problems(no_lens)) == [("OUT_OF_RANGE", ("outcome_weight",))]


@pytest.mark.parametrize("number", ["1e15", "-1e15", "0.12345678901"])
def test_numbers_are_kept_exactly_or_refused(number: str) -> None:
    interim = (dated(number, MID),)
    assert ("OUT_OF_RANGE", ("interim_targets", "0", "value")) in fields_of(
        kpi_terms_problems(kpi_terms(0, 100, interim_targets=interim))
    )
    assert ("OUT_OF_RANGE", ("band", "lower")) in fields_of(
        kpi_terms_problems(replace(band_terms(None), band=Band(lower=Decimal(number))))
    )


def test_what_is_agreed_has_so_many_versions_and_interim_targets_and_no_more() -> None:
    many = [START + timedelta(days=number) for number in range(501)]
    assert fields_of(first_days_problems(many[:500], today=START)) == []
    assert fields_of(first_days_problems(many, today=START)) == [("OUT_OF_RANGE", ())]
    interim = tuple(dated(50, START + timedelta(days=1 + number)) for number in range(101))
    assert fields_of(kpi_terms_problems(kpi_terms(0, 100, interim_targets=interim[:100]))) == []
    assert fields_of(kpi_terms_problems(kpi_terms(0, 100, interim_targets=interim))) == [
        ("OUT_OF_RANGE", ("interim_targets",))
    ]

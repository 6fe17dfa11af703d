"""Floors that must hold."""

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import Band
from ops_model.domain.progress.vocabulary import ExclusionReason
from tests.domain.build import (
    Dates,
    attaining,
    band,
    day,
    figures,
    figures_of_kpi,
    guardrail_terms,
    kpi,
    policy,
)

SATISFACTION = band(lower=4, tolerance=2)
FRESH, OLD = "2026-06-30", "2026-01-31"


@pytest.mark.parametrize(
    ("of", "values", "breach", "unknown"),
    [
        (SATISFACTION, {FRESH: 4.5}, False, False),
        (SATISFACTION, {FRESH: 4}, False, False),
        (SATISFACTION, {FRESH: "3.9999999995"}, False, False),
        (SATISFACTION, {FRESH: 3.9}, True, False),
        (SATISFACTION, {OLD: 3.9}, True, True),
        (SATISFACTION, {OLD: 4.5}, False, True),
        (SATISFACTION, {}, False, True),
        (None, {FRESH: 3.9}, False, True),
        (None, {}, False, True),
    ],
)
def test_a_guardrail_is_breached_by_its_last_value_and_unknown_without_a_fresh_one(
    of: Band | None, values: Dates, *, breach: bool, unknown: bool
) -> None:
    guardrail = figures_of_kpi(kpi(guardrail_terms(of), values))
    assert (guardrail.breach, guardrail.unknown) == (breach, unknown)


def test_an_ambition_is_neither_breached_nor_unknown() -> None:
    ambition = figures_of_kpi(attaining(None))
    assert not ambition.breach
    assert not ambition.unknown


def test_a_guardrail_has_no_part_in_its_lever() -> None:
    breached = kpi(guardrail_terms(SATISFACTION), {FRESH: 3}, code="GUARD")
    lever = figures([attaining(0.8, code="A"), breached]).levers[LeverKind.CULTURE]
    assert lever.progress == pytest.approx(0.8)
    left_out = lever.lenses[0].contributions[1]
    assert left_out.excluded is ExclusionReason.GUARDRAIL
    assert left_out.value == 0.5
    assert (left_out.share, left_out.points, left_out.index_points) == (None, None, 0.0)
    assert lever.lenses[0].coverage == 1


def test_breached_guardrails_are_listed_first_then_unknown_ones_then_by_code() -> None:
    guardrails = [
        kpi(guardrail_terms(SATISFACTION), {FRESH: 5}, code="A-HOLDS"),
        kpi(guardrail_terms(SATISFACTION), {}, code="B-UNKNOWN"),
        kpi(guardrail_terms(SATISFACTION), {FRESH: 3}, code="Z-BREACHED"),
        kpi(guardrail_terms(SATISFACTION), {OLD: 3}, code="C-BREACHED-AND-STALE"),
        kpi(guardrail_terms(None), {FRESH: 3}, code="A-UNKNOWN"),
        kpi(guardrail_terms(SATISFACTION), {FRESH: 3}, code="ARCHIVED", archived_on=day("2026-06-30")),
        attaining(0.1, code="AMBITION"),
    ]
    listed = [guardrail.kpi.code for guardrail in figures(guardrails).scorecard.guardrails]
    assert listed == ["C-BREACHED-AND-STALE", "Z-BREACHED", "A-UNKNOWN", "B-UNKNOWN", "A-HOLDS"]


def test_no_index_hides_a_breach() -> None:
    perfect = [attaining(1, code=kind, lever_kind=kind) for kind in LeverKind]
    outcome_only = policy(delivery_weight=0, maturity_weight=0)
    breached = kpi(guardrail_terms(SATISFACTION), {FRESH: 3}, code="GUARD")
    scorecard = figures([*perfect, breached], policies=[outcome_only]).scorecard
    assert scorecard.index == 100
    assert scorecard.counts.breaches == 1
    assert scorecard.attention[0].subject is breached

"""What needs attention, in which order, and how it is said."""

from collections.abc import Sequence
from typing import Any

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, MilestoneFacts
from ops_model.domain.progress.figures import AttentionItem
from ops_model.domain.progress.sentences import initiative_sentence, kpi_sentence
from ops_model.domain.progress.vocabulary import AttentionReason, Health
from ops_model.domain.stages import InitiativeStage
from tests.domain.build import (
    AS_OF,
    START,
    attaining,
    band,
    band_terms,
    check_ins,
    day,
    figures,
    guardrail_terms,
    initiative,
    initiative_terms,
    kpi,
    kpi_terms,
    link,
    milestone,
    policy,
)

FRESH, OLD = "2026-06-30", "2026-01-31"
FLOOR = band(lower=4, tolerance=1)
GREEN = Health.ON_TRACK
R = AttentionReason

SOUND = attaining(0.9, code="SOUND")
CHECKED = check_ins(("2026-06-30", GREEN))


def attention(
    kpis: Sequence[KpiFacts] = (), initiatives: Sequence[InitiativeFacts] = (), **given: Any
) -> Sequence[AttentionItem]:
    return figures([SOUND, *kpis], initiatives, **given).scorecard.attention


def only(kpis: Sequence[KpiFacts] = (), initiatives: Sequence[InitiativeFacts] = ()) -> AttentionItem:
    (item,) = attention(kpis, initiatives)
    return item


def pursued(*milestones: MilestoneFacts, **changes: Any) -> InitiativeFacts:
    """An initiative with nothing to be said about but its milestones."""
    given: dict[str, Any] = {"milestones": milestones, "links": [link(SOUND)], "check_ins": CHECKED}
    return initiative(**given | changes)


@pytest.mark.parametrize(
    ("of", "reasons"),
    [
        (kpi(guardrail_terms(FLOOR), {FRESH: 3}), (R.BREACH, R.OFF_TRACK)),
        (kpi(guardrail_terms(FLOOR), {FRESH: 3.8}), (R.BREACH, R.AT_RISK)),
        (kpi(guardrail_terms(FLOOR), {OLD: 3}), (R.BREACH, R.UNKNOWN, R.OFF_TRACK, R.STALE)),
        (kpi(guardrail_terms(FLOOR), {OLD: 5}), (R.UNKNOWN, R.STALE)),
        (kpi(guardrail_terms(FLOOR)), (R.UNKNOWN, R.NO_DATA)),
        (kpi(guardrail_terms(None), {FRESH: 5}), (R.UNKNOWN,)),
        (attaining(0.2), (R.OFF_TRACK,)),
        (attaining(0.3), (R.AT_RISK,)),
        (attaining(0.3, weight=0), (R.AT_RISK,)),
        (attaining(None), (R.NO_DATA,)),
        (kpi(kpi_terms(0, None), {OLD: 5}), (R.STALE,)),
        (kpi(kpi_terms(), {OLD: 30}), (R.AT_RISK, R.STALE)),
    ],
)
def test_each_reason_of_a_kpi(of: KpiFacts, reasons: tuple[AttentionReason, ...]) -> None:
    item = only([of])
    assert item.subject is of
    assert item.reasons == reasons


@pytest.mark.parametrize(
    ("of", "reasons"),
    [
        (pursued(milestone("2026-06-01")), (R.WATERMELON, R.OFF_TRACK, R.OVERDUE)),
        (pursued(milestone("2026-06-01"), check_ins=check_ins((FRESH, Health.AT_RISK))), (R.OFF_TRACK, R.OVERDUE)),
        (pursued(milestone("2026-07-01"), check_ins=()), (R.OFF_TRACK, R.CHECK_IN_DUE)),
        (pursued(milestone(), customer_outcome=""), (R.THEATRE,)),
        (pursued(links=()), (R.NO_DATA, R.THEATRE)),
        (pursued(terms=initiative_terms(InitiativeStage.IMPLEMENTED), links=()), (R.THEATRE,)),
        (pursued(terms=initiative_terms(InitiativeStage.ON_HOLD, target_date=START), check_ins=()), (R.OFF_TRACK,)),
    ],
)
def test_each_reason_of_an_initiative(of: InitiativeFacts, reasons: tuple[AttentionReason, ...]) -> None:
    item = only(initiatives=[of])
    assert item.subject is of
    assert item.reasons == reasons


@pytest.mark.parametrize(
    "of",
    [
        attaining(0.5),
        attaining(1.0),
        kpi(kpi_terms(0, None), {FRESH: 5}),
        kpi(guardrail_terms(FLOOR), {FRESH: 5}),
        kpi(guardrail_terms(FLOOR), {OLD: 3}, archived_on=AS_OF),
        attaining(None, archived_on=AS_OF),
    ],
)
def test_a_kpi_without_a_reason_is_not_listed(of: KpiFacts) -> None:
    assert attention([of]) == ()


@pytest.mark.parametrize(
    "of",
    [
        pursued(milestone()),
        initiative(initiative_terms(InitiativeStage.PROPOSED)),
        initiative(initiative_terms(InitiativeStage.CANCELLED)),
        initiative(archived_on=AS_OF),
    ],
)
def test_an_initiative_without_a_reason_is_not_listed(of: InitiativeFacts) -> None:
    assert attention(initiatives=[of]) == ()


def test_what_a_gap_costs_is_the_items_share_of_the_index_times_the_gap() -> None:
    late = pursued(milestone("2026-06-01"), milestone(), code="LATE")
    items = {item.subject.code: item for item in attention([attaining(0.2, code="LOW", weight=3)], [late])}
    # LOW: 3/4 of the outcome, which is 5/8 of the only lever that counts.
    assert items["LOW"].at_stake == pytest.approx(100 * 0.75 * 0.625 * (181 / 364 - 0.2))
    assert items["LATE"].at_stake == pytest.approx(100 * 0.375 * 0.5)


def test_what_a_gap_costs_is_summed_over_levers() -> None:
    shares = {LeverKind.TALENT: 1.0, LeverKind.METRICS: 1.0}
    late = pursued(milestone("2026-06-01"), milestone(), terms=initiative_terms(shares=shares))
    assert only(initiatives=[late]).at_stake == pytest.approx(100 * 2 / 3 * 0.5)


@pytest.mark.parametrize(
    "of", [attaining(0.2, weight=0), kpi(guardrail_terms(FLOOR), {FRESH: 3}), kpi(kpi_terms(), code="NONE")]
)
def test_what_does_not_count_costs_the_index_nothing(of: KpiFacts) -> None:
    assert only([of]).at_stake == 0


def test_what_is_ahead_of_its_line_costs_nothing() -> None:
    assert only([kpi(kpi_terms(), {OLD: 90})]).at_stake == 0


def test_breaches_come_first_then_unknowns_then_the_costliest_then_by_code() -> None:
    kpis = [
        attaining(None, code="Z-NO-DATA"),
        attaining(None, code="A-NO-DATA"),
        attaining(0.2, code="B-LOW"),
        attaining(0.2, code="C-LOWER", weight=2),
        attaining(0.2, code="A-LOW"),
        kpi(guardrail_terms(FLOOR), code="UNKNOWN"),
        kpi(guardrail_terms(FLOOR), {FRESH: 3}, code="Z-BREACH"),
        kpi(guardrail_terms(FLOOR), {OLD: 3}, code="A-BREACH"),
        kpi(guardrail_terms(None), code="A-UNKNOWN"),
    ]
    stuck = pursued(milestone("2026-06-01"), code="STUCK")
    codes = [item.subject.code for item in attention(kpis, [stuck], policies=[policy(delivery_weight=0.5)])]
    assert codes == [
        "A-BREACH",
        "Z-BREACH",
        "A-UNKNOWN",
        "UNKNOWN",
        "STUCK",
        "C-LOWER",
        "A-LOW",
        "B-LOW",
        "A-NO-DATA",
        "Z-NO-DATA",
    ]


def named(of: KpiFacts) -> str:
    return only([of]).sentence


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (
            kpi(kpi_terms(10, 50), {FRESH: 20}, code="NPS"),
            "NPS is at risk: 20 against an expected 29.9; it holds back the index by 12.4 points.",
        ),
        (kpi(kpi_terms(10, 50, weight=0), {FRESH: 24}, code="NPS"), "NPS is at risk: 24 against an expected 29.9."),
        (kpi(kpi_terms(), {}, code="NPS"), "NPS has no value yet."),
        (kpi(kpi_terms(0, None), {OLD: 3}, code="NPS"), "NPS was last measured on 2026-01-31."),
        (
            kpi(guardrail_terms(band(lower=4.25)), {FRESH: 3.9}, code="CSAT"),
            "CSAT is outside its band: 3.9 where at least 4.25 must hold.",
        ),
        (
            kpi(guardrail_terms(band(lower=99.95)), {FRESH: "99.9"}, code="UP"),
            "UP is outside its band: 99.9 where at least 99.95 must hold.",
        ),
        (
            kpi(guardrail_terms(band(upper=1200.4)), {FRESH: "1200.5"}, code="MS"),
            "MS is outside its band: 1,200.5 where at most 1,200.4 must hold.",
        ),
        (
            kpi(guardrail_terms(band(upper=5)), {OLD: 6}, code="CSAT"),
            "CSAT is outside its band: 6 where at most 5 must hold; it was last measured on 2026-01-31.",
        ),
        (kpi(guardrail_terms(FLOOR), code="CSAT"), "CSAT has no value yet."),
        (kpi(guardrail_terms(None), {FRESH: 4}, code="CSAT"), "CSAT has no band to hold."),
        (
            kpi(band_terms(band(18, 22), weight=0), {FRESH: 0.00012}, code="HAND-OFFS"),
            "HAND-OFFS is off track: 0.00012 where 18 to 22 was agreed.",
        ),
        (
            kpi(kpi_terms(0, 2_000_000, weight=0), {FRESH: 123_456.7}, code="VISITS"),
            "VISITS is off track: 123,457 against an expected 994,505.",
        ),
    ],
)
def test_a_kpi_says_what_is_the_matter(of: KpiFacts, sentence: str) -> None:
    assert named(of) == sentence


def test_a_missed_target_is_said_with_its_date() -> None:
    missed = kpi(kpi_terms(0, 100, weight=0), {"2027-01-30": 95}, code="NPS")
    (item,) = [found for found in attention([missed], as_of=day("2027-02-01")) if found.subject is missed]
    assert item.sentence == "NPS is off track: 95, and 100 was to be reached by 2026-12-31."


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (
            pursued(milestone("2026-06-01"), milestone(), code="CRM", terms=initiative_terms(weight=0)),
            (
                "CRM is off track though reported on track: 0 % delivered against a planned 50 %;"
                " it has 1 overdue milestone."
            ),
        ),
        (
            pursued(milestone(), check_ins=check_ins(("2026-06-16", GREEN)), code="CRM"),
            "CRM has had a check-in due since 2026-07-01.",
        ),
        (
            pursued(code="CRM", links=(), customer_outcome=None),
            (
                "CRM has no milestone and no linked KPI with an attainment to judge it by;"
                " it names no customer outcome; it is linked to no KPI that shows an ambition."
            ),
        ),
        (
            pursued(code="CRM", terms=initiative_terms(InitiativeStage.ON_HOLD, target_date=day("2026-05-31"))),
            "CRM is off track though reported on track: its target date 2026-05-31 has passed.",
        ),
    ],
)
def test_an_initiative_says_what_is_the_matter(of: InitiativeFacts, sentence: str) -> None:
    assert only(initiatives=[of]).sentence == sentence


def test_an_initiative_says_when_its_kpis_lag() -> None:
    low = attaining(0.2, code="LOW", weight=0)
    lagging = pursued(
        milestone("2026-03-01", "2026-03-01"),
        links=[link(low)],
        code="CRM",
        check_ins=check_ins((FRESH, Health.AT_RISK)),
    )
    items = {item.subject.code: item for item in attention([low], [lagging])}
    assert items["CRM"].sentence == "CRM is off track: its KPIs have attained 20 % against an expected 50 %."


def test_two_overdue_milestones_are_plural() -> None:
    late = pursued(milestone("2026-06-01"), milestone("2026-06-02"), milestone(weight=98), code="CRM")
    assert only(initiatives=[late]).sentence == ("CRM has 2 overdue milestones; it holds back the index by 0.7 points.")


def test_the_sentence_is_told_of_the_figures_whenever_it_is_asked_for() -> None:
    low, stuck = attaining(0.2, code="LOW"), pursued(milestone("2026-06-01"))
    found = figures([SOUND, low], [stuck])
    items = {item.subject.code: item for item in found.scorecard.attention}
    for_kpi, for_initiative = items[low.code], items[stuck.code]
    assert for_kpi.sentence == kpi_sentence(found.kpis[low.id], for_kpi.reasons, for_kpi.at_stake, AS_OF)
    assert for_initiative.sentence == initiative_sentence(
        found.initiatives[stuck.id], for_initiative.reasons, for_initiative.at_stake, AS_OF
    )
    assert for_kpi.sentence == for_kpi.sentence
    assert figures([SOUND, low], [stuck]).scorecard.attention == tuple(found.scorecard.attention)

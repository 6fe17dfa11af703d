"""What needs attention, why, and what it costs the index."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from ops_model.domain.progress.figures import AttentionItem, InitiativeFigures, KpiFigures
from ops_model.domain.progress.sentences import initiative_sentence, kpi_sentence
from ops_model.domain.progress.vision import INDEX_TOP
from ops_model.domain.progress.vocabulary import AttentionReason, Health
from ops_model.domain.stages import NOT_COUNTED

FIRST = (AttentionReason.BREACH, AttentionReason.UNKNOWN)
"""The reasons that come first, in this order. They are of guardrails, which cost the index nothing."""


def attention(
    kpis: Iterable[KpiFigures],
    initiatives: Iterable[InitiativeFigures],
    shares: Mapping[UUID, float],
    *,
    as_of: date,
) -> tuple[AttentionItem, ...]:
    """Every KPI, and every initiative past PROPOSED and not CANCELLED, that is not archived and has a reason:
    breaches, then unknowns, by code; then by what the gap costs the index, then by code. `shares` are the items' whole
    shares of the index, by id."""
    items = []
    for kpi in kpis:
        reasons = _kpi_reasons(kpi)
        if reasons:
            at_stake = _at_stake(shares, kpi.kpi.id, kpi.expected_attainment, kpi.attainment)
            sentence = kpi_sentence(kpi, reasons, at_stake, as_of=as_of)
            items.append(AttentionItem(subject=kpi.kpi, reasons=reasons, sentence=sentence, at_stake=at_stake))
    for initiative in initiatives:
        reasons = _initiative_reasons(initiative)
        if reasons:
            subject = initiative.initiative
            at_stake = _at_stake(shares, subject.id, initiative.planned_delivery, initiative.delivery)
            sentence = initiative_sentence(initiative, reasons, at_stake, as_of=as_of)
            items.append(AttentionItem(subject=subject, reasons=reasons, sentence=sentence, at_stake=at_stake))
    return tuple(sorted(items, key=_urgency))


def _at_stake(shares: Mapping[UUID, float], subject: UUID, expected: float | None, value: float | None) -> float:
    if expected is None or value is None:
        return 0.0
    return INDEX_TOP * shares.get(subject, 0.0) * max(0.0, expected - value)


def _kpi_reasons(kpi: KpiFigures) -> tuple[AttentionReason, ...]:
    if kpi.archived:
        return ()
    return _those_that_hold(
        (AttentionReason.BREACH, kpi.breach),
        (AttentionReason.UNKNOWN, kpi.unknown),
        (AttentionReason.OFF_TRACK, kpi.health is Health.OFF_TRACK),
        (AttentionReason.AT_RISK, kpi.health is Health.AT_RISK),
        (AttentionReason.STALE, kpi.stale),
        (AttentionReason.NO_DATA, kpi.health is Health.NO_DATA),
    )


def _initiative_reasons(initiative: InitiativeFigures) -> tuple[AttentionReason, ...]:
    if initiative.archived or initiative.terms.stage in NOT_COUNTED:
        return ()
    return _those_that_hold(
        (AttentionReason.WATERMELON, initiative.watermelon),
        (AttentionReason.OFF_TRACK, initiative.computed_health is Health.OFF_TRACK),
        (AttentionReason.AT_RISK, initiative.computed_health is Health.AT_RISK),
        (AttentionReason.OVERDUE, initiative.overdue_milestones > 0),
        (AttentionReason.NO_DATA, initiative.computed_health is Health.NO_DATA),
        (AttentionReason.CHECK_IN_DUE, initiative.check_in_due),
        (AttentionReason.THEATRE, initiative.theatre),
    )


def _those_that_hold(*signals: tuple[AttentionReason, bool]) -> tuple[AttentionReason, ...]:
    return tuple([reason for reason, holds in signals if holds])


def _urgency(item: AttentionItem) -> tuple[int, float, str]:
    rank = next((rank for rank, reason in enumerate(FIRST) if reason in item.reasons), len(FIRST))
    return rank, -item.at_stake, item.subject.code

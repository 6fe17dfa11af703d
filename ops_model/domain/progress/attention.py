"""What needs attention, why, and what it costs the index."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, compress
from uuid import UUID

from ops_model.domain.progress.deferred import Deferred
from ops_model.domain.progress.facts import LeverFacts
from ops_model.domain.progress.figures import AttentionItem, InitiativeFigures, KpiFigures
from ops_model.domain.progress.lever import LeverTally
from ops_model.domain.progress.means import Tally
from ops_model.domain.progress.sentences import initiative_sentence, kpi_sentence
from ops_model.domain.progress.vision import INDEX_TOP, index_shares
from ops_model.domain.progress.vocabulary import AttentionReason, Health
from ops_model.domain.stages import NOT_COUNTED

RANKS = {AttentionReason.BREACH: 0, AttentionReason.UNKNOWN: 1}
"""The reasons that come first, in this order. They are of guardrails, which cost the index nothing."""

LAST = len(RANKS)
"""The rank of all other reasons."""

KPI_REASONS = (
    AttentionReason.BREACH,
    AttentionReason.UNKNOWN,
    AttentionReason.OFF_TRACK,
    AttentionReason.AT_RISK,
    AttentionReason.STALE,
    AttentionReason.NO_DATA,
)
"""What a KPI may need attention for."""

INITIATIVE_REASONS = (
    AttentionReason.WATERMELON,
    AttentionReason.OFF_TRACK,
    AttentionReason.AT_RISK,
    AttentionReason.OVERDUE,
    AttentionReason.NO_DATA,
    AttentionReason.CHECK_IN_DUE,
    AttentionReason.THEATRE,
)
"""What an initiative may need attention for."""

_OFF_TRACK, _AT_RISK, _NO_DATA = Health.OFF_TRACK, Health.AT_RISK, Health.NO_DATA


def attention(
    kpis: Collection[KpiFigures],
    initiatives: Collection[InitiativeFigures],
    levers: Sequence[LeverTally],
    vision: Tally[LeverFacts],
    *,
    as_of: date,
) -> Sequence[AttentionItem]:
    """Every KPI, and every initiative past PROPOSED and not CANCELLED, that is not archived and has a reason:
    breaches, then unknowns, by code; then by what the gap costs the index, then by code. Found when it is looked at;
    the levers and the whole tell the items' shares of the index."""
    return Deferred(partial(_attention, kpis, initiatives, levers, vision, as_of))


def _attention(
    kpis: Collection[KpiFigures],
    initiatives: Collection[InitiativeFigures],
    levers: Sequence[LeverTally],
    vision: Tally[LeverFacts],
    as_of: date,
) -> tuple[AttentionItem, ...]:
    shares = index_shares(levers, vision)
    return tuple(
        sorted(chain(_kpi_items(kpis, shares, as_of), _initiative_items(initiatives, shares, as_of)), key=_urgency)
    )


def _kpi_items(kpis: Collection[KpiFigures], shares: Mapping[int, float], as_of: date) -> Iterator[AttentionItem]:
    for kpi in kpis:
        reasons = _kpi_reasons(kpi)
        if reasons:
            at_stake = _at_stake(shares, kpi.kpi.id, kpi.expected_attainment, kpi.attainment)
            say = partial(kpi_sentence, kpi, reasons, at_stake, as_of)
            yield AttentionItem(subject=kpi.kpi, reasons=reasons, at_stake=at_stake, say=say)


def _initiative_items(
    initiatives: Collection[InitiativeFigures], shares: Mapping[int, float], as_of: date
) -> Iterator[AttentionItem]:
    for initiative in initiatives:
        reasons = _initiative_reasons(initiative)
        if reasons:
            subject = initiative.initiative
            at_stake = _at_stake(shares, subject.id, initiative.planned_delivery, initiative.delivery)
            say = partial(initiative_sentence, initiative, reasons, at_stake, as_of)
            yield AttentionItem(subject=subject, reasons=reasons, at_stake=at_stake, say=say)


def _at_stake(shares: Mapping[int, float], subject: UUID, expected: float | None, value: float | None) -> float:
    if expected is None or value is None:
        return 0.0
    gap = expected - value
    return INDEX_TOP * shares.get(subject.int, 0.0) * gap if gap > 0.0 else 0.0


def _kpi_reasons(kpi: KpiFigures) -> tuple[AttentionReason, ...]:
    if kpi.archived:
        return ()
    health = kpi.health
    signals = (
        kpi.breach,
        kpi.unknown,
        health is _OFF_TRACK,
        health is _AT_RISK,
        kpi.stale,
        health is _NO_DATA,
    )
    return tuple(compress(KPI_REASONS, signals))


def _initiative_reasons(initiative: InitiativeFigures) -> tuple[AttentionReason, ...]:
    if initiative.archived or initiative.terms.stage in NOT_COUNTED:
        return ()
    health = initiative.computed_health
    signals = (
        initiative.watermelon,
        health is _OFF_TRACK,
        health is _AT_RISK,
        initiative.overdue_milestones > 0,
        health is _NO_DATA,
        initiative.check_in_due,
        initiative.theatre,
    )
    return tuple(compress(INITIATIVE_REASONS, signals))


def _urgency(item: AttentionItem) -> tuple[int, float, str]:
    # What comes first is the first of its reasons.
    return RANKS.get(item.reasons[0], LAST), -item.at_stake, item.subject.code

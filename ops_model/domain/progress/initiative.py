"""How one initiative stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ops_model.domain.progress.check_ins import check_in_due_on, is_watermelon
from ops_model.domain.progress.dates import begun, link_in_force, terms_in_force
from ops_model.domain.progress.facts import InitiativeFacts, InitiativeTerms, KpiFacts, MilestoneFacts, ScoringPolicy
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures
from ops_model.domain.progress.kpi import kpi_exclusion
from ops_model.domain.progress.means import Item, Tally, exclusion, tally
from ops_model.domain.progress.milestones import milestones_tally, overdue_milestones
from ops_model.domain.progress.parts import own_progress
from ops_model.domain.progress.ratios import gap_health
from ops_model.domain.progress.vocabulary import ExclusionReason, Health, KpiRole
from ops_model.domain.stages import DELIVERED, NOT_COUNTED, InitiativeStage

_AMBITION = KpiRole.AMBITION

LEAF: Tally[MilestoneFacts] = Tally(items=(), weight=0.0, value=1.0, expected=1.0)
"""Delivery from IMPLEMENTED on: all of it, milestones or not."""

STAGE_EXCLUSIONS = {
    InitiativeStage.PROPOSED: ExclusionReason.PROPOSED,
    InitiativeStage.CANCELLED: ExclusionReason.CANCELLED,
}
"""Why an initiative in a stage that does not count is left out of a lever."""


Linked = tuple[KpiFigures, float]
"""A KPI that an initiative is linked to, and the link's weight."""


@dataclass(slots=True)
class InitiativeTally:
    """An initiative's figures beside the tally of its delivery, which is what enters a lever."""

    figures: InitiativeFigures
    delivery: Tally[MilestoneFacts]


def initiative_tally(
    initiative: InitiativeFacts, *, as_of: date, policy: ScoringPolicy, kpis: Mapping[UUID, KpiFigures]
) -> InitiativeTally | None:
    """The initiative at the end of `as_of`; None before it exists. `kpis` are the figures of the KPIs that exist
    then: links to others are passed over."""
    terms = terms_in_force(initiative.terms, as_of)
    if terms is None:
        return None
    links = [link for link in initiative.links if link_in_force(link, as_of)]
    linked = [(kpi, link.weight) for link in links if (kpi := kpis.get(link.kpi_id)) is not None]
    delivery = LEAF if terms.stage in DELIVERED else milestones_tally(initiative.milestones, as_of=as_of)
    outcome = tally([_linked_item(link) for link in linked])
    progress, parts = own_progress(delivery, outcome, delivery_share=policy.delivery_share)
    health = _computed_health(terms, delivery, outcome, as_of=as_of, policy=policy)
    check_ins = [check_in for check_in in initiative.check_ins if check_in.checked_on <= as_of]
    newest = check_ins[0] if check_ins else None
    due_on = check_in_due_on(initiative.terms, check_ins, check_in_days=policy.check_in_days, as_of=as_of)
    figures = InitiativeFigures(
        initiative=initiative,
        terms=terms,
        archived=begun(initiative.archived_on, as_of),
        delivery=delivery.value,
        planned_delivery=delivery.expected,
        outcome=outcome.value,
        expected_outcome=outcome.expected,
        progress=progress,
        computed_health=health,
        reported_health=None if newest is None else newest.health,
        confidence=None if newest is None else newest.confidence,
        watermelon=is_watermelon(health, check_ins),
        theatre=_is_theatre(initiative, terms, linked),
        overdue_milestones=overdue_milestones(initiative.milestones, stage=terms.stage, as_of=as_of),
        check_in_due_on=due_on,
        check_in_due=begun(due_on, as_of),
        parts=parts,
    )
    return InitiativeTally(figures, delivery)


def initiative_exclusion(figures: InitiativeFigures, weight: float) -> ExclusionReason | None:
    """Why the initiative, of this weight in a lever, is left out of its delivery; None where it counts."""
    if figures.archived:
        return ExclusionReason.ARCHIVED
    return STAGE_EXCLUSIONS.get(figures.terms.stage) or exclusion(weight, figures.delivery)


def _linked_item(link: Linked) -> Item[KpiFacts]:
    kpi, weight = link
    return Item(kpi.kpi, kpi.attainment, kpi.expected_attainment, weight, kpi_exclusion(kpi, weight))


def _computed_health(
    terms: InitiativeTerms,
    delivery: Tally[MilestoneFacts],
    outcome: Tally[KpiFacts],
    *,
    as_of: date,
    policy: ScoringPolicy,
) -> Health:
    if terms.stage in NOT_COUNTED:
        return Health.NO_DATA
    if terms.stage in DELIVERED:
        return Health.ACHIEVED
    if terms.target_date is not None and as_of > terms.target_date:
        return Health.OFF_TRACK
    gaps = [
        part.expected - part.value
        for part in (delivery, outcome)
        if part.expected is not None and part.value is not None
    ]
    return gap_health(max(gaps), policy) if gaps else Health.NO_DATA


def _is_theatre(initiative: InitiativeFacts, terms: InitiativeTerms, linked: Sequence[Linked]) -> bool:
    if terms.stage in NOT_COUNTED:
        return False
    if not (initiative.customer_outcome or "").strip():
        return True
    return not any(kpi.terms.role is _AMBITION and not kpi.archived for kpi, _ in linked)

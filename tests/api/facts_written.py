"""Facts of the arithmetic as rows of an organisation of its own."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import facts as known
from ops_model.domain.progress.facts import (
    InitiativeFacts,
    InitiativeTerms,
    KpiFacts,
    KpiTerms,
    OrganisationFacts,
)
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.roles import Role
from ops_model.models import Kpi, Measurement, Membership, Organisation, ScoringPolicy
from tests import factories as make
from tests.api.world import World
from tests.database import enter

CORRECTED = {"superseded_at": datetime(2026, 6, 15, tzinfo=UTC), "superseded_reason": "a typing error"}


def organisation_written(facts: OrganisationFacts, *, corrected: bool) -> World:
    """Commit an organisation of these facts, all owned by its EDITOR. With `corrected`, each measurement has taken the
    place of another. What facts have and no table keeps (assessments) is left out, and links to what is not there."""
    with transaction.atomic():
        organisation = make.make_organisation()
        ada = make.make_member(organisation)
        token = make.make_token(ada)
        enter(organisation.pk)
        _policies(organisation, facts.policies)
        kpis = {kpi.id: _kpi(organisation, kpi, ada, corrected=corrected) for kpi in facts.kpis}
        for initiative in facts.initiatives:
            _initiative(organisation, initiative, ada, kpis)
    return World(organisation.pk, organisation.slug, {Role.EDITOR: token})


def _policies(organisation: Organisation, policies: Iterable[known.ScoringPolicy]) -> None:
    for policy in policies:
        columns = {
            "lever_weights": [policy.lever_weights[kind] for kind in LeverKind],
            "target_levels": [policy.target_levels[kind] for kind in LeverKind],
            "outcome_weight": policy.outcome_weight,
            "delivery_weight": policy.delivery_weight,
            "maturity_weight": policy.maturity_weight,
            "delivery_share": policy.delivery_share,
            "on_track_gap": policy.on_track_gap,
            "at_risk_gap": policy.at_risk_gap,
            "coverage_floor": policy.coverage_floor,
            "check_in_days": policy.check_in_days,
        }
        if policy.valid_from is None:
            ScoringPolicy.objects.filter(organisation=organisation).update(**columns)
        else:
            make.make_scoring_policy(organisation, policy.valid_from, **columns)


def _kpi(organisation: Organisation, kpi: KpiFacts, owner: Membership, *, corrected: bool) -> Kpi:
    first, *later = kpi.terms
    row = make.make_kpi(
        organisation,
        kpi.code,
        name=kpi.name,
        lever=kpi.lever_kind,
        owner=owner,
        archived_on=kpi.archived_on,
        valid_from=first.valid_from,
        terms=_kpi_columns(first),
    )
    for terms in later:
        make.make_kpi_terms(row, terms.valid_from, **_kpi_columns(terms))
    for measured in kpi.measurements:
        old = make.make_measurement(row, measured.observed_on, measured.value + 7, **CORRECTED) if corrected else None
        new = make.make_measurement(row, measured.observed_on, measured.value)
        if old is not None:
            Measurement.objects.filter(pk=old.pk).update(superseded_by=new)
    return row


def _kpi_columns(terms: KpiTerms) -> dict[str, object]:
    baseline, target, band = terms.baseline, terms.target, terms.band
    return {
        "role": terms.role,
        "direction": terms.direction,
        "aggregation": terms.aggregation,
        "window": terms.window,
        "frequency": terms.frequency,
        "weight": terms.weight,
        "baseline_value": baseline.value if baseline else None,
        "baseline_on": baseline.on if baseline else None,
        "target_value": target.value if target else None,
        "target_on": target.on if target else None,
        "interim_values": [interim.value for interim in terms.interim_targets],
        "interim_on": [interim.on for interim in terms.interim_targets],
        "band_lower": band.lower if band else None,
        "band_upper": band.upper if band else None,
        "band_tolerance": band.tolerance if band else None,
    }


def _initiative(organisation: Organisation, one: InitiativeFacts, owner: Membership, kpis: dict[UUID, Kpi]) -> None:
    first, *later = one.terms
    row = make.make_initiative(
        organisation,
        one.code,
        name=one.name,
        customer_outcome=one.customer_outcome,
        owner=owner,
        archived_on=one.archived_on,
        valid_from=first.valid_from,
        terms=_initiative_columns(first),
    )
    for terms in later:
        make.make_initiative_terms(row, terms.valid_from, **_initiative_columns(terms))
    for milestone in one.milestones:
        columns = {"completed_on": milestone.completed_on, "cancelled_on": milestone.cancelled_on}
        make.make_milestone(
            row,
            f"Milestone {milestone.id.int}",
            due_on=milestone.due_on,
            forecast_on=milestone.forecast_on,
            weight=milestone.weight,
            **columns,
        )
    for said in reversed(one.check_ins):
        make.make_check_in(row, said.checked_on, author=owner, health=Health(said.health), confidence=said.confidence)
    for link in one.links:
        if link.kpi_id in kpis:
            make.make_link(row, kpis[link.kpi_id], link.linked_on, weight=link.weight, unlinked_on=link.unlinked_on)


def _initiative_columns(terms: InitiativeTerms) -> dict[str, object]:
    return {
        "stage": terms.stage,
        "weight": terms.weight,
        "target_date": terms.target_date,
        "primary_lever": terms.primary_lever,
        "lever_shares": [terms.lever_shares.get(kind, 0.0) for kind in LeverKind],
    }

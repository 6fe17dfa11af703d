"""Model instances as the facts that the arithmetic takes."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import (
    Band,
    CheckInFacts,
    DatedValue,
    InitiativeFacts,
    InitiativeTerms,
    KpiFacts,
    KpiTerms,
    LeverFacts,
    LinkFacts,
    Measurement,
    MilestoneFacts,
    OrganisationFacts,
    ScoringPolicy,
)
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.domain.stages import InitiativeStage

if TYPE_CHECKING:
    from benchmarks.stock import models


def policy(row: "models.ScoringPolicy") -> ScoringPolicy:
    """Return the facts of a policy."""
    return ScoringPolicy(
        lever_weights=dict(zip(LeverKind, row.lever_weights, strict=True)),
        outcome_weight=row.outcome_weight,
        delivery_weight=row.delivery_weight,
        maturity_weight=row.maturity_weight,
        delivery_share=row.delivery_share,
        on_track_gap=row.on_track_gap,
        at_risk_gap=row.at_risk_gap,
        coverage_floor=row.coverage_floor,
        check_in_days=row.check_in_days,
    )


def organisation(row: "models.Organisation") -> OrganisationFacts:
    """Return the facts of an organisation."""
    return OrganisationFacts(
        policies=(row.policy,),
        levers=tuple(LeverFacts(kind=kind) for kind in LeverKind),
        kpis=tuple(map(kpi, row.kpis.all())),
        initiatives=tuple(map(initiative, row.initiatives.all())),
    )


def kpi(row: "models.Kpi") -> KpiFacts:
    """Return the facts of a KPI. What was measured since the baseline and is not listed is carried."""
    terms = tuple(map(_kpi_terms, row.terms.all()))
    listed = tuple(Measurement(observed_on=each.observed_on, value=each.value) for each in reversed(row.newest))
    baseline = terms[-1].baseline
    counted = [each.value for each in listed if baseline is not None and each.observed_on > baseline.on]
    return KpiFacts(
        id=row.id,
        code=row.code,
        name=row.name,
        lever_kind=LeverKind(row.lever),
        archived_on=row.archived_on,
        terms=terms,
        measurements=listed,
        carried=(row.since_baseline or Decimal(0)) - sum(counted, Decimal(0)),
    )


def _kpi_terms(row: "models.KpiTerms") -> KpiTerms:
    has_band = row.band_lower is not None or row.band_upper is not None
    interim = zip(row.interim_values, row.interim_on, strict=True)
    return KpiTerms(
        valid_from=row.valid_from,
        role=KpiRole(row.role),
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        window=row.window,
        frequency=Frequency(row.frequency),
        weight=row.weight,
        baseline=_dated(row.baseline_value, row.baseline_on),
        target=_dated(row.target_value, row.target_on),
        interim_targets=tuple(DatedValue(value=value, on=on) for value, on in interim),
        band=Band(lower=row.band_lower, upper=row.band_upper, tolerance=row.band_tolerance) if has_band else None,
    )


def _dated(value: Decimal | None, on: date | None) -> DatedValue | None:
    return None if value is None or on is None else DatedValue(value=value, on=on)


def initiative(row: "models.Initiative") -> InitiativeFacts:
    """Return the facts of an initiative."""
    return InitiativeFacts(
        id=row.id,
        code=row.code,
        name=row.name,
        customer_outcome=row.customer_outcome,
        archived_on=row.archived_on,
        terms=tuple(map(_initiative_terms, row.terms.all())),
        milestones=tuple(
            MilestoneFacts(
                id=each.id,
                weight=each.weight,
                due_on=each.due_on,
                completed_on=each.completed_on,
                cancelled_on=each.cancelled_on,
            )
            for each in row.milestones.all()
        ),
        check_ins=tuple(CheckInFacts(checked_on=each.checked_on, health=Health(each.health)) for each in row.newest),
        links=tuple(
            LinkFacts(kpi_id=each.kpi_id, weight=each.weight, linked_on=each.linked_on) for each in row.links.all()
        ),
    )


def _initiative_terms(row: "models.InitiativeTerms") -> InitiativeTerms:
    shares = zip(LeverKind, row.lever_shares, strict=True)
    return InitiativeTerms(
        valid_from=row.valid_from,
        stage=InitiativeStage(row.stage),
        weight=row.weight,
        target_date=row.target_date,
        primary_lever=LeverKind(row.primary_lever),
        lever_shares={kind: share for kind, share in shares if share > 0},
    )

"""Terms as rows and as what the arithmetic is given: one way there and one back."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from ops_model import models
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import facts
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.domain.stages import InitiativeStage

Columns = dict[str, Any]

KPI_TERMS_NAMES: Mapping[str, str] = {
    "baseline_value": "baseline.value",
    "baseline_on": "baseline.on",
    "target_value": "target.value",
    "target_on": "target.on",
    "interim_values": "interim_targets",
    "interim_on": "interim_targets",
    "band_lower": "band.lower",
    "band_upper": "band.upper",
    "band_tolerance": "band.tolerance",
}
"""Where the terms of a KPI have what stands in these columns."""


def kpi_terms_columns(terms: facts.KpiTerms) -> Columns:
    """Return the columns of a version of a KPI's terms."""
    band = terms.band or facts.Band()
    return {
        **_plain(facts.KpiTerms, terms, without={"baseline", "target", "interim_targets", "band"}),
        **_dated_columns("baseline", terms.baseline),
        **_dated_columns("target", terms.target),
        "interim_values": [interim.value for interim in terms.interim_targets],
        "interim_on": [interim.on for interim in terms.interim_targets],
        "band_lower": band.lower,
        "band_upper": band.upper,
        "band_tolerance": band.tolerance,
    }


def kpi_terms_of(row: models.KpiTerms) -> facts.KpiTerms:
    """Return what a row says."""
    has_band = row.band_lower is not None or row.band_upper is not None
    return facts.KpiTerms(
        valid_from=row.valid_from,
        role=KpiRole(row.role),
        direction=Direction(row.direction),
        aggregation=Aggregation(row.aggregation),
        window=row.window,
        frequency=Frequency(row.frequency),
        weight=row.weight,
        baseline=_dated(row.baseline_value, row.baseline_on),
        target=_dated(row.target_value, row.target_on),
        interim_targets=tuple(
            facts.DatedValue(value=value, on=on) for value, on in zip(row.interim_values, row.interim_on, strict=True)
        ),
        band=facts.Band(lower=row.band_lower, upper=row.band_upper, tolerance=row.band_tolerance) if has_band else None,
        reason=row.reason,
    )


def initiative_terms_columns(terms: facts.InitiativeTerms) -> Columns:
    """Return the columns of a version of an initiative's terms."""
    shares = [terms.lever_shares.get(kind, 0.0) for kind in LeverKind]
    return {**_plain(facts.InitiativeTerms, terms), "lever_shares": shares}


def initiative_terms_of(row: models.InitiativeTerms) -> facts.InitiativeTerms:
    """Return what a row says."""
    return facts.InitiativeTerms(
        valid_from=row.valid_from,
        stage=InitiativeStage(row.stage),
        weight=row.weight,
        target_date=row.target_date,
        primary_lever=LeverKind(row.primary_lever),
        lever_shares={kind: share for kind, share in zip(LeverKind, row.lever_shares, strict=True) if share > 0},
        reason=row.reason,
    )


def policy_columns(policy: facts.ScoringPolicy) -> Columns:
    """Return the columns of a version of the scoring policy; what it leaves out of a lever is NULL, and refused."""
    by_lever = {
        "lever_weights": [policy.lever_weights.get(kind) for kind in LeverKind],
        "target_levels": [policy.target_levels.get(kind) for kind in LeverKind],
    }
    return {**_plain(facts.ScoringPolicy, policy), **by_lever}


def policy_of(row: models.ScoringPolicy) -> facts.ScoringPolicy:
    """Return what a row says."""
    by_lever = {
        "lever_weights": dict(zip(LeverKind, row.lever_weights, strict=True)),
        "target_levels": dict(zip(LeverKind, row.target_levels, strict=True)),
    }
    return facts.ScoringPolicy(**{**_plain(facts.ScoringPolicy, row), **by_lever})


def _plain(kind: type[Any], thing: Any, *, without: Sequence[str] | set[str] = ()) -> Columns:
    return {field.name: getattr(thing, field.name) for field in fields(kind) if field.name not in without}


def _dated_columns(name: str, point: facts.DatedValue | None) -> Columns:
    return {f"{name}_value": point and point.value, f"{name}_on": point and point.on}


def _dated(value: Decimal | None, on: date | None) -> facts.DatedValue | None:
    return None if value is None or on is None else facts.DatedValue(value=value, on=on)

"""Terms as rows and as what the arithmetic is given: one way there and one back."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from ops_model import models
from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import facts
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.domain.stages import InitiativeStage
from ops_model.models.rows import TermsRow

Columns = dict[str, Any]

TermsT = TypeVar("TermsT", bound=facts.KpiTerms | facts.InitiativeTerms | facts.ScoringPolicy)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsKind(Generic[TermsT]):
    """A kind of terms: what a version is to the arithmetic and as a row, the way there and the way back, and the column
    of the thing that it is agreed about (None: the organisation). `clearable` are the settings that may be none;
    `names` tells where the input has what stands in some columns, or is called so by the arithmetic."""

    terms: type[TermsT]
    model: type[TermsRow]
    read: Callable[[Any], TermsT]
    columns: Callable[[TermsT], Columns]
    about: str | None
    clearable: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


def _kpi_columns(terms: facts.KpiTerms) -> Columns:
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


def _kpi_terms(row: models.KpiTerms) -> facts.KpiTerms:
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


def _initiative_columns(terms: facts.InitiativeTerms) -> Columns:
    shares = [terms.lever_shares.get(kind, 0.0) for kind in LeverKind]
    return {**_plain(facts.InitiativeTerms, terms), "lever_shares": shares}


def _initiative_terms(row: models.InitiativeTerms) -> facts.InitiativeTerms:
    return facts.InitiativeTerms(
        valid_from=row.valid_from,
        stage=InitiativeStage(row.stage),
        weight=row.weight,
        target_date=row.target_date,
        primary_lever=LeverKind(row.primary_lever),
        lever_shares={kind: share for kind, share in zip(LeverKind, row.lever_shares, strict=True) if share > 0},
        reason=row.reason,
    )


def _policy_columns(policy: facts.ScoringPolicy) -> Columns:
    # What it leaves out of a lever is NULL, and refused.
    by_lever = {
        "lever_weights": [policy.lever_weights.get(kind) for kind in LeverKind],
        "target_levels": [policy.target_levels.get(kind) for kind in LeverKind],
    }
    return {**_plain(facts.ScoringPolicy, policy), **by_lever}


def _policy(row: models.ScoringPolicy) -> facts.ScoringPolicy:
    by_lever = {
        "lever_weights": dict(zip(LeverKind, row.lever_weights, strict=True)),
        "target_levels": dict(zip(LeverKind, row.target_levels, strict=True)),
    }
    return facts.ScoringPolicy(**{**_plain(facts.ScoringPolicy, row), **by_lever})


def _plain(kind: type[Any], thing: Any, *, without: Container[str] = ()) -> Columns:
    return {each.name: getattr(thing, each.name) for each in fields(kind) if each.name not in without}


def _dated_columns(name: str, point: facts.DatedValue | None) -> Columns:
    return {f"{name}_value": point and point.value, f"{name}_on": point and point.on}


def _dated(value: Decimal | None, on: date | None) -> facts.DatedValue | None:
    return None if value is None or on is None else facts.DatedValue(value=value, on=on)


KPI_TERMS = TermsKind(
    terms=facts.KpiTerms,
    model=models.KpiTerms,
    read=_kpi_terms,
    columns=_kpi_columns,
    about="kpi_id",
    clearable=frozenset({"baseline", "target", "band"}),
    names={
        "baseline_value": "baseline.value",
        "baseline_on": "baseline.on",
        "target_value": "target.value",
        "target_on": "target.on",
        "interim_values": "interim_targets",
        "interim_on": "interim_targets",
        "band_lower": "band.lower",
        "band_upper": "band.upper",
        "band_tolerance": "band.tolerance",
    },
)

INITIATIVE_TERMS = TermsKind(
    terms=facts.InitiativeTerms,
    model=models.InitiativeTerms,
    read=_initiative_terms,
    columns=_initiative_columns,
    about="initiative_id",
    clearable=frozenset({"target_date"}),
    names={"primary_lever": "lever_shares"},
)

POLICY = TermsKind(
    terms=facts.ScoringPolicy,
    model=models.ScoringPolicy,
    read=_policy,
    columns=_policy_columns,
    about=None,
    names={"lever_weights": "levers", "target_levels": "levers"},
)

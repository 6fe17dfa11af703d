"""Facts in few words: everything that a test does not name is as harmless as it can be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.facts import (
    AssessmentFacts,
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
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures, OrganisationFigures
from ops_model.domain.progress.vocabulary import Direction, Health, KpiRole
from ops_model.domain.stages import InitiativeStage

START = date(2026, 1, 1)
END = date(2026, 12, 31)
AS_OF = date(2026, 7, 1)

Dates = Mapping[str, float | str]
"""ISO date to value."""


def day(text: str) -> date:
    """The ISO date."""
    return date.fromisoformat(text)


def same_id(name: str) -> UUID:
    """An id that is always that of this name."""
    return uuid5(UUID(int=0), name)


def policy(**changes: Any) -> ScoringPolicy:
    """The default policy but for the changes."""
    weights = dict.fromkeys(LeverKind, 1.0) | changes.pop("lever_weights", {})
    levels = dict.fromkeys(LeverKind, 5) | changes.pop("target_levels", {})
    return ScoringPolicy(lever_weights=weights, target_levels=levels, **changes)


def dated(value: float | str, on: date) -> DatedValue:
    """A value and its day."""
    return DatedValue(value=Decimal(str(value)), on=on)


def band(lower: float | None = None, upper: float | None = None, tolerance: float | None = None) -> Band:
    """A band of these bounds."""
    bounds = {"lower": lower, "upper": upper, "tolerance": tolerance}
    return Band(**{name: Decimal(str(bound)) for name, bound in bounds.items() if bound is not None})


def kpi_terms(baseline: float | None = 0, target: float | None = 100, **changes: Any) -> KpiTerms:
    """Terms from START to END, up or down as the target says; None: no baseline, no target."""
    falls = baseline is not None and target is not None and target < baseline
    given: dict[str, Any] = {
        "valid_from": START,
        "direction": Direction.DECREASE if falls else Direction.INCREASE,
        "baseline": None if baseline is None else dated(baseline, START),
        "target": None if target is None else dated(target, END),
    }
    return KpiTerms(**given | changes)


def band_terms(of: Band | None, **changes: Any) -> KpiTerms:
    """MAINTAIN terms of this band."""
    return kpi_terms(None, None, direction=Direction.MAINTAIN, band=of, **changes)


def guardrail_terms(of: Band | None, **changes: Any) -> KpiTerms:
    """Terms of a guardrail with this band."""
    return band_terms(of, role=KpiRole.GUARDRAIL, **changes)


def measured(values: Dates) -> tuple[Measurement, ...]:
    """Measurements of these days."""
    return tuple(Measurement(observed_on=day(on), value=Decimal(str(value))) for on, value in sorted(values.items()))


def kpi(
    terms: KpiTerms | Sequence[KpiTerms] | None = None,
    values: Dates | None = None,
    *,
    code: str = "KPI",
    lever_kind: LeverKind = LeverKind.CULTURE,
    **changes: Any,
) -> KpiFacts:
    """A KPI of the lever CULTURE, without measurements unless `values` gives them."""
    versions = (kpi_terms(),) if terms is None else (terms,) if isinstance(terms, KpiTerms) else tuple(terms)
    given: dict[str, Any] = {
        "id": same_id(code),
        "code": code,
        "name": code,
        "lever_kind": lever_kind,
        "terms": versions,
        "measurements": measured(values or {}),
    }
    return KpiFacts(**given | changes)


def attaining(attainment: float | None, *, code: str = "KPI", weight: float = 1.0, **changes: Any) -> KpiFacts:
    """A KPI with this attainment on AS_OF; None: never measured."""
    values: Dates = {} if attainment is None else {"2026-06-30": 100 * attainment}
    return kpi(kpi_terms(weight=weight), values, code=code, **changes)


def milestone(
    due: str = "2026-09-01",
    done: str | None = None,
    *,
    weight: float = 1.0,
    forecast: str | None = None,
    cancelled: str | None = None,
    name: str = "milestone",
) -> MilestoneFacts:
    """A milestone; due after AS_OF unless it says otherwise."""
    return MilestoneFacts(
        id=same_id(f"{name} {due} {done} {weight} {cancelled}"),
        weight=weight,
        due_on=day(due),
        forecast_on=None if forecast is None else day(forecast),
        completed_on=None if done is None else day(done),
        cancelled_on=None if cancelled is None else day(cancelled),
    )


def initiative_terms(
    stage: InitiativeStage = InitiativeStage.IN_PROGRESS,
    *,
    shares: Mapping[LeverKind, float] | None = None,
    **changes: Any,
) -> InitiativeTerms:
    """Terms valid from START, wholly of the lever CULTURE unless `shares` says otherwise."""
    lever_shares = shares or {LeverKind.CULTURE: 1.0}
    given: dict[str, Any] = {
        "valid_from": START,
        "stage": stage,
        "primary_lever": next(iter(lever_shares)),
        "lever_shares": lever_shares,
    }
    return InitiativeTerms(**given | changes)


def initiative(
    terms: InitiativeTerms | Sequence[InitiativeTerms] | None = None,
    milestones: Iterable[MilestoneFacts] = (),
    links: Iterable[LinkFacts] = (),
    *,
    code: str = "INI",
    **changes: Any,
) -> InitiativeFacts:
    """An initiative in progress."""
    versions = (
        (initiative_terms(),) if terms is None else (terms,) if isinstance(terms, InitiativeTerms) else tuple(terms)
    )
    given: dict[str, Any] = {
        "id": same_id(code),
        "code": code,
        "name": code,
        "customer_outcome": "It is easier for the customer.",
        "terms": versions,
        "milestones": tuple(milestones),
        "links": tuple(links),
    }
    return InitiativeFacts(**given | changes)


def link(to: KpiFacts, weight: float = 1.0, *, linked_on: date = START, unlinked_on: date | None = None) -> LinkFacts:
    """A link to the KPI, in force from START."""
    return LinkFacts(kpi_id=to.id, weight=weight, linked_on=linked_on, unlinked_on=unlinked_on)


def check_ins(*said: tuple[str, Health]) -> tuple[CheckInFacts, ...]:
    """Check-ins of these days, newest first."""
    return tuple(CheckInFacts(checked_on=day(on), health=health) for on, health in sorted(said, reverse=True))


def assessment(completed: str, *answers: int | None, name: str = "assessment") -> AssessmentFacts:
    """An assessment completed on that day."""
    return AssessmentFacts(id=same_id(f"{name} {completed}"), completed_on=day(completed), answers=answers)


def organisation(
    kpis: Iterable[KpiFacts] = (),
    initiatives: Iterable[InitiativeFacts] = (),
    *,
    assessments: Mapping[LeverKind, Iterable[AssessmentFacts]] | None = None,
    policies: Iterable[ScoringPolicy] | None = None,
) -> OrganisationFacts:
    """An organisation of six levers, under the default policy unless `policies` says otherwise."""
    given = assessments or {}
    return OrganisationFacts(
        policies=(policy(),) if policies is None else tuple(policies),
        levers=tuple(LeverFacts(kind=kind, assessments=tuple(given.get(kind, ()))) for kind in LeverKind),
        kpis=tuple(kpis),
        initiatives=tuple(initiatives),
    )


def figures(
    kpis: Iterable[KpiFacts] = (), initiatives: Iterable[InitiativeFacts] = (), *, as_of: date = AS_OF, **given: Any
) -> OrganisationFigures:
    """The figures of such an organisation."""
    return organisation_figures(organisation(kpis, initiatives, **given), as_of=as_of)


def figures_of_kpi(of: KpiFacts, *, as_of: date = AS_OF, **given: Any) -> KpiFigures:
    """The figures of this one KPI."""
    return figures([of], as_of=as_of, **given).kpis[of.id]


def figures_of(
    of: InitiativeFacts, *kpis: KpiFacts, as_of: date = AS_OF, scoring: ScoringPolicy | None = None
) -> InitiativeFigures:
    """The figures of this one initiative, beside the KPIs that it may be linked to."""
    policies = None if scoring is None else [scoring]
    return figures(kpis, [of], as_of=as_of, policies=policies).initiatives[of.id]

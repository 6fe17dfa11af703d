"""Worlds to try the arithmetic on: organisations as the rules allow them, in every stage of disorder."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ops_model.domain.framework import LeverKind
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
from ops_model.domain.progress.vocabulary import (
    REPORTABLE_HEALTH,
    Aggregation,
    Direction,
    Frequency,
    KpiRole,
)
from ops_model.domain.stages import InitiativeStage

FIRST, LAST = date(2025, 1, 1), date(2027, 6, 30)

days = st.dates(FIRST, LAST)
"""Any day on which something may be dated, or looked at."""

weights = st.sampled_from([0.0, 0.1, 0.5, 1.0, 1.0, 2.0, 3.0, 7.5, 1000.0])
positive_weights = weights.filter(bool)
values = st.decimals(-200, 200, places=2)
ratios = st.floats(0, 1)


often = st.sampled_from([True, True, True, True, False])
"""Mostly so: disorder is tried, and does not crowd out the rest."""

early_days = st.dates(FIRST, FIRST + timedelta(days=200))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The strategy, or None."""
    return st.none() | strategy


@st.composite
def policies(draw: st.DrawFn, *, valid_from: date | None = None) -> ScoringPolicy:
    """A scoring policy; lens and lever weights are never all 0."""
    lever_weights = draw(st.lists(weights, min_size=6, max_size=6).filter(any))
    lens_weights = draw(st.lists(weights, min_size=3, max_size=3).filter(any))
    on_track_gap, at_risk_gap = sorted(draw(st.lists(st.floats(0, 0.5), min_size=2, max_size=2, unique=True)))
    return ScoringPolicy(
        valid_from=valid_from,
        lever_weights=dict(zip(LeverKind, lever_weights, strict=True)),
        target_levels={kind: draw(st.integers(2, 5)) for kind in LeverKind},
        outcome_weight=lens_weights[0],
        delivery_weight=lens_weights[1],
        maturity_weight=lens_weights[2],
        delivery_share=draw(st.sampled_from([0.0, 0.3, 0.5, 1.0])),
        on_track_gap=on_track_gap,
        at_risk_gap=at_risk_gap,
        coverage_floor=draw(ratios),
        check_in_days=draw(st.integers(1, 60)),
    )


@st.composite
def aims(draw: st.DrawFn) -> Mapping[str, Any]:
    """Role and direction with baseline, interim targets and target, or with a band; each of the two may be missing."""
    direction = draw(st.sampled_from(Direction))
    if direction is Direction.MAINTAIN:
        return {
            "direction": direction,
            "role": draw(st.sampled_from(KpiRole)),
            "band": draw(bands()) if draw(often) else None,
        }
    low, high = sorted(draw(st.lists(values, min_size=2, max_size=2, unique=True)))
    start, end = (low, high) if direction is Direction.INCREASE else (high, low)
    on = sorted(draw(st.lists(days, min_size=2, max_size=4, unique=True)))
    between = [DatedValue(value=draw(st.decimals(low, high, places=2)), on=interim) for interim in on[1:-1]]
    baseline = DatedValue(value=start, on=on[0]) if draw(often) else None
    aimed = baseline is not None and draw(often)
    return {
        "direction": direction,
        "baseline": baseline,
        "target": DatedValue(value=end, on=on[-1]) if aimed else None,
        "interim_targets": tuple(between) if aimed else (),
    }


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """A band of one bound or two, with or without a tolerance."""
    low, high = sorted((draw(values), draw(values)))
    lower, upper = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return Band(lower=lower, upper=upper, tolerance=draw(maybe(st.decimals("0.01", 50, places=2))))


@st.composite
def kpi_terms(draw: st.DrawFn, *, valid_from: date) -> KpiTerms:
    """One version of a KPI's terms."""
    aim = draw(aims())
    held = aim["direction"] is Direction.MAINTAIN
    aggregations = [Aggregation.LATEST, Aggregation.ROLLING_MEAN] if held else list(Aggregation)
    return KpiTerms(
        valid_from=valid_from,
        aggregation=draw(st.sampled_from(aggregations)),
        window=draw(st.integers(1, 4)),
        frequency=draw(st.sampled_from(Frequency)),
        weight=draw(weights),
        **aim,
    )


@st.composite
def kpis(draw: st.DrawFn, *, place: int) -> KpiFacts:
    """A KPI with one to three versions of its terms and up to six measurements."""
    begun = sorted({draw(early_days), *draw(st.lists(days, max_size=2))})
    measured_on = sorted(draw(st.lists(days, min_size=draw(often), max_size=6, unique=True)))
    return KpiFacts(
        id=UUID(int=1000 + place),
        code=f"KPI-{place}",
        name=f"KPI {place}",
        lever_kind=draw(st.sampled_from(list(LeverKind)[:3])),
        archived_on=None if draw(often) else draw(days),
        terms=tuple(draw(kpi_terms(valid_from=on)) for on in begun),
        measurements=tuple(Measurement(observed_on=on, value=draw(values)) for on in measured_on),
    )


@st.composite
def milestones(draw: st.DrawFn, *, place: int) -> MilestoneFacts:
    """A milestone that may be completed and may be cancelled."""
    return MilestoneFacts(
        id=UUID(int=100_000 + place),
        weight=draw(positive_weights),
        due_on=draw(days),
        forecast_on=draw(maybe(days)),
        completed_on=draw(maybe(days)),
        cancelled_on=None if draw(often) else draw(days),
    )


@st.composite
def initiative_terms(draw: st.DrawFn, *, valid_from: date) -> InitiativeTerms:
    """One version of an initiative's terms, with shares in one to three levers."""
    kinds = draw(st.lists(st.sampled_from(list(LeverKind)[:4]), min_size=1, max_size=3, unique=True))
    return InitiativeTerms(
        valid_from=valid_from,
        stage=draw(st.sampled_from(InitiativeStage)),
        weight=draw(weights),
        target_date=draw(maybe(days)),
        primary_lever=kinds[0],
        lever_shares={kind: draw(positive_weights) for kind in kinds},
    )


@st.composite
def links(draw: st.DrawFn, *, kpi_id: UUID) -> LinkFacts:
    """A link to the KPI that may have ended."""
    linked_on = draw(early_days)
    unlinked_on = draw(maybe(st.integers(1, 900).map(lambda after: linked_on + timedelta(days=after))))
    return LinkFacts(kpi_id=kpi_id, weight=draw(positive_weights), linked_on=linked_on, unlinked_on=unlinked_on)


@st.composite
def initiatives(draw: st.DrawFn, *, place: int, kpi_ids: tuple[UUID, ...]) -> InitiativeFacts:
    """An initiative with milestones, check-ins, and links to some of the KPIs."""
    begun = sorted({draw(early_days), *draw(st.lists(days, max_size=2))})
    checked_on = sorted(draw(st.lists(days, max_size=4)), reverse=True)
    linked = draw(st.lists(st.sampled_from(kpi_ids), min_size=1, max_size=3, unique=True)) if kpi_ids else []
    count = draw(st.integers(0, 4))
    return InitiativeFacts(
        id=UUID(int=2000 + place),
        code=f"INI-{place}",
        name=f"Initiative {place}",
        customer_outcome=draw(st.sampled_from([None, "It is easier for the customer."])),
        archived_on=None if draw(often) else draw(days),
        terms=tuple(draw(initiative_terms(valid_from=on)) for on in begun),
        milestones=tuple(draw(milestones(place=10 * place + nth)) for nth in range(count)),
        check_ins=tuple(
            CheckInFacts(checked_on=on, health=draw(st.sampled_from(REPORTABLE_HEALTH)), confidence=draw(maybe(ratios)))
            for on in checked_on
        ),
        links=tuple(draw(links(kpi_id=kpi_id)) for kpi_id in linked),
    )


@st.composite
def levers(draw: st.DrawFn, *, kind: LeverKind) -> LeverFacts:
    """A lever with up to two assessments."""
    completed_on = draw(st.lists(days, max_size=2, unique=True))
    answers = st.lists(maybe(st.integers(1, 5)), max_size=4).map(tuple)
    return LeverFacts(
        kind=kind,
        assessments=tuple(
            AssessmentFacts(
                id=UUID(int=3_000_000 + 10 * list(LeverKind).index(kind) + place),
                completed_on=on,
                answers=draw(answers),
            )
            for place, on in enumerate(completed_on)
        ),
    )


@st.composite
def organisations(draw: st.DrawFn) -> OrganisationFacts:
    """An organisation of a few KPIs and initiatives in up to four of its levers, under one policy or two."""
    some_kpis = tuple(draw(kpis(place=place)) for place in range(draw(st.integers(0, 6))))
    kpi_ids = tuple(kpi.id for kpi in some_kpis)
    count = draw(st.integers(0, 4))
    later = [draw(policies(valid_from=draw(days)))] if draw(st.booleans()) else []
    return OrganisationFacts(
        policies=(draw(policies()), *later),
        levers=tuple(draw(levers(kind=kind)) for kind in LeverKind),
        kpis=some_kpis,
        initiatives=tuple(draw(initiatives(place=place, kpi_ids=kpi_ids)) for place in range(count)),
    )


def scaled(facts: OrganisationFacts, factor: float) -> OrganisationFacts:
    """The same world with every weight multiplied by the factor."""
    return replace(
        facts,
        policies=tuple(_scaled_policy(policy, factor) for policy in facts.policies),
        kpis=tuple(
            replace(kpi, terms=tuple(replace(terms, weight=factor * terms.weight) for terms in kpi.terms))
            for kpi in facts.kpis
        ),
        initiatives=tuple(_scaled_initiative(initiative, factor) for initiative in facts.initiatives),
    )


def _scaled_policy(policy: ScoringPolicy, factor: float) -> ScoringPolicy:
    return replace(
        policy,
        lever_weights={kind: factor * weight for kind, weight in policy.lever_weights.items()},
        outcome_weight=factor * policy.outcome_weight,
        delivery_weight=factor * policy.delivery_weight,
        maturity_weight=factor * policy.maturity_weight,
    )


def _scaled_initiative(initiative: InitiativeFacts, factor: float) -> InitiativeFacts:
    return replace(
        initiative,
        terms=tuple(
            replace(
                terms,
                weight=factor * terms.weight,
                lever_shares={kind: factor * share for kind, share in terms.lever_shares.items()},
            )
            for terms in initiative.terms
        ),
        milestones=tuple(replace(one, weight=factor * one.weight) for one in initiative.milestones),
        links=tuple(replace(one, weight=factor * one.weight) for one in initiative.links),
    )


def dated_by(facts: OrganisationFacts, as_of: date) -> OrganisationFacts:
    """The same world with only what is dated by the day: what had not happened yet is gone."""
    return replace(
        facts,
        policies=tuple(one for one in facts.policies if one.valid_from is None or one.valid_from <= as_of),
        levers=tuple(
            replace(lever, assessments=tuple(one for one in lever.assessments if one.completed_on <= as_of))
            for lever in facts.levers
        ),
        kpis=tuple(_kpi_by(kpi, as_of) for kpi in facts.kpis if kpi.terms[0].valid_from <= as_of),
        initiatives=tuple(_initiative_by(one, as_of) for one in facts.initiatives if one.terms[0].valid_from <= as_of),
    )


def _by(on: date | None, as_of: date) -> date | None:
    return on if on is not None and on <= as_of else None


def _kpi_by(kpi: KpiFacts, as_of: date) -> KpiFacts:
    return replace(
        kpi,
        archived_on=_by(kpi.archived_on, as_of),
        terms=tuple(one for one in kpi.terms if one.valid_from <= as_of),
        measurements=tuple(one for one in kpi.measurements if one.observed_on <= as_of),
    )


def _initiative_by(initiative: InitiativeFacts, as_of: date) -> InitiativeFacts:
    return replace(
        initiative,
        archived_on=_by(initiative.archived_on, as_of),
        terms=tuple(one for one in initiative.terms if one.valid_from <= as_of),
        milestones=tuple(
            replace(one, completed_on=_by(one.completed_on, as_of), cancelled_on=_by(one.cancelled_on, as_of))
            for one in initiative.milestones
        ),
        check_ins=tuple(one for one in initiative.check_ins if one.checked_on <= as_of),
        links=tuple(
            replace(one, unlinked_on=_by(one.unlinked_on, as_of)) for one in initiative.links if one.linked_on <= as_of
        ),
    )

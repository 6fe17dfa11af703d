"""How a whole organisation stands on a day: the entry to the arithmetic."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.attention import attention
from ops_model.domain.progress.counts import counts
from ops_model.domain.progress.dates import policy_in_force
from ops_model.domain.progress.facts import OrganisationFacts, ScoringPolicy
from ops_model.domain.progress.figures import KpiFigures, OrganisationFigures, ScorecardFigures
from ops_model.domain.progress.initiative import InitiativeTally, initiative_tally
from ops_model.domain.progress.kpi import kpi_figures
from ops_model.domain.progress.lever import LeverTally, lever_tally
from ops_model.domain.progress.means import mean_coverage
from ops_model.domain.progress.ratios import reaches
from ops_model.domain.progress.vision import (
    INDEX_TOP,
    lever_contribution,
    lever_figures,
    roll_up_health,
    vision_tally,
)
from ops_model.domain.progress.vocabulary import KpiRole

_GUARDRAIL = KpiRole.GUARDRAIL


def organisation_figures(facts: OrganisationFacts, *, as_of: date) -> OrganisationFigures:
    """All figures at the end of `as_of`, a past or a future day, from what is dated by it.

    Figures of KPIs and initiatives stand in the order of their facts; what does not exist yet has none.
    """
    policy = policy_in_force(facts.policies, as_of)
    given_kpis = [kpi_figures(kpi, as_of=as_of, policy=policy) for kpi in facts.kpis]
    kpis = {kpi.kpi.id: kpi for kpi in given_kpis if kpi is not None}
    given_initiatives = [
        initiative_tally(initiative, as_of=as_of, policy=policy, kpis=kpis) for initiative in facts.initiatives
    ]
    initiatives = [initiative for initiative in given_initiatives if initiative is not None]
    levers = _lever_tallies(facts, kpis.values(), initiatives, as_of=as_of, policy=policy)
    scorecard = _scorecard(levers, kpis.values(), initiatives, as_of=as_of, policy=policy)
    return OrganisationFigures(
        scorecard=scorecard,
        levers={lever.lever.kind: lever for lever in scorecard.levers},
        kpis=kpis,
        initiatives={initiative.figures.initiative.id: initiative.figures for initiative in initiatives},
    )


def _lever_tallies(
    facts: OrganisationFacts,
    kpis: Collection[KpiFigures],
    initiatives: Sequence[InitiativeTally],
    *,
    as_of: date,
    policy: ScoringPolicy,
) -> list[LeverTally]:
    kpis_of: defaultdict[LeverKind, list[KpiFigures]] = defaultdict(list)
    for kpi in kpis:
        kpis_of[kpi.kpi.lever_kind].append(kpi)
    initiatives_of: defaultdict[LeverKind, list[InitiativeTally]] = defaultdict(list)
    for initiative in initiatives:
        for kind, share in initiative.figures.terms.lever_shares.items():
            if share:
                initiatives_of[kind].append(initiative)
    return [
        lever_tally(lever, as_of=as_of, policy=policy, kpis=kpis_of[lever.kind], initiatives=initiatives_of[lever.kind])
        for lever in facts.levers
    ]


def _scorecard(
    levers: Sequence[LeverTally],
    kpis: Collection[KpiFigures],
    initiatives: Sequence[InitiativeTally],
    *,
    as_of: date,
    policy: ScoringPolicy,
) -> ScorecardFigures:
    whole = vision_tally(levers, policy)
    shares = [whole.share(item) for item in whole.items]
    figures = [
        lever_figures(lever, index_share=share or 0.0, policy=policy)
        for lever, share in zip(levers, shares, strict=True)
    ]
    covered = mean_coverage([(lever.weight, lever.coverage) for lever in figures])
    sufficient = reaches(covered, policy.coverage_floor)
    own = [initiative.figures for initiative in initiatives]
    return ScorecardFigures(
        as_of=as_of,
        policy=policy,
        index=None if whole.value is None else INDEX_TOP * whole.value,
        expected_index=None if whole.expected is None else INDEX_TOP * whole.expected,
        health=roll_up_health(whole, sufficient=sufficient, policy=policy),
        coverage=covered,
        sufficient=sufficient,
        levers=tuple(figures),
        contributions=tuple([lever_contribution(*lever) for lever in zip(whole.items, shares, figures, strict=True)]),
        counts=counts(kpis, own),
        guardrails=tuple(sorted([kpi for kpi in kpis if _guards(kpi)], key=_alarm)),
        attention=attention(kpis, own, levers, whole, as_of=as_of),
    )


def _guards(kpi: KpiFigures) -> bool:
    return kpi.terms.role is _GUARDRAIL and not kpi.archived


def _alarm(guardrail: KpiFigures) -> tuple[int, str]:
    """Breached ones first, then unknown ones, then the others."""
    rank = 0 if guardrail.breach else 1 if guardrail.unknown else 2
    return rank, guardrail.kpi.code

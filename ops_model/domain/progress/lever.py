"""One lever: its three lenses, what counts in each, and the lever's own mean of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Protocol

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import (
    AssessmentFacts,
    InitiativeFacts,
    KpiFacts,
    LeverFacts,
    ScoringPolicy,
)
from ops_model.domain.progress.figures import KpiFigures
from ops_model.domain.progress.initiative import InitiativeTally, initiative_exclusion
from ops_model.domain.progress.kpi import kpi_exclusion
from ops_model.domain.progress.means import Item, Tally, coverage, exclusion, mean_coverage, tally
from ops_model.domain.progress.ratios import clamp
from ops_model.domain.progress.standings import Moved
from ops_model.domain.progress.vocabulary import Lens

FRESH_DAYS = 366
"""How old the newest assessment may be to cover a lever's maturity."""


@dataclass(slots=True, kw_only=True)
class LensTally:
    """One lens of a lever: the tally of its items, its weight in the lever and its coverage 0..1."""

    lens: Lens
    items: Tally[Moved]
    weight: float
    coverage: float


@dataclass(slots=True, kw_only=True)
class LeverTally:
    """One lever: its lenses in the order of Lens, the mean of them, the lever's coverage 0..1, and the KPIs and
    initiatives that belong to it, those left out included."""

    lever: LeverFacts
    lenses: tuple[LensTally, ...]
    whole: Tally[Lens]
    coverage: float
    kpis: Sequence[KpiFigures]
    initiatives: Sequence[InitiativeTally]


def lever_tally(
    lever: LeverFacts,
    *,
    as_of: date,
    policy: ScoringPolicy,
    kpis: Sequence[KpiFigures],
    initiatives: Sequence[InitiativeTally],
) -> LeverTally:
    """The lever at the end of `as_of`. `kpis` are those of the lever, `initiatives` those with a share in it."""
    return lever_of_items(
        lever,
        outcome=[_kpi_item(kpi) for kpi in kpis],
        delivery=[_initiative_item(item, lever.kind) for item in initiatives],
        maturity=_maturity_items(lever, as_of, policy),
        policy=policy,
        kpis=kpis,
        initiatives=initiatives,
    )


def lever_of_items(
    lever: LeverFacts,
    *,
    outcome: Sequence[Item[Moved]],
    delivery: Sequence[Item[Moved]],
    maturity: Sequence[Item[Moved]] = (),
    policy: ScoringPolicy,
    kpis: Sequence[KpiFigures] = (),
    initiatives: Sequence[InitiativeTally] = (),
) -> LeverTally:
    """The lever that these items make up, by the policy's lens weights."""
    lenses = (
        _lens(Lens.OUTCOME, outcome, policy.outcome_weight),
        _lens(Lens.DELIVERY, delivery, policy.delivery_weight),
        _lens(Lens.MATURITY, maturity, policy.maturity_weight),
    )
    return LeverTally(
        lever=lever,
        lenses=lenses,
        whole=tally([_lens_item(lens) for lens in lenses]),
        coverage=mean_coverage([(lens.weight, lens.coverage) for lens in lenses]),
        kpis=kpis,
        initiatives=initiatives,
    )


class Shared(Protocol):
    """An initiative's weight, and its lever shares: relative weights > 0."""

    @property
    def weight(self) -> float: ...

    @property
    def lever_shares(self) -> Mapping[LeverKind, float]: ...


def weight_in_lever(terms: Shared, kind: LeverKind) -> float:
    """The initiative's weight times the lever's part of its lever shares; 0 where it has no share in the lever."""
    share = terms.lever_shares.get(kind, 0.0)
    return terms.weight * share / fsum(terms.lever_shares.values()) if share else 0.0


def _lens(lens: Lens, items: Sequence[Item[Moved]], weight: float) -> LensTally:
    return LensTally(lens=lens, items=tally(items), weight=weight, coverage=coverage(items))


def _lens_item(lens: LensTally) -> Item[Lens]:
    return Item(
        subject=lens.lens,
        value=lens.items.value,
        expected=lens.items.expected,
        weight=lens.weight,
        excluded=exclusion(lens.weight, lens.items.value),
    )


def _kpi_item(kpi: KpiFigures) -> Item[KpiFacts]:
    weight = kpi.terms.weight
    return Item(kpi.kpi, kpi.attainment, kpi.expected_attainment, weight, kpi_exclusion(kpi, weight), not kpi.stale)


def _initiative_item(initiative: InitiativeTally, kind: LeverKind) -> Item[InitiativeFacts]:
    figures, delivery = initiative.figures, initiative.delivery
    weight = weight_in_lever(figures.terms, kind)
    excluded = initiative_exclusion(figures, weight)
    return Item(figures.initiative, delivery.value, delivery.expected, weight, excluded, below=delivery)


def _maturity_items(lever: LeverFacts, as_of: date, policy: ScoringPolicy) -> list[Item[AssessmentFacts]]:
    """The newest assessment completed by `as_of`; of one date the one with the highest id, which is the youngest."""
    completed = [assessment for assessment in lever.assessments if assessment.completed_on <= as_of]
    if not completed:
        return []
    newest = max(completed, key=lambda assessment: (assessment.completed_on, assessment.id))
    value = _maturity(newest, policy.target_levels[lever.kind])
    return [
        Item(
            subject=newest,
            value=value,
            expected=value,
            weight=1.0,
            excluded=exclusion(1.0, value),
            fresh=(as_of - newest.completed_on).days <= FRESH_DAYS,
        )
    ]


def _maturity(assessment: AssessmentFacts, target_level: int) -> float | None:
    answers = [answer for answer in assessment.answers if answer is not None]
    if not answers:
        return None
    return clamp((sum(answers) / len(answers) - 1) / (target_level - 1))

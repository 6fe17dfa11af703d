"""From the levers up to the index, and from the index down to what each item carries to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from ops_model.domain.progress.contributions import contributions
from ops_model.domain.progress.counts import counts
from ops_model.domain.progress.deferred import Deferred
from ops_model.domain.progress.facts import LeverFacts, ScoringPolicy
from ops_model.domain.progress.figures import Contribution, LensFigures, LeverFigures
from ops_model.domain.progress.lever import LensTally, LeverTally
from ops_model.domain.progress.means import Item, Tally, exclusion, tally
from ops_model.domain.progress.ratios import gap_health, reaches
from ops_model.domain.progress.vocabulary import ExclusionReason, Health, Lens

INDEX_TOP = 100.0
"""The index where every lever is at 1."""

ORDER = tuple(ExclusionReason)


def vision_tally(levers: Sequence[LeverTally], policy: ScoringPolicy) -> Tally[LeverFacts]:
    """The mean of the levers' progress by lever weight, as a ratio; insufficient levers count."""
    return tally([_lever_item(lever, policy.lever_weights[lever.lever.kind]) for lever in levers])


def roll_up_health(of: Tally[Lens] | Tally[LeverFacts], *, sufficient: bool, policy: ScoringPolicy) -> Health:
    """The health of a lever or of the whole: NO_DATA without a value or with too little coverage, else by the gap;
    never ACHIEVED."""
    if of.value is None or of.expected is None or not sufficient:
        return Health.NO_DATA
    return gap_health(of.expected - of.value, policy)


def lever_figures(lever: LeverTally, *, index_share: float, policy: ScoringPolicy) -> LeverFigures:
    """The lever's figures; `index_share` is its share of the index, 0 where it is left out."""
    carry = INDEX_TOP * index_share
    sufficient = reaches(lever.coverage, policy.coverage_floor)
    return LeverFigures(
        lever=lever.lever,
        weight=policy.lever_weights[lever.lever.kind],
        target_level=policy.target_levels[lever.lever.kind],
        progress=lever.whole.value,
        expected_progress=lever.whole.expected,
        health=roll_up_health(lever.whole, sufficient=sufficient, policy=policy),
        coverage=lever.coverage,
        sufficient=sufficient,
        lenses=tuple(
            [
                _lens_figures(lens, item, lever.whole.share(item), carry)
                for lens, item in zip(lever.lenses, lever.whole.items, strict=True)
            ]
        ),
        counts=counts(lever.kpis, [initiative.figures for initiative in lever.initiatives]),
    )


def lever_contribution(item: Item[LeverFacts], share: float | None, figures: LeverFigures) -> Contribution:
    """What the lever carries to the index; below it the items of its three lenses, share and points within the
    lever."""
    points = INDEX_TOP * share * item.value if share is not None and item.value is not None else None
    return Contribution(
        subject=item.subject,
        value=item.value,
        weight=item.weight,
        share=share,
        points=points,
        index_points=points or 0.0,
        excluded=item.excluded,
        contributions=Deferred(partial(_below_lever, figures)),
    )


def index_shares(levers: Sequence[LeverTally], vision: Tally[LeverFacts]) -> Mapping[int, float]:
    """Each counted item's whole share of the index, by the number of its id: its shares multiplied through, summed over
    levers. (An id is hashed and compared in Python, its number is not.)"""
    shares: defaultdict[int, float] = defaultdict(float)
    for lever, of_index in zip(levers, vision.items, strict=True):
        for lens, of_lever in zip(lever.lenses, lever.whole.items, strict=True):
            carry = (vision.share(of_index) or 0.0) * (lever.whole.share(of_lever) or 0.0)
            for item in lens.items.items:
                if item.excluded is None:
                    shares[item.subject.id.int] += carry * (lens.items.share(item) or 0.0)
    return shares


def _lever_item(lever: LeverTally, weight: float) -> Item[LeverFacts]:
    return Item(
        subject=lever.lever,
        value=lever.whole.value,
        expected=lever.whole.expected,
        weight=weight,
        excluded=exclusion(weight, lever.whole.value),
    )


def _lens_figures(lens: LensTally, item: Item[Lens], share: float | None, carry: float) -> LensFigures:
    points = share * item.value if share is not None and item.value is not None else None
    return LensFigures(
        lens=lens.lens,
        value=item.value,
        expected=item.expected,
        weight=item.weight,
        share=share,
        points=points,
        index_points=carry * (points or 0.0),
        excluded=item.excluded,
        coverage=lens.coverage,
        contributions=contributions(lens.items, carry=carry * (share or 0.0)),
    )


def _below_lever(figures: LeverFigures) -> tuple[Contribution, ...]:
    return tuple([_within_lever(item, lens) for lens in figures.lenses for item in lens.contributions])


def _within_lever(item: Contribution, lens: LensFigures) -> Contribution:
    share = None if lens.share is None or item.share is None else lens.share * item.share
    return Contribution(
        subject=item.subject,
        value=item.value,
        weight=item.weight,
        share=share,
        points=share * item.value if share is not None and item.value is not None else None,
        index_points=item.index_points,
        excluded=_first(item.excluded, lens.excluded),
        contributions=item.contributions,
    )


def _first(*reasons: ExclusionReason | None) -> ExclusionReason | None:
    given = [reason for reason in reasons if reason is not None]
    return min(given, key=ORDER.index, default=None)

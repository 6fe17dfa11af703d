"""The scorecard that a snapshot was taken of, as it was reported.

The figures are those that were shown, to the last digit. What each item carries to them is found again from what the
snapshot keeps of the items, by the one weighted mean.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import InitiativeFacts, KpiFacts, LeverFacts, ScoringPolicy
from ops_model.domain.progress.figures import Contribution, LeverFigures
from ops_model.domain.progress.kept import Kept, KeptInitiative, KeptKpi, KeptLever
from ops_model.domain.progress.lever import LeverTally, lever_of_items, weight_in_lever
from ops_model.domain.progress.means import Item
from ops_model.domain.progress.standings import End, Key, Standing
from ops_model.domain.progress.vision import lever_contribution, lever_figures, vision_tally
from ops_model.domain.progress.vocabulary import ExclusionReason, Health


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigures:
    """A scorecard as it was reported; as ScorecardFigures, without what is not kept. The levers' counts are empty."""

    as_of: date
    policy: ScoringPolicy
    index: float | None
    expected_index: float | None
    health: Health
    coverage: float
    sufficient: bool
    levers: tuple[LeverFigures, ...]
    contributions: tuple[Contribution, ...]


def reported(
    what: Kept,
    *,
    levers: Mapping[LeverKind, LeverFacts],
    kpis: Mapping[UUID, KpiFacts],
    initiatives: Mapping[UUID, InitiativeFacts],
) -> ReportedFigures:
    """The scorecard that was reported, with what each item carried to it. The facts are what its items are shown as, by
    id; items stand in the order of the facts."""
    tallies = _tallies(what, levers, kpis, initiatives)
    whole = vision_tally(tallies, what.policy)
    shares = [whole.share(item) for item in whole.items]
    shown = {lever.kind: lever for lever in what.levers}
    figures = [
        _as_shown(lever_figures(lever, index_share=share or 0.0, policy=what.policy), shown[lever.lever.kind])
        for lever, share in zip(tallies, shares, strict=True)
    ]
    return ReportedFigures(
        as_of=what.as_of,
        policy=what.policy,
        index=what.index,
        expected_index=what.expected_index,
        health=what.health,
        coverage=what.coverage,
        sufficient=what.sufficient,
        levers=tuple(figures),
        contributions=tuple([lever_contribution(*lever) for lever in zip(whole.items, shares, figures, strict=True)]),
    )


def reported_end(what: Kept, *, kpis: Mapping[UUID, KpiFacts], initiatives: Mapping[UUID, InitiativeFacts]) -> End:
    """Where the items stood, as it was reported: one end of a movement. The facts are what they are shown as, by id."""
    standings: dict[Key, Standing] = {}
    for kpi in what.kpis:
        standings[kpi.kpi_id] = Standing(
            subject=kpis[kpi.kpi_id],
            share=kpi.index_share,
            value=kpi.attainment,
            excluded=_left_out(kpi),
            measured=kpi.value,
        )
    for one in what.initiatives:
        standings[one.initiative_id] = Standing(
            subject=initiatives[one.initiative_id],
            share=one.index_share,
            value=one.delivery,
            excluded=_left_out(one),
        )
    return End(on=what.as_of, index=what.index, standings=standings)


def _left_out(item: KeptKpi | KeptInitiative) -> ExclusionReason | None:
    """Why an item had no share of the index; one that counts in its lens has none where a weight above it is 0."""
    return None if item.index_share else item.excluded or ExclusionReason.ZERO_WEIGHT


def _tallies(
    what: Kept,
    levers: Mapping[LeverKind, LeverFacts],
    kpis: Mapping[UUID, KpiFacts],
    initiatives: Mapping[UUID, InitiativeFacts],
) -> list[LeverTally]:
    kpis_kept = {kpi.kpi_id: kpi for kpi in what.kpis}
    initiatives_kept = {initiative.initiative_id: initiative for initiative in what.initiatives}
    outcome: defaultdict[LeverKind, list[Item[KpiFacts]]] = defaultdict(list)
    for kpi in kpis.values():
        if as_kept := kpis_kept.get(kpi.id):
            outcome[as_kept.lever_kind].append(_kpi_item(kpi, as_kept))
    delivery: defaultdict[LeverKind, list[Item[InitiativeFacts]]] = defaultdict(list)
    for initiative in initiatives.values():
        if one := initiatives_kept.get(initiative.id):
            for kind in one.lever_shares:
                delivery[kind].append(_initiative_item(initiative, one, kind))
    return [
        lever_of_items(lever, outcome=outcome[kind], delivery=delivery[kind], policy=what.policy)
        for kind, lever in levers.items()
    ]


def _kpi_item(kpi: KpiFacts, as_kept: KeptKpi) -> Item[KpiFacts]:
    return Item(
        subject=kpi,
        value=as_kept.attainment,
        expected=as_kept.expected_attainment,
        weight=as_kept.weight,
        excluded=as_kept.excluded,
        fresh=not as_kept.stale,
    )


def _initiative_item(initiative: InitiativeFacts, as_kept: KeptInitiative, kind: LeverKind) -> Item[InitiativeFacts]:
    return Item(
        subject=initiative,
        value=as_kept.delivery,
        expected=as_kept.planned_delivery,
        weight=weight_in_lever(as_kept, kind),
        excluded=as_kept.excluded,
    )


def _as_shown(lever: LeverFigures, shown: KeptLever) -> LeverFigures:
    """The lever with the very figures that were reported."""
    return replace(
        lever,
        progress=shown.progress,
        expected_progress=shown.expected_progress,
        health=shown.health,
        coverage=shown.coverage,
        sufficient=shown.sufficient,
    )

"""What if: the same facts with some inputs replaced, and what that moves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from ops_model.domain.progress.causes import MovementCause, dated_causes
from ops_model.domain.progress.dates import TermsT, terms_in_force
from ops_model.domain.progress.facts import (
    AssessmentFacts,
    InitiativeFacts,
    InitiativeTerms,
    KpiFacts,
    KpiTerms,
    Measurement,
    MilestoneFacts,
    OrganisationFacts,
    ScoringPolicy,
)
from ops_model.domain.progress.figures import OrganisationFigures
from ops_model.domain.progress.movement import Movement, movement_between
from ops_model.domain.progress.standings import End, Key, Moved, end_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The inputs that are replaced, by the id of what they are of; none: nothing is.

    `kpi_values` are values after aggregation. Of terms and policies all versions are given, as they are afterwards
    (`terms_changed` makes them).
    """

    kpi_values: Mapping[UUID, Decimal] = field(default_factory=dict)
    kpi_terms: Mapping[UUID, tuple[KpiTerms, ...]] = field(default_factory=dict)
    milestones_completed: Collection[UUID] = frozenset()
    initiative_terms: Mapping[UUID, tuple[InitiativeTerms, ...]] = field(default_factory=dict)
    policies: tuple[ScoringPolicy, ...] | None = None


def facts_changed(facts: OrganisationFacts, changes: Changes, *, as_of: date) -> OrganisationFacts:
    """The facts with the changes made: values are measured, and milestones completed, on `as_of`. What does not change
    stays the very object that it is; what is not among the facts is passed over."""
    return replace(
        facts,
        policies=changes.policies or facts.policies,
        kpis=tuple([_kpi(kpi, changes, as_of) for kpi in facts.kpis]),
        initiatives=tuple([_initiative(one, changes, as_of) for one in facts.initiatives]),
    )


def _kpi(kpi: KpiFacts, changes: Changes, as_of: date) -> KpiFacts:
    if kpi.id in changes.kpi_terms:
        kpi = replace(kpi, terms=changes.kpi_terms[kpi.id])
    if kpi.id in changes.kpi_values:
        kpi = replace(kpi, assumed=Measurement(observed_on=as_of, value=changes.kpi_values[kpi.id]))
    return kpi


def _initiative(initiative: InitiativeFacts, changes: Changes, as_of: date) -> InitiativeFacts:
    if initiative.id in changes.initiative_terms:
        initiative = replace(initiative, terms=changes.initiative_terms[initiative.id])
    if any(milestone.id in changes.milestones_completed for milestone in initiative.milestones):
        milestones = tuple([_milestone(milestone, changes, as_of) for milestone in initiative.milestones])
        initiative = replace(initiative, milestones=milestones)
    return initiative


def _milestone(milestone: MilestoneFacts, changes: Changes, as_of: date) -> MilestoneFacts:
    return replace(milestone, completed_on=as_of) if milestone.id in changes.milestones_completed else milestone


def movement_supposed(before: OrganisationFigures, after: OrganisationFigures) -> Movement:
    """What the changes move the index by: from the figures as they are to those of the changed facts, of the same day.

    What happened is what was changed, and nothing else that is dated on the day.
    """
    start, end = end_of(before), end_of(after)
    return movement_between(start, end, happened=_happened(start, end, before.scorecard.policy, after.scorecard.policy))


def _happened(
    start: End, end: End, policy: ScoringPolicy, policy_after: ScoringPolicy
) -> Mapping[Key, Sequence[MovementCause]]:
    """What was changed, told as what is dated on the day is told: of facts that hold nothing else."""
    eve = replace(start, on=date.fromordinal(max(start.on.toordinal() - 1, 1)))
    standings = {
        key: replace(standing, subject=_changed(start.standings[key].subject, standing.subject, end.on))
        for key, standing in end.standings.items()
        if key in start.standings
    }
    return dated_causes(eve, replace(end, standings=standings), policies=(policy, policy_after))


def _changed(before: Moved, after: Moved, day: date) -> Moved:
    """The facts of an item with nothing but what was changed of them."""
    if isinstance(before, KpiFacts) and isinstance(after, KpiFacts):
        assumed = None if after.assumed == before.assumed else after.assumed
        return replace(after, terms=_versions(before.terms, after.terms, day), measurements=(), assumed=assumed)
    if isinstance(before, InitiativeFacts) and isinstance(after, InitiativeFacts):
        pairs = zip(before.milestones, after.milestones, strict=True)
        completed = tuple([new for old, new in pairs if new.completed_on != old.completed_on])
        return replace(after, terms=_versions(before.terms, after.terms, day), milestones=completed)
    # No assessment is supposed, and one that was completed on the day is none of the causes.
    return replace(after, completed_on=date.min) if isinstance(after, AssessmentFacts) else after


def _versions(before: Sequence[TermsT], after: Sequence[TermsT], day: date) -> tuple[TermsT, ...]:
    """The terms in force on the day, after those that were where they are others."""
    was, is_ = terms_in_force(before, day), terms_in_force(after, day)
    return tuple([terms for terms in (None if was == is_ else was, is_) if terms is not None])

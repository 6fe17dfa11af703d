"""Where the items of the index stand at one end of a movement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import AssessmentFacts, InitiativeFacts, KpiFacts
from ops_model.domain.progress.figures import Contribution, OrganisationFigures
from ops_model.domain.progress.vocabulary import ExclusionReason

Moved = KpiFacts | InitiativeFacts | AssessmentFacts
"""What the index is made of, and its movement explained by."""

Key = UUID | LeverKind
"""By what an item is found again at the other end: a KPI or an initiative by its id, an assessment by its lever, where
the newest takes the place of the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an item stands at one end. `share` is its whole share of the index, its shares multiplied through and
    summed over levers, 0 where it has none: then `excluded` says why, and what it would have counted with moves
    nothing. `value` is a ratio, a KPI's attainment or an initiative's delivery; `measured` a KPI's own value, in its
    unit."""

    subject: Moved
    share: float
    value: float | None
    excluded: ExclusionReason | None = None
    measured: float | None = None

    @property
    def counts(self) -> bool:
        """Whether it has a share of the index."""
        return self.share > 0 and self.value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a movement: the day it is of, the index (None where there is none), and where each item stands that
    exists there, those that are left out included."""

    on: date
    index: float | None
    standings: Mapping[Key, Standing]


def end_of(figures: OrganisationFigures) -> End:
    """Where the items of an organisation stand on the day of its figures."""
    scorecard = figures.scorecard
    standings: dict[Key, Standing] = {}
    for lever, of_index in zip(scorecard.levers, scorecard.contributions, strict=True):
        for item in of_index.contributions:
            if isinstance(item.subject, Moved):
                # Of assessments there is one a lever.
                key = lever.lever.kind if isinstance(item.subject, AssessmentFacts) else item.subject.id
                standings[key] = _standing(item.subject, item, of_index, standings.get(key), figures)
    return End(on=scorecard.as_of, index=scorecard.index, standings=standings)


def _standing(
    subject: Moved, item: Contribution, lever: Contribution, already: Standing | None, figures: OrganisationFigures
) -> Standing:
    """Where an item stands, seen from a lever, after what was seen from others: an initiative may have several."""
    share = (lever.share or 0.0) * (item.share or 0.0) + (already.share if already else 0.0)
    reason = (already.excluded if already else None) or item.excluded or lever.excluded
    return Standing(
        subject=subject,
        share=share,
        value=item.value,
        excluded=None if share else reason,
        measured=figures.kpis[subject.id].value if isinstance(subject, KpiFacts) else None,
    )

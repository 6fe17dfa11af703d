"""What the arithmetic answers: frozen figures, unrounded, each able to say what it is made of.

A figure that cannot be computed is None; ratios are floats where 1 means 100 %; the index alone runs 0..100.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.frozen import quickly_made
from ops_model.domain.progress.facts import (
    AssessmentFacts,
    InitiativeFacts,
    InitiativeTerms,
    KpiFacts,
    KpiTerms,
    LeverFacts,
    MilestoneFacts,
    ScoringPolicy,
)
from ops_model.domain.progress.vocabulary import (
    AttentionReason,
    ExclusionReason,
    Health,
    Lens,
)
from ops_model.domain.stages import InitiativeStage

Subject = LeverFacts | KpiFacts | InitiativeFacts | AssessmentFacts | MilestoneFacts
"""What an item of an explanation is about: the object that was given as a fact."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One item of a figure. `share` is its weight over the weights that counted, `points` share x value, adding up to
    the parent's value; `index_points` what it carries to the index (None within an initiative's own parts). Left out:
    `excluded` says why, share and points are None, index_points 0, and `value` is what it would have counted with.

    Below a lever stand the items of its three lenses: their share is that in the lens times the lens's in the lever.
    """

    subject: Subject
    value: float | None
    weight: float
    share: float | None
    points: float | None
    index_points: float | None
    excluded: ExclusionReason | None
    contributions: Sequence["Contribution"] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFigures:
    """How one KPI stands. Value, observed_on None: no data. `raw` is unclamped attainment; `expected_value` None for
    MAINTAIN and without a target. `gap` is expected_attainment - attainment. `breach` and `unknown` are of guardrails
    alone."""

    kpi: KpiFacts
    terms: KpiTerms
    archived: bool
    value: float | None
    observed_on: date | None
    sample_size: int | None
    margin: float | None
    raw: float | None
    attainment: float | None
    expected_value: float | None
    expected_attainment: float | None
    gap: float | None
    health: Health
    regressing: bool
    breach: bool
    unknown: bool
    stale: bool
    due_on: date


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigures:
    """One of the two parts of an initiative's own progress: DELIVERY (milestones) or OUTCOME (linked KPIs)."""

    lens: Lens
    value: float | None
    expected: float | None
    weight: float
    share: float | None
    points: float | None
    excluded: ExclusionReason | None
    contributions: Sequence[Contribution]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFigures:
    """How one initiative stands. `check_in_due_on` is the first day a check-in is due, None where none is asked for;
    `overdue_milestones` how many. `theatre`: output without change. `parts` always two, DELIVERY and OUTCOME."""

    initiative: InitiativeFacts
    terms: InitiativeTerms
    archived: bool
    delivery: float | None
    planned_delivery: float | None
    outcome: float | None
    expected_outcome: float | None
    progress: float | None
    computed_health: Health
    reported_health: Health | None
    confidence: float | None
    watermelon: bool
    theatre: bool
    overdue_milestones: int
    check_in_due_on: date | None
    check_in_due: bool
    parts: Sequence[PartFigures]


@dataclass(frozen=True, slots=True, kw_only=True)
class LensFigures:
    """One lens of a lever: its value, the value expected by now, its part in the lever, and how much data stands
    behind it."""

    lens: Lens
    value: float | None
    expected: float | None
    weight: float
    share: float | None
    points: float | None
    index_points: float
    excluded: ExclusionReason | None
    coverage: float
    contributions: Sequence[Contribution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of what exists and is not archived. The mappings hold every stage and every health, zeros included."""

    initiatives_by_stage: Mapping[InitiativeStage, int]
    initiatives_by_health: Mapping[Health, int]
    kpis_by_health: Mapping[Health, int]
    overdue_milestones: int
    check_ins_due: int
    watermelons: int
    stale_kpis: int
    breaches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverFigures:
    """How one lever stands; `lenses` always three, in the order of Lens."""

    lever: LeverFacts
    weight: float
    target_level: int
    progress: float | None
    expected_progress: float | None
    health: Health
    coverage: float
    sufficient: bool
    lenses: tuple[LensFigures, ...]
    counts: Counts


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionItem:
    """Something that needs attention, why (in the order of AttentionReason, and as a sentence), and what its gap
    costs the index, in points. `say` makes the sentence: of most items nobody asks for it."""

    subject: KpiFacts | InitiativeFacts
    reasons: tuple[AttentionReason, ...]
    at_stake: float
    say: Callable[[], str] = field(repr=False, compare=False)

    @property
    def sentence(self) -> str:
        """Why it needs attention."""
        return self.say()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardFigures:
    """How the whole organisation stands on a day. `levers` always six, `contributions` those six with all below them,
    `guardrails` breached first, then unknown, then by code; `attention` most pressing first."""

    as_of: date
    policy: ScoringPolicy
    index: float | None
    expected_index: float | None
    health: Health
    coverage: float
    sufficient: bool
    levers: tuple[LeverFigures, ...]
    contributions: tuple[Contribution, ...]
    counts: Counts
    guardrails: tuple[KpiFigures, ...]
    attention: Sequence[AttentionItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFigures:
    """The scorecard and the figures of every KPI and initiative that exists on the day, archived ones included, by
    id."""

    scorecard: ScorecardFigures
    levers: Mapping[LeverKind, LeverFigures]
    kpis: Mapping[UUID, KpiFigures]
    initiatives: Mapping[UUID, InitiativeFigures]

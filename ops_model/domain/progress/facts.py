"""What the arithmetic is given: the facts of one organisation, each with its own dates.

Every function of this package takes facts and a date and looks only at what is dated by it; it may be given more. A
class may be extended with what other rooms show of a thing (its name, its owner): figures hand back, as their
subject, the very object that was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.domain.stages import InitiativeStage


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringPolicy:
    """One dated version of how an organisation weighs and judges. `valid_from` None: from the beginning of time.

    Weights are >= 0 and of any sum, not all 0; target levels are 2..5; gaps, shares and floors are ratios.
    """

    valid_from: date | None = None
    lever_weights: Mapping[LeverKind, float] = field(default_factory=lambda: dict.fromkeys(LeverKind, 1.0))
    target_levels: Mapping[LeverKind, int] = field(default_factory=lambda: dict.fromkeys(LeverKind, 5))
    outcome_weight: float = 0.5
    delivery_weight: float = 0.3
    maturity_weight: float = 0.2
    delivery_share: float = 0.5
    on_track_gap: float = 0.10
    at_risk_gap: float = 0.25
    coverage_floor: float = 0.5
    check_in_days: int = 14
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A value and the day it is of: a baseline, a target, an interim target."""

    value: Decimal
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Where a MAINTAIN KPI should stay, bounds included, at least one given. `tolerance` > 0 in the KPI's unit: how far
    outside attainment falls to 0; None: at once."""

    lower: Decimal | None = None
    upper: Decimal | None = None
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTerms:
    """One dated version of what is agreed about a KPI. Without a target (or, for MAINTAIN, a band) it has no
    attainment."""

    valid_from: date
    role: KpiRole = KpiRole.AMBITION
    direction: Direction
    aggregation: Aggregation = Aggregation.LATEST
    window: int = 3
    frequency: Frequency = Frequency.MONTHLY
    weight: float = 1.0
    baseline: DatedValue | None = None
    target: DatedValue | None = None
    interim_targets: tuple[DatedValue, ...] = ()
    band: Band | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The one measurement that counts for a KPI and a date (corrections applied, withdrawals gone)."""

    observed_on: date
    value: Decimal
    sample_size: int | None = None
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiFacts:
    """A KPI. `terms` ascending by `valid_from`, at least one; `measurements` ascending by date.

    Older measurements need not be listed: `carried` is the sum of those left out that are dated after the baseline of
    the terms in force (it matters to SUM alone). `assumed` is what is supposed to have been measured last, in place of
    all that was measured on its day and after it; its value is the KPI's, after aggregation.
    """

    id: UUID
    code: str
    name: str
    lever_kind: LeverKind
    archived_on: date | None = None
    terms: tuple[KpiTerms, ...]
    measurements: tuple[Measurement, ...] = ()
    carried: Decimal = Decimal(0)
    assumed: Measurement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeTerms:
    """One dated version of what is agreed about an initiative. `lever_shares` are relative weights > 0 and hold the
    primary lever; `target_date` None: none was agreed."""

    valid_from: date
    stage: InitiativeStage
    weight: float = 1.0
    target_date: date | None = None
    primary_lever: LeverKind
    lever_shares: Mapping[LeverKind, float]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts:
    """A milestone of an initiative; of its dates `due_on`, the one committed to, alone counts; `weight` > 0."""

    id: UUID
    weight: float = 1.0
    due_on: date
    forecast_on: date | None = None
    completed_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInFacts:
    """What a check-in said. `health` is one of REPORTABLE_HEALTH, `confidence` 0..1."""

    checked_on: date
    health: Health
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """An initiative's link to a KPI: in force from `linked_on` to the day before `unlinked_on`."""

    kpi_id: UUID
    weight: float = 1.0
    linked_on: date
    unlinked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFacts:
    """An initiative. `terms` ascending by `valid_from`, at least one; `check_ins` newest first, of one date the one
    recorded last first; the newest three are enough."""

    id: UUID
    code: str
    name: str
    customer_outcome: str | None = None
    archived_on: date | None = None
    terms: tuple[InitiativeTerms, ...]
    milestones: tuple[MilestoneFacts, ...] = ()
    check_ins: tuple[CheckInFacts, ...] = ()
    links: tuple[LinkFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFacts:
    """A completed assessment of a lever: all its answers, 1..5, a blank is None."""

    id: UUID
    completed_on: date
    answers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverFacts:
    """One of the six levers; `assessments` in any order."""

    kind: LeverKind
    assessments: tuple[AssessmentFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """All that a scorecard is computed from. `policies` ascending by `valid_from`, the first from the beginning of
    time; `levers` the six, in the framework's order."""

    policies: tuple[ScoringPolicy, ...]
    levers: tuple[LeverFacts, ...]
    kpis: tuple[KpiFacts, ...] = ()
    initiatives: tuple[InitiativeFacts, ...] = ()

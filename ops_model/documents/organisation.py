"""The document of one organisation: all that it keeps, with references by code and e-mail address instead of ids.

What the arithmetic is given stands here as its own classes, extended by who entered it, and when.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ops_model.domain.framework import Indicator, LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.facts import CheckInFacts, InitiativeTerms, KpiTerms, Measurement, ScoringPolicy
from ops_model.domain.roles import Role

Email = str
Code = str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEntry:
    """A person; elsewhere in the document the e-mail address stands for them."""

    email: Email
    name: str
    role: Role
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEntry(ScoringPolicy):
    """A version of the scoring policy, and who made it."""

    created_at: datetime
    created_by: Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverEntry:
    """What the organisation says of a lever."""

    kind: LeverKind
    ambition: str | None = None
    shift_from: str | None = None
    shift_to: str | None = None
    sponsor: Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisionEntry:
    """A version of the vision; `north_star` is a KPI's code."""

    number: int
    statement: str
    purpose: str | None = None
    start_date: date
    target_date: date
    north_star: Code | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTermsEntry(KpiTerms):
    """A version of a KPI's terms, and who agreed it."""

    created_at: datetime
    created_by: Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementEntry(Measurement):
    """A measurement, recorded by the KPI's owner unless it says otherwise. With `superseded_at` it counts no more: it
    was corrected by the one of the same day that was recorded at that instant; where there is none, withdrawn."""

    recorded_at: datetime
    recorded_by: Email | None = None
    note: str | None = None
    superseded_at: datetime | None = None
    superseded_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiEntry:
    """A KPI with all its terms and measurements, each ascending."""

    code: Code
    name: str
    definition: str | None = None
    lever: LeverKind
    unit: str
    decimals: int = 0
    indicator: Indicator | None = None
    source: str | None = None
    owner: Email | None = None
    archived_on: date | None = None
    terms: tuple[KpiTermsEntry, ...]
    measurements: tuple[MeasurementEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeTermsEntry(InitiativeTerms):
    """A version of an initiative's terms, and who agreed it."""

    created_at: datetime
    created_by: Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneEntry:
    """A milestone; its name is its own within the initiative."""

    name: str
    weight: float = 1.0
    due_on: date
    forecast_on: date | None = None
    completed_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInEntry(CheckInFacts):
    """A check-in, by the initiative's owner unless it says otherwise."""

    happened: str | None = None
    next: str | None = None
    path_to_green: str | None = None
    author: Email | None = None
    recorded_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEntry:
    """An initiative's link to a KPI, by its code."""

    kpi: Code
    weight: float = 1.0
    linked_on: date
    unlinked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeEntry:
    """An initiative with all that belongs to it; terms and check-ins ascending."""

    code: Code
    name: str
    summary: str | None = None
    customer_outcome: str | None = None
    origin: Origin | None = None
    owner: Email | None = None
    sponsor: Email | None = None
    start_date: date | None = None
    principles: tuple[Principle, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    tags: tuple[str, ...] = ()
    archived_on: date | None = None
    terms: tuple[InitiativeTermsEntry, ...]
    milestones: tuple[MilestoneEntry, ...] = ()
    kpis: tuple[LinkEntry, ...] = ()
    check_ins: tuple[CheckInEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDocument:
    """One organisation; `created_at` is when it was set up."""

    slug: str
    name: str
    time_zone: str
    fiscal_year_start_month: int = 1
    created_at: datetime
    members: tuple[MemberEntry, ...]
    scoring_policies: tuple[PolicyEntry, ...]
    levers: tuple[LeverEntry, ...]
    kpis: tuple[KpiEntry, ...] = ()
    visions: tuple[VisionEntry, ...] = ()
    initiatives: tuple[InitiativeEntry, ...] = ()

"""Initiatives, and their terms."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.framework import LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress import begun, facts, terms_in_force
from ops_model.domain.progress.figures import InitiativeFigures
from ops_model.domain.stages import InitiativeStage
from ops_model.selectors.reports.check_in import CheckIn
from ops_model.selectors.reports.editable import Editable, Edits
from ops_model.selectors.reports.link import KpiLink
from ops_model.selectors.reports.milestone import Milestone

if TYPE_CHECKING:
    from ops_model.selectors.reports.lever import Lever
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True)
class LeverShare:
    """An initiative's share in a lever: a relative weight > 0."""

    lever: "Lever"
    share: float
    primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeTerms(facts.InitiativeTerms):
    """One dated version of an initiative's terms, with who made it and when."""

    created: str = field(repr=False)
    created_by_id: UUID | None = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.created)

    @property
    def created_by(self) -> "Membership | None":
        """Who made it; None: nobody who was signed in."""
        return self.state.member(self.created_by_id)

    @property
    def lever(self) -> "Lever":
        """The primary lever."""
        return self.state.lever(self.primary_lever)

    @property
    def shares(self) -> tuple[LeverShare, ...]:
        """Its shares in levers, in the framework's order."""
        return tuple(
            LeverShare(self.state.lever(kind), self.lever_shares[kind], kind is self.primary_lever)
            for kind in LeverKind
            if kind in self.lever_shares
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Editable, facts.InitiativeFacts):
    """An initiative, with all its terms, milestones and links, and its newest three check-ins."""

    terms: tuple[InitiativeTerms, ...]
    milestones: tuple[Milestone, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    links: tuple[KpiLink, ...] = ()
    summary: str | None
    origin: Origin | None
    owner_id: UUID | None = field(repr=False)
    sponsor_id: UUID | None = field(repr=False)
    start_date: date | None
    principles: tuple[Principle, ...]
    pillars: tuple[Pillar, ...]
    tags: tuple[str, ...]
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def organisation(self) -> "OrganisationState":
        """The organisation whose it is."""
        return self.state

    @property
    def owner(self) -> "Membership | None":
        """Who leads it; None for nobody."""
        return self.state.member(self.owner_id)

    @property
    def sponsor(self) -> "Membership | None":
        """Who answers for it; None for nobody."""
        return self.state.member(self.sponsor_id)

    @property
    def figures(self) -> InitiativeFigures | None:
        """How it stands; None before it exists."""
        return self.state.initiative_figures.get(self.code)

    @property
    def exists(self) -> bool:
        """Whether its first terms have begun."""
        return self.code in self.state.initiative_figures

    @property
    def archived(self) -> bool:
        """Whether it is out."""
        return begun(self.archived_on, self.state.as_of)

    @property
    def terms_now(self) -> InitiativeTerms | None:
        """The terms in force; None before it exists."""
        figures = self.figures
        return figures.terms if figures else None  # type: ignore[return-value] # figures tell what they were given

    @property
    def all_terms(self) -> tuple[InitiativeTerms, ...]:
        """Every version of its terms, later ones included, oldest first."""
        return self.terms

    @property
    def stage(self) -> InitiativeStage | None:
        """Its stage; None before it exists."""
        terms = self.terms_now
        return terms.stage if terms else None

    @property
    def lever(self) -> "Lever | None":
        """Its primary lever; None before it exists."""
        terms = self.terms_now
        return terms.lever if terms else None

    @property
    def target_date(self) -> date | None:
        """The day by which it is to be delivered; None where none was agreed, and before it exists."""
        terms = self.terms_now
        return terms.target_date if terms else None

    @property
    def lever_shares(self) -> tuple[LeverShare, ...]:
        """Its shares in levers, in the framework's order; none before it exists."""
        terms = self.terms_now
        return terms.shares if terms else ()

    @property
    def next_milestone(self) -> Milestone | None:
        """The open milestone due first, overdue ones included; None without any, and before the initiative exists."""
        if not self.exists:
            return None
        return next((one for one in self.milestones if not one.completed and not one.cancelled), None)

    @property
    def kpis(self) -> tuple[KpiLink, ...]:
        """Its links to KPIs that have begun, ended ones included, by the KPI's code and day."""
        return tuple([link for link in self.links if link.has_begun]) if self.exists else ()

    @property
    def latest_check_in(self) -> CheckIn | None:
        """The newest check-in; None without any, and before the initiative exists."""
        return self.check_ins[0] if self.exists and self.check_ins else None

    def terms_at(self, as_of: date) -> InitiativeTerms | None:
        """Return the terms in force on another day; None before it exists. No statement."""
        return terms_in_force(self.terms, as_of)

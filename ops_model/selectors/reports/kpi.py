"""KPIs, and their terms."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.framework import Indicator
from ops_model.domain.progress import begun, facts, terms_in_force
from ops_model.domain.progress.figures import KpiFigures
from ops_model.selectors.reports.editable import Editable, Edits

if TYPE_CHECKING:
    from ops_model.selectors.reports.lever import Lever
    from ops_model.selectors.reports.link import KpiLink
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTerms(facts.KpiTerms):
    """One dated version of a KPI's terms, with who made it and when."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi(Editable, facts.KpiFacts):
    """A KPI. Of its measurements only those stand here that its value as of the state's date is made of."""

    terms: tuple[KpiTerms, ...]
    definition: str | None
    unit: str
    decimals: int
    indicator: Indicator | None
    source: str | None
    owner_id: UUID | None = field(repr=False)
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def organisation(self) -> "OrganisationState":
        """The organisation whose it is."""
        return self.state

    @property
    def lever(self) -> "Lever":
        """The lever that it tells of."""
        return self.state.lever(self.lever_kind)

    @property
    def owner(self) -> "Membership | None":
        """Who measures it; None for nobody."""
        return self.state.member(self.owner_id)

    @property
    def figures(self) -> KpiFigures | None:
        """How it stands; None before it exists."""
        return self.state.kpi_figures.get(self.code)

    @property
    def exists(self) -> bool:
        """Whether its first terms have begun."""
        return self.code in self.state.kpi_figures

    @property
    def archived(self) -> bool:
        """Whether it is out."""
        return begun(self.archived_on, self.state.as_of)

    @property
    def terms_now(self) -> KpiTerms | None:
        """The terms in force; None before it exists."""
        figures = self.figures
        return figures.terms if figures else None  # type: ignore[return-value] # figures tell what they were given

    @property
    def all_terms(self) -> tuple[KpiTerms, ...]:
        """Every version of its terms, later ones included, oldest first."""
        return self.terms

    @property
    def links(self) -> "tuple[KpiLink, ...]":
        """Its links from initiatives, ended ones included, in the order of the initiatives' links."""
        return self.state.links_by_kpi.get(self.id, ())

    def terms_at(self, as_of: date) -> KpiTerms | None:
        """Return the terms in force on another day; None before it exists. No statement."""
        return terms_in_force(self.terms, as_of)

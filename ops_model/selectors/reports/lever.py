"""Levers: always six."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress.facts import LeverFacts
from ops_model.domain.progress.figures import LeverFigures
from ops_model.selectors.reports.editable import Editable, Edits

if TYPE_CHECKING:
    from ops_model.selectors.reports.initiative import Initiative
    from ops_model.selectors.reports.kpi import Kpi
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever(Editable, LeverFacts):
    """What an organisation says of one of its six levers."""

    id: UUID
    ambition: str | None
    shift_from: str | None
    shift_to: str | None
    sponsor_id: UUID | None = field(repr=False)
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The framework's name of it, for people."""
        return self.kind.capitalize()

    @property
    def organisation(self) -> "OrganisationState":
        """The organisation whose it is."""
        return self.state

    @property
    def sponsor(self) -> "Membership | None":
        """Who answers for it; None for nobody."""
        return self.state.member(self.sponsor_id)

    @property
    def figures(self) -> LeverFigures:
        """How it stands."""
        return self.state.figures.levers[self.kind]

    @property
    def kpis(self) -> "tuple[Kpi, ...]":
        """Its KPIs that exist, archived ones included, by code."""
        return tuple(kpi for kpi in self.state.kpis if kpi.lever_kind is self.kind and kpi.exists)

    @property
    def initiatives(self) -> "tuple[Initiative, ...]":
        """The initiatives that exist and have a share in it, archived ones included, by code."""
        return tuple(one for one in self.state.initiatives if one.terms_now and self.kind in one.terms_now.lever_shares)

    @property
    def standing_kpis(self) -> "tuple[Kpi, ...]":
        """Those of its KPIs that are not archived."""
        return tuple([kpi for kpi in self.state.standing_kpis if kpi.lever_kind is self.kind])

    @property
    def standing_initiatives(self) -> "tuple[Initiative, ...]":
        """Those of its initiatives that are not archived."""
        return tuple([one for one in self.initiatives if not one.archived])

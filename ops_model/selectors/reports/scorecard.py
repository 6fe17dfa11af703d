"""The scorecard: how far the organisation is on the way to its vision."""

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from ops_model.domain.progress.figures import KpiFigures, ScorecardFigures
from ops_model.selectors.reports.vision import Vision

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard(ScorecardFigures):
    """The figures of the whole organisation, with the vision that they are about."""

    vision: Vision | None
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def organisation(self) -> "OrganisationState":
        """The organisation whose it is."""
        return self.state

    @property
    def north_star(self) -> KpiFigures | None:
        """How the vision's north star stands; None without one, or before it exists."""
        kpi = self.vision.north_star if self.vision else None
        return kpi.figures if kpi else None


def scorecard_report(figures: ScorecardFigures, *, vision: Vision | None, state: "OrganisationState") -> Scorecard:
    """Return the figures as a report."""
    shown = {each.name: getattr(figures, each.name) for each in fields(ScorecardFigures)}
    return Scorecard(**shown, vision=vision, state=state)

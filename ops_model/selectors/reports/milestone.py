"""Milestones of initiatives."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress import milestone_overdue, slippage_days
from ops_model.domain.progress.facts import MilestoneFacts
from ops_model.selectors.reports.editable import Editable, Edits

if TYPE_CHECKING:
    from ops_model.selectors.reports.initiative import Initiative
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Editable, MilestoneFacts):
    """A milestone, completed, cancelled or open. `reason` is why the committed day, or the weight, was moved last."""

    name: str
    initiative_id: UUID
    reason: str | None
    edits: Edits = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def initiative(self) -> "Initiative":
        """The initiative whose it is."""
        return self.state.initiatives_by_id[self.initiative_id]

    @property
    def owner(self) -> "Membership | None":
        """The initiative's owner."""
        return self.initiative.owner

    @property
    def completed(self) -> bool:
        """Whether it is completed."""
        return self.completed_on is not None

    @property
    def cancelled(self) -> bool:
        """Whether it is cancelled, and so left out of every figure."""
        return self.cancelled_on is not None

    @property
    def overdue(self) -> bool:
        """Whether it was due before the state's date and is open, in a stage that knows overdue milestones."""
        stage = self.initiative.stage
        return stage is not None and milestone_overdue(self, stage=stage, as_of=self.state.as_of)

    @property
    def slippage_days(self) -> int | None:
        """Days from the day committed to until completion or forecast, negative for early; None without either."""
        return slippage_days(self, as_of=self.state.as_of)

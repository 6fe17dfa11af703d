"""Scoring policies: how an organisation weighs and judges."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress import facts

if TYPE_CHECKING:
    from ops_model.selectors.reports.lever import Lever
    from ops_model.selectors.reports.membership import Membership
    from ops_model.selectors.state import OrganisationState


@dataclass(frozen=True, slots=True)
class LeverPolicy:
    """What a policy says of one lever: its weight >= 0, relative, and its target maturity level 2..5."""

    lever: "Lever"
    weight: float
    target_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringPolicy(facts.ScoringPolicy):
    """One dated version, with who made it and when. `valid_from` None: from the beginning of time."""

    id: UUID
    created_at: datetime
    created_by_id: UUID | None = field(repr=False)
    state: "OrganisationState" = field(repr=False, compare=False)

    @property
    def created_by(self) -> "Membership | None":
        """Who made it; None: nobody who was signed in."""
        return self.state.member(self.created_by_id)

    @property
    def levers(self) -> tuple[LeverPolicy, ...]:
        """What it says of each of the six levers, in the framework's order."""
        return tuple(
            LeverPolicy(self.state.lever(kind), self.lever_weights[kind], self.target_levels[kind])
            for kind in LeverKind
        )

"""The stages of an initiative and the moves between them."""

from enum import StrEnum


class InitiativeStage(StrEnum):
    """Where an initiative stands. Done is not worth: IMPLEMENTED is delivered, VALUE_CONFIRMED is checked."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    IN_PROGRESS = "IN_PROGRESS"
    ON_HOLD = "ON_HOLD"
    IMPLEMENTED = "IMPLEMENTED"
    VALUE_CONFIRMED = "VALUE_CONFIRMED"
    CANCELLED = "CANCELLED"


MOVES: dict[InitiativeStage, tuple[InitiativeStage, ...]] = {
    InitiativeStage.PROPOSED: (InitiativeStage.APPROVED, InitiativeStage.CANCELLED),
    InitiativeStage.APPROVED: (InitiativeStage.IN_PROGRESS, InitiativeStage.ON_HOLD, InitiativeStage.CANCELLED),
    InitiativeStage.IN_PROGRESS: (InitiativeStage.ON_HOLD, InitiativeStage.IMPLEMENTED, InitiativeStage.CANCELLED),
    InitiativeStage.ON_HOLD: (InitiativeStage.APPROVED, InitiativeStage.IN_PROGRESS, InitiativeStage.CANCELLED),
    InitiativeStage.IMPLEMENTED: (InitiativeStage.VALUE_CONFIRMED, InitiativeStage.IN_PROGRESS),
    InitiativeStage.VALUE_CONFIRMED: (),
    InitiativeStage.CANCELLED: (),
}
"""The stages that may follow each stage."""

MOVES_WITH_REASON = frozenset({(InitiativeStage.IMPLEMENTED, InitiativeStage.IN_PROGRESS)})
"""The moves that ask for a reason."""

ENDED = frozenset(stage for stage, following in MOVES.items() if not following)
"""Stages that no other follows: work is over, and what was done stays as it is."""

NOT_COUNTED = frozenset({InitiativeStage.PROPOSED, InitiativeStage.CANCELLED})
"""Stages in which an initiative has no part in a lever."""

UNDER_WAY = frozenset({InitiativeStage.APPROVED, InitiativeStage.IN_PROGRESS})
"""Stages in which check-ins are due."""

OPEN = UNDER_WAY | {InitiativeStage.ON_HOLD}
"""Stages in which a milestone can be overdue."""

DELIVERED = frozenset({InitiativeStage.IMPLEMENTED, InitiativeStage.VALUE_CONFIRMED})
"""Stages in which delivery is 1, milestones or not."""

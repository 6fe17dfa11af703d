"""Milestones: what counts of them on a day."""

from collections.abc import Sequence
from datetime import date

from ops_model.domain.progress.dates import begun
from ops_model.domain.progress.facts import MilestoneFacts
from ops_model.domain.progress.means import Item, Tally, exclusion, tally
from ops_model.domain.progress.vocabulary import ExclusionReason
from ops_model.domain.stages import OPEN, InitiativeStage


def milestone_overdue(milestone: MilestoneFacts, *, stage: InitiativeStage, as_of: date) -> bool:
    """Whether it was due before `as_of` and is not completed by it, while its initiative is in `stage`; only APPROVED,
    IN_PROGRESS and ON_HOLD know overdue milestones, and a cancelled one is not."""
    return (
        stage in OPEN
        and milestone.due_on < as_of
        and not begun(milestone.completed_on, as_of)
        and not begun(milestone.cancelled_on, as_of)
    )


def slippage_days(milestone: MilestoneFacts, *, as_of: date) -> int | None:
    """By how many days it was completed, or is forecast, after its due date, negative for before; None where it is
    neither completed by `as_of` nor forecast."""
    reached = milestone.completed_on if begun(milestone.completed_on, as_of) else milestone.forecast_on
    return None if reached is None else (reached - milestone.due_on).days


def milestones_tally(milestones: Sequence[MilestoneFacts], *, as_of: date) -> Tally[MilestoneFacts]:
    """What is completed by `as_of` (its value) and due by it (expected), by weight; cancelled ones are left out."""
    return tally([_item(milestone, as_of) for milestone in milestones])


def _item(milestone: MilestoneFacts, as_of: date) -> Item[MilestoneFacts]:
    value = 1.0 if begun(milestone.completed_on, as_of) else 0.0
    cancelled = begun(milestone.cancelled_on, as_of)
    return Item(
        subject=milestone,
        value=value,
        expected=1.0 if milestone.due_on <= as_of else 0.0,
        weight=milestone.weight,
        excluded=ExclusionReason.CANCELLED if cancelled else exclusion(milestone.weight, value),
    )

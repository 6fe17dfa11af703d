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
    return overdue_milestones((milestone,), stage=stage, as_of=as_of) == 1


def overdue_milestones(milestones: Sequence[MilestoneFacts], *, stage: InitiativeStage, as_of: date) -> int:
    """How many of an initiative's milestones are overdue while it is in `stage`."""
    return sum([_late(milestone, as_of) for milestone in milestones]) if stage in OPEN else 0


def slippage_days(milestone: MilestoneFacts, *, as_of: date) -> int | None:
    """By how many days it was completed, or is forecast, after its due date, negative for before; None where it is
    neither completed by `as_of` nor forecast."""
    reached = milestone.completed_on if begun(milestone.completed_on, as_of) else milestone.forecast_on
    return None if reached is None else (reached - milestone.due_on).days


def milestones_tally(milestones: Sequence[MilestoneFacts], *, as_of: date) -> Tally[MilestoneFacts]:
    """What is completed by `as_of` (its value) and due by it (expected), by weight; cancelled ones are left out."""
    return tally([_item(milestone, as_of) for milestone in milestones])


def _late(milestone: MilestoneFacts, as_of: date) -> bool:
    return (
        milestone.due_on < as_of
        and not begun(milestone.completed_on, as_of)
        and not begun(milestone.cancelled_on, as_of)
    )


def _item(milestone: MilestoneFacts, as_of: date) -> Item[MilestoneFacts]:
    weight = milestone.weight
    value = 1.0 if begun(milestone.completed_on, as_of) else 0.0
    expected = 1.0 if milestone.due_on <= as_of else 0.0
    cancelled = begun(milestone.cancelled_on, as_of)
    excluded = ExclusionReason.CANCELLED if cancelled else exclusion(weight, value)
    return Item(milestone, value, expected, weight, excluded)

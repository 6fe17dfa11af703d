"""The two parts of an initiative's own progress: DELIVERY (milestones) and OUTCOME (linked KPIs)."""

from collections.abc import Sequence
from functools import partial

from ops_model.domain.progress.contributions import contributions
from ops_model.domain.progress.deferred import Deferred
from ops_model.domain.progress.facts import KpiFacts, MilestoneFacts
from ops_model.domain.progress.figures import Contribution, PartFigures, Subject
from ops_model.domain.progress.means import Item, Tally, exclusion, tally
from ops_model.domain.progress.vocabulary import Lens

_DELIVERY, _OUTCOME = Lens.DELIVERY, Lens.OUTCOME


def own_progress(
    delivery: Tally[MilestoneFacts], outcome: Tally[KpiFacts], *, delivery_share: float
) -> tuple[float | None, Sequence[PartFigures]]:
    """The mean of the two by delivery_share, and what each carries to it; where one of them is None the other is the
    whole, whatever its weight; None where both are."""
    items = (
        _item(_DELIVERY, delivery, delivery_share),
        _item(_OUTCOME, outcome, 1.0 - delivery_share),
    )
    if (delivery.value is None) is (outcome.value is None):
        whole = tally(items)
    else:
        only = items[0] if outcome.value is None else items[1]
        only.excluded = None
        whole = Tally(items, only.weight, only.value, only.expected)
    return whole.value, Deferred(partial(_parts, whole, delivery, outcome))


def _item(lens: Lens, of: Tally[Subject], weight: float) -> Item[Lens]:
    return Item(lens, of.value, of.expected, weight, exclusion(weight, of.value))


def _parts(whole: Tally[Lens], *of: Tally[Subject]) -> tuple[PartFigures, ...]:
    return tuple(
        [
            _figures(item, whole.weight, contributions(below, carry=None))
            for item, below in zip(whole.items, of, strict=True)
        ]
    )


def _figures(item: Item[Lens], counted_weight: float, below: Sequence[Contribution]) -> PartFigures:
    share = None
    if item.excluded is None:
        # A part that is alone may have the weight 0.
        share = item.weight / counted_weight if counted_weight else 1.0
    return PartFigures(
        lens=item.subject,
        value=item.value,
        expected=item.expected,
        weight=item.weight,
        share=share,
        points=share * item.value if share is not None and item.value is not None else None,
        excluded=item.excluded,
        contributions=below,
    )

"""The two parts of an initiative's own progress: DELIVERY (milestones) and OUTCOME (linked KPIs)."""

from collections.abc import Sequence

from ops_model.domain.progress.contributions import contributions
from ops_model.domain.progress.facts import KpiFacts, MilestoneFacts
from ops_model.domain.progress.figures import Contribution, PartFigures
from ops_model.domain.progress.means import Item, Tally, exclusion, tally
from ops_model.domain.progress.vocabulary import Lens


def own_progress(
    delivery: Tally[MilestoneFacts], outcome: Tally[KpiFacts], *, delivery_share: float
) -> tuple[float | None, tuple[PartFigures, ...]]:
    """The mean of the two by delivery_share, and what each carries to it; where one of them is None the other is the
    whole, whatever its weight; None where both are."""
    items = [
        _item(Lens.DELIVERY, delivery.value, delivery.expected, delivery_share),
        _item(Lens.OUTCOME, outcome.value, outcome.expected, 1.0 - delivery_share),
    ]
    known = [item for item in items if item.value is not None]
    if len(known) == 1:
        only = known[0]
        only.excluded = None
        whole = Tally(items=items, weight=only.weight, value=only.value, expected=only.expected)
    else:
        whole = tally(items)
    explained = (contributions(delivery, carry=None), contributions(outcome, carry=None))
    return whole.value, tuple(
        [_figures(item, whole.weight, below) for item, below in zip(items, explained, strict=True)]
    )


def _item(lens: Lens, value: float | None, expected: float | None, weight: float) -> Item[Lens]:
    return Item(subject=lens, value=value, expected=expected, weight=weight, excluded=exclusion(weight, value))


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

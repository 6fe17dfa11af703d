"""Explaining a tally: what each item carries to it, and through all levels above to the index."""

from collections.abc import Sequence
from functools import partial

from ops_model.domain.progress.deferred import Deferred
from ops_model.domain.progress.figures import Contribution, Subject
from ops_model.domain.progress.means import Item, Tally


def contributions(of: Tally[Subject], *, carry: float | None) -> Sequence[Contribution]:
    """One contribution an item, in the items' order, made when they are looked at.

    `carry` is what a value of 1 of the whole carries to the index, in index points; None where the whole is an
    initiative's own figure, which has no part in the index.
    """
    return Deferred(partial(_contributions, of, carry)) if of.items else ()


def _contributions(of: Tally[Subject], carry: float | None) -> tuple[Contribution, ...]:
    return tuple([_contribution(item, of.share(item), carry) for item in of.items])


def _contribution(item: Item[Subject], share: float | None, carry: float | None) -> Contribution:
    points = share * item.value if share is not None and item.value is not None else None
    beneath = None if carry is None else carry * (share or 0.0)
    return Contribution(
        subject=item.subject,
        value=item.value,
        weight=item.weight,
        share=share,
        points=points,
        index_points=None if carry is None else carry * (points or 0.0),
        excluded=item.excluded,
        contributions=() if item.below is None else contributions(item.below, carry=beneath),
    )

"""Why the index moved from one end to another: what each item brought to the change, and what happened to it.

The two ends may be any two at which the items of the index stand somewhere: two days of an organisation (`end_of` makes
an End of its figures), two snapshots, or what is and what would be. `movement_between` asks for nothing else. What
happened between them is told beside them: by `dated_causes` where it is what is dated between two days; whoever
compares other ends may tell more (that a value was CORRECTED), or something else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ops_model.domain.progress.causes import MovementCause, Span, all_causes, dated_causes
from ops_model.domain.progress.facts import AssessmentFacts, InitiativeFacts, KpiFacts, ScoringPolicy
from ops_model.domain.progress.figures import OrganisationFigures
from ops_model.domain.progress.standings import End, Key, Moved, Standing, end_of
from ops_model.domain.progress.vision import INDEX_TOP
from ops_model.domain.progress.vocabulary import Lens

LENSES: Mapping[type[Moved], Lens] = {
    KpiFacts: Lens.OUTCOME,
    InitiativeFacts: Lens.DELIVERY,
    AssessmentFacts: Lens.MATURITY,
}
"""The lens in which each kind of item counts."""

SIZE_DECIMALS = 9
"""To how many decimals of an index point items are put in order by size: further ones are the computer's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementItem:
    """What one item brought to the change of the index, in index points: `own` by its value, `mix` by its share,
    `difference` both. Value and share are None at an end where it had no share of the index. `subject` is that of the
    later end where it stands there."""

    key: Key
    subject: Moved
    lens: Lens
    value_from: float | None
    value_to: float | None
    share_from: float | None
    share_to: float | None
    own: float
    mix: float
    difference: float
    causes: tuple[MovementCause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Why the index moved. The items' differences add up to `change`, the largest first. Where there is no index at
    one end, `change` is None, and they add up to the index at the other end: all items came, or all of them went.
    `reconstructed`: one of the ends was reported on a later day."""

    from_: date
    to: date
    index_from: float | None
    index_to: float | None
    change: float | None
    items: tuple[MovementItem, ...]
    reconstructed: bool = False


def movement_between(start: End, end: End, *, happened: Mapping[Key, Sequence[MovementCause]]) -> Movement:
    """What moved the index from one end to the other: every item that has a share of it at one of them at least.

    Of each, `own` = 100 x the mean of its shares x the change of its value, and `mix` = 100 x the mean of its values x
    the change of its share, both 0 where it has no share. `happened` is what happened to the items, but that they
    ENTERED or LEFT the index: that the ends tell themselves. Of what nothing is told, OTHERS_MOVED.
    """
    span = Span(start.on, end.on)
    keys = dict.fromkeys([*end.standings, *start.standings])
    pairs = [(key, start.standings.get(key), end.standings.get(key)) for key in keys]
    items = [
        _item(key, before, after, happened.get(key, ()), span) for key, before, after in pairs if _counts(before, after)
    ]
    return Movement(
        from_=start.on,
        to=end.on,
        index_from=start.index,
        index_to=end.index,
        change=None if start.index is None or end.index is None else end.index - start.index,
        items=tuple(sorted(items, key=_size)),
    )


def movement_restated(
    before: OrganisationFigures, after: OrganisationFigures, *, policies: Sequence[ScoringPolicy]
) -> Movement:
    """What moved the index of an organisation between the days of its figures, by what is known of both today.

    `policies` are all versions, ascending by `valid_from`.
    """
    start, end = end_of(before), end_of(after)
    return movement_between(start, end, happened=dated_causes(start, end, policies=policies))


def _counts(*standings: Standing | None) -> bool:
    return any(standing is not None and standing.counts for standing in standings)


def _item(
    key: Key, before: Standing | None, after: Standing | None, happened: Sequence[MovementCause], span: Span
) -> MovementItem:
    known = after or before
    if known is None:
        raise ValueError("An item stands at one end at least.")
    share_from, value_from = _counted(before)
    share_to, value_to = _counted(after)
    own = INDEX_TOP * ((share_from or 0.0) + (share_to or 0.0)) / 2 * ((value_to or 0.0) - (value_from or 0.0))
    mix = INDEX_TOP * ((value_from or 0.0) + (value_to or 0.0)) / 2 * ((share_to or 0.0) - (share_from or 0.0))
    return MovementItem(
        key=key,
        subject=known.subject,
        lens=next(lens for kind, lens in LENSES.items() if isinstance(known.subject, kind)),
        value_from=value_from,
        value_to=value_to,
        share_from=share_from,
        share_to=share_to,
        own=own,
        mix=mix,
        difference=own + mix,
        causes=all_causes(before, after, happened, span),
    )


def _counted(standing: Standing | None) -> tuple[float | None, float | None]:
    """Return an item's share and value; None for both where it has no share of the index."""
    return (standing.share, standing.value) if standing is not None and standing.counts else (None, None)


def _size(item: MovementItem) -> tuple[float, str, str]:
    subject = item.subject
    code = str(subject.id) if isinstance(subject, AssessmentFacts) else subject.code
    return -round(abs(item.difference), SIZE_DECIMALS), code, item.lens

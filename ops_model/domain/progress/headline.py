"""What moved most, in a few plain sentences made by rule. Figures are rounded in the words alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.causes import MovementCause
from ops_model.domain.progress.facts import AssessmentFacts
from ops_model.domain.progress.movement import Movement, MovementItem
from ops_model.domain.progress.sentences import WORTH_SAYING, number
from ops_model.domain.progress.vocabulary import Cause, ExclusionReason

MOST = 5
"""How many sentences there are at most."""

SPAN_DAYS = 30
"""How far back a headline looks unless a day is given."""

OWN_WEIGHTS = ("weight", "lever_shares")
"""How what is REWEIGHTED is called where it is the item's own; else it is the policy's."""

WORDS: Mapping[Cause, str] = {
    Cause.ENTERED: "it began to count",
    Cause.LEFT: "it ceased to count",
    Cause.CORRECTED: "what was measured was corrected",
    Cause.RETARGETED: "its goal was changed",
    Cause.ASSESSED: "it was assessed",
    Cause.OTHERS_MOVED: "what counts beside it changed",
}
"""What is said of causes of which there is nothing to tell but that they are."""


def headline_since(as_of: date) -> date:
    """The day that a headline of `as_of` looks back to where none is given: 30 days before, or the calendar's first."""
    return date.fromordinal(max(date.min.toordinal(), as_of.toordinal() - SPAN_DAYS))


def headline_text(moved: Movement) -> tuple[str, ...]:
    """First how the index moved, then the items that brought most of it, at least 0.05 index points each, and why: at
    most five sentences."""
    worth_saying = [item for item in moved.items if abs(item.difference) >= WORTH_SAYING]
    return (_index(moved), *[_item(item) for item in worth_saying[: MOST - 1]])


def _index(moved: Movement) -> str:
    before, after = moved.index_from, moved.index_to
    if before is None and after is None:
        return f"There is no index, and on {moved.from_} there was none."
    if before is None:
        return f"The index is {after:.1f}; on {moved.from_} there was none."
    if after is None:
        return f"There is no index any more; on {moved.from_} it was {before:.1f}."
    if abs(after - before) < WORTH_SAYING:
        return f"The index is {after:.1f}, as on {moved.from_}."
    went = "rose" if after > before else "fell"
    return (
        f"The index {went} by {abs(after - before):.1f} points since {moved.from_}, from {before:.1f} to {after:.1f}."
    )


def _item(item: MovementItem) -> str:
    moved = "raised" if item.difference > 0 else "lowered"
    clauses = [_clause(kind, list(causes)) for kind, causes in groupby(item.causes, key=lambda cause: cause.kind)]
    return f"{_name(item)} {moved} the index by {abs(item.difference):.1f} points: {'; '.join(clauses)}."


def _name(item: MovementItem) -> str:
    if isinstance(item.subject, AssessmentFacts):
        kind = item.key.lower() if isinstance(item.key, LeverKind) else "a lever"
        return f"The maturity of {kind}"
    return item.subject.name


def _clause(kind: Cause, causes: Sequence[MovementCause]) -> str:
    """Say what happened of one kind; of several, from the first to the last."""
    first, last = causes[0], causes[-1]
    match kind:
        case Cause.LEFT if last.after == ExclusionReason.ARCHIVED:
            words = "it was archived"
        case Cause.STAGE:
            words = f"it went from {_words(first.before)} to {_words(last.after)}"
        case Cause.MEASURED:
            words = _measured(first.before, last.after)
        case Cause.REWEIGHTED:
            own = any(cause.what is not None and cause.what.startswith(OWN_WEIGHTS) for cause in causes)
            words = "its weight was changed" if own else "the scoring policy was changed"
        case Cause.MILESTONE:
            words = _milestones(causes)
        case _:
            words = WORDS[kind]
    if last.on is None:
        return words
    return f"{words} on {last.on}" if first.on == last.on else f"{words}, last on {last.on}"


def _measured(before: str | None, after: str | None) -> str:
    if after is None:
        return "it was measured"
    if before is None:
        return f"it was measured at {number(float(after))}"
    if number(float(before)) == number(float(after)):
        return f"it was measured, and stayed at {number(float(after))}"
    return f"it went from {number(float(before))} to {number(float(after))}"


def _milestones(causes: Sequence[MovementCause]) -> str:
    cancelled = sum(cause.what == "cancelled_on" for cause in causes)
    counts = ((len(causes) - cancelled, "completed"), (cancelled, "cancelled"))
    said = [
        f"{count} milestones were {what}" if count > 1 else f"a milestone was {what}" for count, what in counts if count
    ]
    return " and ".join(said)


def _words(stage: str | None) -> str:
    return (stage or "nothing").lower().replace("_", " ")

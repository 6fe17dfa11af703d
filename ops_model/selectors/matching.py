"""How filters match: the machinery below selectors/filters.py."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from ops_model.selectors.pages import PageError

T = TypeVar("T")
Condition = Callable[[T], bool]
Shown = Callable[[T], object]
"""What a thing shows of itself that a filter may ask about: one value, a frozenset of values, or None."""

MOST_CONDITIONS = 100
MOST_SEARCHED = 200
"""How many conditions a filter may have, those of its parts included."""

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class FloatRange:
    """From one number to another, both included (to within 1e-9 of max(1, |bound|)); None: without that bound."""

    from_: float | None = None
    to: float | None = None

    def holds(self, value: float) -> bool:
        """Say whether a number is within."""
        return (self.from_ is None or value >= self.from_ - _slack(self.from_)) and (
            self.to is None or value <= self.to + _slack(self.to)
        )


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one day to another, both included; None: without that bound."""

    from_: date | None = None
    to: date | None = None

    def holds(self, value: date) -> bool:
        """Say whether a day is within."""
        return (self.from_ is None or value >= self.from_) and (self.to is None or value <= self.to)


def conditions_of(asked: Any, shown: Mapping[str, Shown[T]]) -> list[Condition[T]]:
    """Return what a filter asks for, all of which has to hold: a dataclass whose fields are named as in `shown`, and
    `and_`, `or_`, `not_`. None, for a field or for all, asks for nothing. Raises PageError for more than 100
    conditions."""
    if asked is None:
        return []
    if sum(1 for _ in _asked(asked)) > MOST_CONDITIONS:
        raise PageError(f"A filter may have at most {MOST_CONDITIONS} conditions.")
    return _conditions(asked, shown)


def matches(thing: T, conditions: Sequence[Condition[T]]) -> bool:
    """Say whether all conditions hold of a thing."""
    return all(holds(thing) for holds in conditions)


def matching(things: Sequence[T], conditions: Sequence[Condition[T]]) -> Sequence[T]:
    """Return the things of which all conditions hold, in their order."""
    return [thing for thing in things if matches(thing, conditions)] if conditions else things


def _asked(asked: Any) -> Iterator[object]:
    for each in fields(asked):
        value = getattr(asked, each.name)
        if each.name in {"and_", "or_"}:
            yield from (condition for part in value or () for condition in (part, *_asked(part)))
        elif each.name == "not_":
            yield from _asked(value) if value is not None else ()
        elif value is not None:
            yield value


def _conditions(asked: Any, shown: Mapping[str, Shown[T]]) -> list[Condition[T]]:
    given = {each.name: getattr(asked, each.name) for each in fields(asked)}
    every, some, none = given.pop("and_"), given.pop("or_"), given.pop("not_")
    conditions = [_condition(shown[name], wanted) for name, wanted in given.items() if wanted is not None]
    for part in every or ():
        conditions += _conditions(part, shown)
    if some is not None:
        parts = [_conditions(part, shown) for part in some]
        conditions.append(lambda thing: any(matches(thing, part) for part in parts))
    if none is not None:
        refused = _conditions(none, shown)
        conditions.append(lambda thing: not matches(thing, refused))
    return conditions


def _condition(shown: Shown[T], wanted: Any) -> Condition[T]:
    match wanted:
        case bool():
            return lambda thing: shown(thing) is wanted
        case str():
            return _search(shown, wanted)
        case FloatRange() | DateRange():
            return _within(shown, wanted.holds)
        case _:
            return _any_of(shown, frozenset(wanted))


def _within(shown: Shown[T], holds: Callable[[Any], bool]) -> Condition[T]:
    return lambda thing: (value := shown(thing)) is not None and holds(value)


def _any_of(shown: Shown[T], accepted: frozenset[object]) -> Condition[T]:
    def holds(thing: T) -> bool:
        value = shown(thing)
        return not accepted.isdisjoint(value) if isinstance(value, frozenset) else value in accepted

    return holds


def _search(shown: Shown[T], text: str) -> Condition[T]:
    if len(text) > MOST_SEARCHED:
        raise PageError(f"'search' may have at most {MOST_SEARCHED} characters.")
    words = text.casefold().split()

    def holds(thing: T) -> bool:
        searched = str(shown(thing)).casefold()
        return all(word in searched for word in words)

    return holds


def _slack(bound: float) -> float:
    return _TOLERANCE * max(1.0, abs(bound))

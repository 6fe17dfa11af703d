"""How things are put in order, and how their places are remembered."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

Key = str | int | float | None
"""What a thing is ordered by, as a cursor can keep it."""

Place = tuple[Key, ...]
"""A thing's keys, and its id last."""


class Identified(Protocol):
    """Whatever has an id."""

    @property
    def id(self) -> UUID:
        """Its id."""


T = TypeVar("T", bound=Identified)


class OrderDirection(StrEnum):
    """Ascending, least first, or descending."""

    ASC = "ASC"
    DESC = "DESC"


class Ordering(Generic[T]):
    """An order by keys, each ascending or descending, without a value last in both; what is alike is ordered by id."""

    def __init__(self, by: Sequence[tuple[Callable[[T], Key], OrderDirection]], *, is_given: bool = False) -> None:
        """Take each key with its direction, the most important first. `is_given`: whatever is put in this order comes
        in it already."""
        self._key_functions = [key for key, _ in by]
        self._directions = [direction for _, direction in by]
        self._is_given = is_given

    @property
    def keys(self) -> int:
        """How many keys a place has."""
        return len(self._key_functions) + 1

    def place(self, thing: T) -> Place:
        """Return the place of a thing."""
        return *(key(thing) for key in self._key_functions), str(thing.id)

    def ordered(self, things: Iterable[T]) -> list[T]:
        """Return things in this order."""
        return [*things] if self._is_given else sorted(things, key=self.rank)

    def rank(self, thing: T) -> tuple[Any, ...]:
        """Return what things are sorted by."""
        return self.rank_of(self.place(thing))

    def rank_of(self, place: Place) -> tuple[Any, ...]:
        """Return what a place is found by; ranks of keys of other kinds raise TypeError when they are compared."""
        *keys, id_ = place
        ranks = [_rank(key, direction) for key, direction in zip(keys, self._directions, strict=True)]
        return *ranks, id_


class _Descending:
    """A key that is less where it is more."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Descending) and bool(self.key == other.key)

    def __lt__(self, other: "_Descending") -> bool:
        return bool(other.key < self.key)

    def __hash__(self) -> int:
        return hash(self.key)


def _rank(key: Key, direction: OrderDirection) -> tuple[bool, Any]:
    if key is None:
        return True, 0
    return False, key if direction is OrderDirection.ASC else _Descending(key)

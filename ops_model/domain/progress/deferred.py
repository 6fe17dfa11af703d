"""A sequence that is made when it is first looked at: most explanations never are."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

ItemT_co = TypeVar("ItemT_co", covariant=True)


class Deferred(Sequence[ItemT_co]):
    """What `make` returns, asked for once, and equal to the same tuple. `make` is pure, so two threads that look at the
    same time may both ask."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[ItemT_co, ...]]) -> None:
        """Take the function that makes the items."""
        self._make = make
        self._made: tuple[ItemT_co, ...] | None = None

    def _items(self) -> tuple[ItemT_co, ...]:
        made = self._made
        if made is None:
            made = self._made = self._make()
        return made

    @overload
    def __getitem__(self, index: int) -> ItemT_co: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemT_co]: ...

    def __getitem__(self, index: int | slice) -> ItemT_co | Sequence[ItemT_co]:
        """Return the item or the items there."""
        return self._items()[index]

    def __len__(self) -> int:
        """Return how many items there are."""
        return len(self._items())

    def __eq__(self, other: object) -> bool:
        """Be equal to a sequence of the same items, as a tuple is."""
        return self._items() == (other._items() if isinstance(other, Deferred) else other)

    def __hash__(self) -> int:
        """Be hashed as the tuple is."""
        return hash(self._items())

    def __repr__(self) -> str:
        """Return the items as a tuple shows them."""
        return repr(self._items())

"""Pages of lists, by Relay's cursor connection specification.

A cursor is the place of an item in its list: the keys by which the list is ordered, its id last, and a digest of what
the list is (whose, under which filter, in which order). A page begins after that place, whether the item is still there
or not, so that nothing is shown twice or left out when things are added in between.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from hashlib import sha256
from typing import Any, Generic, TypeVar

from ops_model.domain.progress.deferred import Deferred
from ops_model.selectors.ordering import Identified, Ordering, Place

T = TypeVar("T")
IdentifiedT = TypeVar("IdentifiedT", bound=Identified)

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
NOT_OURS = "The cursor is none of this API's: take cursors from its answers, as they are."
_LONGEST_CURSOR = 4000


class PageError(ValueError):
    """Page arguments that cannot be; the message is a sentence for whoever asked."""


class CursorError(PageError):
    """A cursor that is none of this list's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArguments:
    """Which page: `first` so many after `after`, or `last` so many before `before`; both cursors may be given. Sizes
    are 0 to 100; where neither is given, the first 20. Raises PageError."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.first is not None and self.last is not None:
            raise PageError("Ask for 'first' or for 'last', and not for both.")
        for name, size in (("first", self.first), ("last", self.last)):
            if size is not None and not 0 <= size <= LARGEST_SIZE:
                raise PageError(f"'{name}' must be from 0 to {LARGEST_SIZE}, and not {size}.")

    @property
    def backward(self) -> bool:
        """Whether the page is counted from the end."""
        return self.last is not None

    @property
    def size(self) -> int:
        """How many items at most."""
        if self.last is not None:
            return self.last
        return DEFAULT_SIZE if self.first is None else self.first


FIRST_PAGE = PageArguments()
"""The page of whoever asks for none: the first 20."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list in its order, with a cursor for each, and whether there are others before and after.

    `total` counts the whole list under its filter. It is not counted, nor are cursors made, before somebody asks.
    """

    nodes: tuple[T, ...]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool
    count: Callable[[], int] = field(repr=False, compare=False)

    @property
    def total(self) -> int:
        """How many the whole list has, under its filter."""
        return self.count()

    @property
    def start_cursor(self) -> str | None:
        """The first item's cursor; None on an empty page."""
        return self.cursors[0] if self.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """The last item's cursor; None on an empty page."""
        return self.cursors[-1] if self.nodes else None


NO_PAGE: Page[Any] = Page(nodes=(), cursors=(), has_next=False, has_previous=False, count=lambda: 0)
"""The page of any list of what does not exist yet."""


def list_digest(*identity: object) -> str:
    """Return a short digest of what a list is: of what has a repr that tells all of it. What a filter does not ask for
    is no part of it, so that cursors outlive a filter's new fields."""
    return sha256(repr(_said(identity)).encode()).hexdigest()[:12]


def _said(thing: object) -> object:
    """Return a thing without the fields that are None, at every level."""
    if isinstance(thing, tuple):
        return tuple(map(_said, thing))
    if is_dataclass(thing):
        said = {each.name: getattr(thing, each.name) for each in fields(thing)}
        return type(thing).__name__, tuple((name, _said(value)) for name, value in said.items() if value is not None)
    return thing


def cursor_write(digest: str, place: Place) -> str:
    """Make the cursor of a place: texts, numbers and None."""
    return urlsafe_b64encode(json.dumps([digest, *place]).encode()).decode().rstrip("=")


def cursor_read(cursor: str, digest: str, keys: int) -> Place:
    """Read the place of a cursor, that has so many keys: texts, numbers and None. Raises CursorError.

    A cursor can be forged; of what kind each key is, is for the list to find out.
    """
    try:
        if len(cursor) > _LONGEST_CURSOR:
            raise ValueError(cursor)
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        found, *place = json.loads(urlsafe_b64decode(padded))
    except (ValueError, TypeError, RecursionError):
        raise CursorError(NOT_OURS) from None
    if found != digest or len(place) != keys:
        raise CursorError("The cursor belongs to another list, or to the same with another filter or order.")
    return tuple(place)


def page_of(
    items: Iterable[IdentifiedT],
    *,
    ordering: Ordering[IdentifiedT],
    digest: Callable[[], str],
    arguments: PageArguments,
) -> Page[IdentifiedT]:
    """Return a page of a list that is at hand, in any order; `digest` makes its `list_digest`, for cursors alone. No
    statement. Raises CursorError."""
    ordered = ordering.ordered(items)
    lower, upper = 0, len(ordered)
    try:
        if arguments.after is not None:
            after = ordering.rank_of(cursor_read(arguments.after, digest(), ordering.keys))
            lower = bisect_right(ordered, after, key=ordering.rank)
        if arguments.before is not None:
            before = ordering.rank_of(cursor_read(arguments.before, digest(), ordering.keys))
            upper = max(lower, bisect_left(ordered, before, key=ordering.rank))
    except TypeError:
        raise CursorError(NOT_OURS) from None
    start = max(lower, upper - arguments.size) if arguments.backward else lower
    stop = upper if arguments.backward else min(upper, lower + arguments.size)
    nodes = tuple(ordered[start:stop])
    return Page(
        nodes=nodes,
        cursors=Deferred(lambda: _cursors(nodes, digest(), ordering)),
        has_next=upper < len(ordered) if arguments.backward else stop < upper,
        has_previous=start > lower if arguments.backward else lower > 0,
        count=lambda: len(ordered),
    )


def _cursors(nodes: Iterable[IdentifiedT], digest: str, ordering: Ordering[IdentifiedT]) -> tuple[str, ...]:
    return tuple([cursor_write(digest, ordering.place(node)) for node in nodes])

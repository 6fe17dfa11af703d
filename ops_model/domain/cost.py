"""What an operation of the API costs: one unit for each value of its answer, and more for what takes more than to show
a value. docs/limits.md has the formula, which is a contract.

What an answer did cost is counted by the same weights as what it might, and is never more: a list counts for as many
items as it was taken to have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

OPERATION = 100
"""Of any operation: to sign in, and one transaction."""

DAY = 3_000
"""Of each day that is asked for by `asOf`, once an operation: all figures are computed as of it."""

PAGE = 50
"""Of each page of a list: it is filtered and ordered as a whole."""

MUTATION = 1_000
"""Of each mutation."""

REPORT = 3_000
"""Of a list of the reporting API, of its total and of its groups: the database may have to look at every row."""

FILE = 20_000
"""Of a table as a file, however long it is."""

ROW = 5
"""Of each item of a list in an argument: a row to be written, a condition of a filter, an id. Lists of values that
stand beside one another in one object are columns of the same rows, and count as the longest of them."""

LIST = 20
"""How many items a list is taken to have where neither an argument nor its declaration says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a schema says of a field: how many items its list is taken to have, how many it may be asked for (None: as
    any list), and what it costs beyond its value."""

    size: int = LIST
    most: int | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A field with fields of its own: what it costs itself, how many items count, how many names each has, and which
    of these are branches in turn. `most` is what it may cost in all."""

    own: int
    size: int
    names: int
    branches: Mapping[str, "Branch"]
    most: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up."""
        below = self.names + sum(each.most for each in self.branches.values())
        object.__setattr__(self, "most", self.own + self.size * below)

    def counted(self, values: Sequence[object]) -> int:
        """Return what it cost to answer these, each at most `most`. Level by level: a large answer has few levels."""
        items = [item for value in values for item in _items(value, self.size)]
        cost = self.own * len(values) + sum(map(len, items))
        for name, branch in self.branches.items():
            cost += branch.counted([item[name] for item in items if name in item])
        return cost


@dataclass(frozen=True, slots=True)
class Cost:
    """What an operation may cost, `requested`, and what its answer did cost, `actual`."""

    root: Branch

    @property
    def requested(self) -> int:
        """The most it may cost."""
        return self.root.most

    def actual(self, data: Mapping[str, object] | None) -> int:
        """Return what the answer with this data cost: at most what was requested."""
        return self.root.counted([data])


def _items(value: object, size: int) -> Sequence[Mapping[str, object]]:
    """Return the objects that count: one, or those of a list up to its size."""
    if isinstance(value, dict):
        return (value,)
    if isinstance(value, list):
        return [item for item in value[:size] if isinstance(item, dict)]
    return ()

"""Histories: lists without bound, read for all their parents in one statement, however many.

A resolver sees one parent at a time. So an operation is executed in rounds over one Reading: what is asked for and not
at hand is noted and answered by an empty placeholder; after the round all that was noted is read, one statement for
each kind with the same arguments, and the operation is executed again, until nothing is missing.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState

Result = TypeVar("Result")


class History(ABC, Generic[Result]):
    """A kind of history with its arguments, as it may be asked of several parents. A subclass is a frozen dataclass:
    two of the same kind and arguments are the same."""

    __slots__ = ()

    of_version: ClassVar[bool] = True
    """Whether it changes with the version of the organisation's data alone."""

    @property
    @abstractmethod
    def nothing(self) -> Result:
        """What a parent has of which nothing is found, and what is told of it until it is read."""

    @abstractmethod
    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Result]:
        """Read it for all parents, in one statement; a parent of which nothing is found may be left out."""


class Histories:
    """The histories that one operation asks for, and those that were read for it."""

    def __init__(self, *, batched: bool = True) -> None:
        """`batched` False: whatever is asked for is read at once, where nothing can be executed twice."""
        self.batched = batched
        self._asked: dict[tuple[History[Any], OrganisationState], dict[UUID, None]] = {}
        self._read: dict[tuple[History[Any], OrganisationState], dict[UUID, Any]] = {}

    @property
    def are_of_versions(self) -> bool:
        """Whether all that was read changes with the version of its organisation's data alone."""
        return all(history.of_version for history, _ in self._read)

    @property
    def pending(self) -> bool:
        """Whether something was asked for that is not read yet, so that what was answered since is not true."""
        return bool(self._asked)

    def get(self, history: History[Result], *, state: "OrganisationState", parent_id: UUID) -> Result:
        """Return a parent's history as of the state's date. Not read yet: note it and return what stands for nothing,
        or, not batched, read it (one statement)."""
        (result,) = self.get_many(history, state=state, parent_ids=[parent_id])
        return result

    def get_many(
        self, history: History[Result], *, state: "OrganisationState", parent_ids: Sequence[UUID]
    ) -> list[Result]:
        """Return what `get` returns of several parents, in their order; not batched, by one statement for all."""
        key = (history, state)
        missing = [parent_id for parent_id in parent_ids if parent_id not in self._read.get(key, {})]
        if missing:
            self._asked.setdefault(key, {}).update(dict.fromkeys(missing))
            if not self.batched:
                self.load()
        of_parents = self._read.get(key, {})
        return [of_parents.get(parent_id, history.nothing) for parent_id in parent_ids]

    def load(self) -> None:
        """Read all that was asked for: one statement for each kind, arguments and date, for all parents."""
        asked, self._asked = self._asked, {}
        for (history, state), parent_ids in asked.items():
            found = history.read(state, list(parent_ids))
            of_parents = self._read.setdefault((history, state), {})
            of_parents.update({parent_id: found.get(parent_id, history.nothing) for parent_id in parent_ids})

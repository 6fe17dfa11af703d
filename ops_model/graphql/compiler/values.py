"""What generated code calls for whatever it does not expect. Whoever gets no value raises, and graphql-core answers."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from graphql import ExecutionContext, GraphQLEnumType, GraphQLLeafType
from graphql.pyutils import is_iterable


class UnansweredError(Exception):
    """The operation has a null that may not be, an error, or something that is not compiled."""


def leaf_writer(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    """Make the function that completes a value of a leaf type that is not null, as graphql-core does."""

    def written(value: Any) -> Any:
        something(value)
        return ExecutionContext.complete_leaf_value(kind, value)

    return written


class Words(dict[Any, str]):
    """What the values of an enum are written as; any other value is written by the enum itself."""

    def __init__(self, kind: GraphQLEnumType, members: Iterable[object]) -> None:
        """Write the members, each once."""
        super().__init__({member: kind.serialize(member) for member in members})
        self._written = leaf_writer(kind)

    def __missing__(self, value: Any) -> Any:
        """Write another value."""
        return self._written(value)


class Readable(set[type]):
    """Classes whose instances are no exceptions, and not null: those that were seen."""

    def look(self, value: Any) -> None:
        """Look at an instance of a class that was not seen. Raises UnansweredError."""
        something(value)
        self.add(type(value))


def something(value: Any) -> None:
    """Look whether a value is one, and may be read. Raises UnansweredError for null, and for an exception."""
    if value is None or isinstance(value, Exception):  # graphql-core's Undefined is one
        raise UnansweredError


def instance(value: Any, shown: type) -> None:
    """Look whether a value is of the class that a type shows. Raises UnansweredError."""
    something(value)
    if not isinstance(value, shown):
        raise UnansweredError


def items(value: Any) -> Collection[Any]:
    """Return the items of a list. Raises UnansweredError for what is none, and for what can be gone through only once:
    graphql-core could not do so again."""
    if isinstance(value, Exception) or not isinstance(value, Collection) or not is_iterable(value):
        raise UnansweredError
    return value


def entry(source: Any, name: str, default: Any) -> Any:
    """Read an entry of a dict, or else an attribute."""
    return source.get(name, default) if isinstance(source, dict) else getattr(source, name, default)


def core_reader(name: str) -> Callable[[Any], Any]:
    """Make graphql-core's own default resolver of a field. It raises UnansweredError for what has to be called."""

    def read(source: Any) -> Any:
        value = source.get(name) if isinstance(source, Mapping) else getattr(source, name, None)
        if callable(value):
            raise UnansweredError
        return value

    return read

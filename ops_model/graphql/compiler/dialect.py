"""What the compiler is told of the library that a schema was made with: which of its resolvers do no more than read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLEnumType, GraphQLField, GraphQLObjectType, GraphQLSchema

DIALECT = "compiler-dialect"
"""Where a schema's extensions have its dialect."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """The resolver answers an attribute of its parent, which raises where it has none."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The resolver answers an entry of its parent if that is a dict, and else an attribute; the default without one."""

    name: str
    default: Any


@dataclass(frozen=True, slots=True)
class Call:
    """The resolver answers what a function makes of its parent alone."""

    function: Callable[[Any], Any]


Read = Attribute | Entry | Call


def enum_values(kind: GraphQLEnumType) -> Iterable[object] | None:
    """Return the values of an enum of graphql-core's own; None for one of another class."""
    return [value.value for value in kind.values.values()] if type(kind) is GraphQLEnumType else None


def _unknown(_: object) -> None:
    """Know nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a library's resolvers and types behave, where that is less than graphql-core allows for.

    - `read`: what a field's resolver does where a document gives it no argument; None: whatever it likes.
    - `shown`: the class, no exception's, of whose instances alone a type's `is_type_of` says that it shows them; None:
      it is asked.
    - `members`: the values of an enum, if it writes whatever equals one of them alike; None: it is asked for each.
    - `scalars`: by a scalar's name, the class of whose own instances, no subclass's, its `serialize` makes something
      that is never null.
    """

    read: Callable[[GraphQLField], Read | None] = _unknown
    shown: Callable[[GraphQLObjectType], type | None] = _unknown
    members: Callable[[GraphQLEnumType], Iterable[object] | None] = enum_values
    scalars: Mapping[str, type] = field(default_factory=dict)


_PLAIN = Dialect()


def dialect_declare(schema: GraphQLSchema, dialect: Dialect) -> None:
    """Let a schema know its dialect."""
    schema.extensions[DIALECT] = dialect


def dialect_of(schema: GraphQLSchema) -> Dialect:
    """Return a schema's dialect; without one, nothing but graphql-core's own resolver and enums is recognised."""
    dialect: Dialect = schema.extensions.get(DIALECT, _PLAIN)
    return dialect

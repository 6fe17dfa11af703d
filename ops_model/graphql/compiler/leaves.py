"""How the value of a leaf is completed: what it nearly always is by the code itself, anything else by graphql-core."""

from dataclasses import dataclass

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLScalarType,
    GraphQLString,
)
from graphql.type.scalars import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT

from ops_model.graphql.compiler.dialect import Dialect
from ops_model.graphql.compiler.values import Words, leaf_writer
from ops_model.graphql.compiler.writing import Source

_AS_IT_IS = {
    GraphQLString.serialize: "type({0}) is str",
    GraphQLID.serialize: "type({0}) is str",
    GraphQLBoolean.serialize: "type({0}) is bool",
    GraphQLFloat.serialize: "type({0}) is float and not {0} - {0}",  # NaN for what is not finite
    GraphQLInt.serialize: f"type({{0}}) is int and {GRAPHQL_MIN_INT} <= {{0}} <= {GRAPHQL_MAX_INT}",
}
"""Which values GraphQL's own scalars, known by how they write, write as they are."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The expression of a value that is not null; {0} is its name."""

    template: str

    def written(self, value: str) -> str:
        """Return the expression for a value of this name."""
        return self.template.format(value)


def leaf_of(kind: GraphQLLeafType, dialect: Dialect, source: Source) -> Leaf:
    """Return how values of a leaf type are completed."""
    anything = f"{source.name_of(leaf_writer(kind))}({{0}})"
    if isinstance(kind, GraphQLEnumType):
        members = dialect.members(kind)
        return Leaf(anything if members is None else f"{source.name_of(Words(kind, members))}[{{0}}]")
    if condition := _AS_IT_IS.get(kind.serialize):
        return Leaf(f"{{0}} if {condition} else {anything}")
    return Leaf(_scalar(kind, dialect, source, anything))


def _scalar(kind: GraphQLScalarType, dialect: Dialect, source: Source, anything: str) -> str:
    known = dialect.scalars.get(kind.name)
    if known is None:
        return anything
    return f"{source.name_of(kind.serialize)}({{0}}) if type({{0}}) is {source.name_of(known)} else {anything}"

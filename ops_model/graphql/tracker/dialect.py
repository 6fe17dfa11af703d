"""What the compiler has to know of strawberry, and of the fields that are made here."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from graphql import GraphQLEnumType, GraphQLField, GraphQLObjectType
from strawberry.schema.schema_converter import CustomGraphQLEnumType, GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from ops_model.graphql.compiler.dialect import Attribute, Call, Dialect, Read, enum_values
from ops_model.graphql.http.scalars import SCALARS
from ops_model.graphql.tracker.fields import ATTRIBUTE
from ops_model.graphql.tracker.node import Node


def _read(field: GraphQLField) -> Read | None:
    """A field without a resolver reads the attribute of its name, one with asOf left out that which it is made for; and
    a resolver that takes its parent alone is called without strawberry's shell, which has nothing to give it."""
    made: StrawberryField = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    if made.is_basic_field and made.default_resolver is getattr:
        return Attribute(made.python_name)
    if attribute := made.metadata.get(ATTRIBUTE):
        return Attribute(attribute)
    resolver = made.base_resolver
    if resolver is None or made.extensions or made.is_async or len(resolver.signature.parameters) != 1:
        return None
    return Call(cast("Callable[[Any], Any]", resolver.wrapped_func)) if resolver.parent_parameter else None


def _shown(kind: GraphQLObjectType) -> type | None:
    """A node shows the reports of one class."""
    origin = kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].origin
    return origin.report if issubclass(origin, Node) and kind.is_type_of == origin.is_type_of else None


def _members(kind: GraphQLEnumType) -> Iterable[object] | None:
    """An enum writes its members, and the words of which each is made."""
    return kind.wrapped_cls if isinstance(kind, CustomGraphQLEnumType) else enum_values(kind)


STRAWBERRY = Dialect(
    read=_read,
    shown=_shown,
    members=_members,
    scalars={scalar.name: kind for kind, scalar in SCALARS.items()},
)
"""The dialect of the tracker's schema."""

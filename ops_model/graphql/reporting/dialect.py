"""What the compiler has to know of graphene."""

from collections.abc import Iterable
from functools import partial

from graphene.types.definitions import GrapheneEnumType
from graphene.types.resolver import dict_or_attr_resolver
from graphql import GraphQLEnumType, GraphQLField

from ops_model.graphql.compiler.dialect import Dialect, Entry, Read, enum_values
from ops_model.graphql.http.scalars import SCALARS


def _read(field: GraphQLField) -> Read | None:
    """A field without a resolver reads the entry, or the attribute, of its name."""
    match field.resolve:
        case partial(func=read, args=(str(name), default)) if read is dict_or_attr_resolver:
            return Entry(name, default)
    return None


def _members(kind: GraphQLEnumType) -> Iterable[object] | None:
    """An enum writes its members, and the words of which each is made."""
    return kind.graphene_type._meta.enum if isinstance(kind, GrapheneEnumType) else enum_values(kind)


GRAPHENE = Dialect(read=_read, members=_members, scalars={scalar.name: kind for kind, scalar in SCALARS.items()})
"""The dialect of the reporting API's schema."""

"""Documents made from the schema itself, so that what is added to it is tested without anybody thinking of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

from ops_model.graphql.tracker.schema import SCHEMA

ARGUMENTS = {
    "Organisation.lever": "(kind: STRUCTURE)",
    "Lever.initiatives": "(first: 15)",
    "Organisation.changes": "(filter: {thing: [MEASUREMENT]})",
    "Viewer.todo": '(organisation: "SLUG")',
}
"""Arguments of fields that cannot do without, of whose things some take a statement more than others, or of which 20
with all below them would cost too much; fields with other required arguments are left out."""


@dataclass(frozen=True, slots=True)
class ListField:
    """A field that answers a list or a connection, and the way to it from the root."""

    name: str
    document: str


def list_fields() -> Iterator[ListField]:
    """Every list and connection below `organisation` and `viewer`, each with everything of its items one level deep."""
    seen: set[str] = set()
    waiting: list[tuple[str, tuple[str, ...]]] = [
        ("Organisation", ('organisation(slug: "SLUG")',)),
        ("Viewer", ("viewer",)),
    ]
    while waiting:
        type_name, way = waiting.pop(0)
        for name, field in _object(type_name).fields.items():
            called = _called(type_name, name, field)
            target = get_named_type(field.type)
            if called is None or not isinstance(target, GraphQLObjectType | GraphQLInterfaceType):
                continue
            if _is_many(field.type) and f"{type_name}.{name}" not in seen:
                seen.add(f"{type_name}.{name}")
                yield ListField(f"{type_name}.{name}", _document((*way, called), target))
            item, steps = _item(target)
            if item.name not in seen:
                seen.add(item.name)
                waiting.append((item.name, (*way, called, *steps)))


def leaves(type_name: str) -> str:
    """Select every leaf of a type that asks for no argument."""
    return " ".join(
        name
        for name, field in _object(type_name).fields.items()
        if is_leaf_type(get_named_type(field.type)) and _called(type_name, name, field)
    )


def everything(type_name: str) -> str:
    """Select every leaf of a type, and of what it refers to; of its lists, the leaves of their items."""
    parts = [leaves(type_name)]
    for name, field in _object(type_name).fields.items():
        target = get_named_type(field.type)
        called = _called(type_name, name, field)
        if called and isinstance(target, GraphQLObjectType | GraphQLInterfaceType):
            item, steps = _item(target)
            parts.append(_nested((called, *steps), leaves(item.name) or "__typename"))
    return " ".join(part for part in parts if part)


def _document(way: tuple[str, ...], target: GraphQLNamedType) -> str:
    item, steps = _item(target)
    return "{ " + _nested((*way, *steps), everything(item.name)) + " }"


def _nested(way: tuple[str, ...], selection: str) -> str:
    for step in reversed(way):
        selection = f"{step} {{ {selection} }}"
    return selection


def _item(target: GraphQLNamedType) -> tuple[GraphQLNamedType, tuple[str, ...]]:
    if not target.name.endswith("Connection"):
        return target, ()
    return get_named_type(_object(target.name).fields["nodes"].type), ("nodes",)


def _is_many(kind: GraphQLOutputType) -> bool:
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    return is_list_type(bare) or get_named_type(kind).name.endswith("Connection")


def _called(type_name: str, name: str, field: GraphQLField) -> str | None:
    if f"{type_name}.{name}" in ARGUMENTS:
        return f"{name}{ARGUMENTS[f'{type_name}.{name}']}"
    return None if any(is_required_argument(argument) for argument in field.args.values()) else name


def _object(type_name: str) -> GraphQLObjectType | GraphQLInterfaceType:
    found = SCHEMA.type_map[type_name]
    assert isinstance(found, GraphQLObjectType | GraphQLInterfaceType)
    return found

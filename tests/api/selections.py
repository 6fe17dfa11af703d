"""Documents made from the schema itself, so that what is added to it is tested without anybody thinking of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Any

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

DAYS = '(from: "2026-06-29", to: "2026-06-30", grain: DAY)'

ARGUMENTS = {
    "Initiative.trend": DAYS,
    "Kpi.trend": DAYS,
    "Lever.initiatives": "(first: 10)",
    "Lever.trend": DAYS,
    "Organisation.lever": "(kind: STRUCTURE)",
    "Organisation.movement": '(from: "2026-03-01", to: "2026-07-01")',
    "Organisation.changes": "(filter: {thing: [MEASUREMENT]})",
    "Organisation.simulate": "(changes: {})",
    "Organisation.toReach": "(index: 50)",
    "Organisation.snapshot": '(on: "2026-06-30")',
    "Organisation.trend": DAYS,
    "Viewer.todo": '(organisation: "SLUG")',
}
"""Arguments of fields that cannot do without, of whose things some take a statement more than others, or that are too
dear without; fields with other required arguments are left out."""


NODE = SCHEMA.type_map["Node"]


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


@dataclass(frozen=True, slots=True)
class AllFields:
    """A document that asks for every field of a type, and the ways on which its answer has things of the type: from the
    root, and, of what has an id, by `node` and `nodes` too. `ID` stands for one of their ids."""

    type_name: str
    fields: tuple[str, ...]
    document: str
    ways: tuple[tuple[str, ...], ...]

    def shown(self, answer: Mapping[str, Any], way: tuple[str, ...]) -> set[str]:
        """Return the fields of which an answer has at least one value on a way."""
        things = [*_at(answer.get("data"), way)]
        return {name for name in self.fields if any(self.tells(name, thing[name]) for thing in things)}

    def tells(self, name: str, value: object) -> bool:
        """Whether a value tells something; to have no things tells nothing, but to have no word in a set does."""
        if isinstance(value, list) and not is_leaf_type(get_named_type(_object(self.type_name).fields[name].type)):
            return any(item is not None for item in value)
        return value is not None


def all_fields(arguments: Mapping[str, str]) -> Iterator[AllFields]:
    """Make a document for each type of what can be asked for: through an organisation where that is a way, and through
    lists rather than through single things, for they have more to show.

    Raises LookupError for a field that asks for an argument that is not given.
    """
    turn = count()
    waiting: list[tuple[bool, int, int, str, tuple[str, ...]]] = [(False, 0, next(turn), "Query", ())]
    seen: set[str] = set()
    while waiting:
        outside, length, _, type_name, way = heappop(waiting)
        if type_name in seen:
            continue
        seen.add(type_name)
        fields = _object(type_name).fields
        called = {name: _called_with(arguments, type_name, name, field) for name, field in fields.items()}
        yield _all_fields(type_name, called, way)
        for name, field in fields.items():
            target = get_named_type(field.type)
            if isinstance(target, GraphQLObjectType):
                elsewhere = outside or (type_name == "Query" and name != "organisation")
                far = length + _steps(type_name, field)
                heappush(waiting, (elsewhere, far, next(turn), target.name, (*way, called[name])))


def _steps(type_name: str, field: GraphQLField) -> int:
    """Return how far away what a field answers is: a single thing farther than many, and within a list it is no way."""
    if type_name.endswith(("Connection", "Edge")):
        return 0
    return 1 if _is_many(field.type) else 3


def _all_fields(type_name: str, called: Mapping[str, str], way: tuple[str, ...]) -> AllFields:
    fields = _object(type_name).fields
    selection = " ".join(
        call if is_leaf_type(get_named_type(fields[name].type)) else f"{call} {{ __typename }}"
        for name, call in called.items()
    )
    asked, ways = [_nested(way, selection)], [tuple(step.partition("(")[0] for step in way)]
    if NODE in _object(type_name).interfaces:
        by_id = f"{{ ... on {type_name} {{ {selection} }} }}"
        asked += [f'node(id: "ID") {by_id}', f'nodes(ids: ["ID"]) {by_id}']
        ways += [("node",), ("nodes",)]
    return AllFields(type_name, tuple(called), f"{{ {' '.join(asked)} }}", tuple(ways))


def _called_with(arguments: Mapping[str, str], type_name: str, name: str, field: GraphQLField) -> str:
    given = arguments.get(f"{type_name}.{name}", "")
    if not given and any(is_required_argument(argument) for argument in field.args.values()):
        raise LookupError(f"{type_name}.{name} cannot be asked for without arguments: give some.")
    return f"{name}{given}"


def _at(value: Any, way: tuple[str, ...]) -> Iterator[Any]:
    """Yield the things that are on a way through an answer."""
    if isinstance(value, list):
        for item in value:
            yield from _at(item, way)
    elif value is not None:
        if way:
            yield from _at(value[way[0]], way[1:])
        else:
            yield value


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

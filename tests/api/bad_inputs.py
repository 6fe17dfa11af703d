"""From a valid input to bad ones, by the schema alone: at each place of the input each bad value that its type has."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_non_null_type,
    is_required_input_field,
)

from ops_model.graphql.tracker.inputs import IDS
from ops_model.graphql.tracker.node import global_id_read
from ops_model.graphql.tracker.schema import SCHEMA
from tests.api.bad_values import ALLOWED_ANYWAY, BAD, BAD_ENUM, BAD_LIST, Answer
from tests.api.desk import TYPES, Desks, unknown_id

Input = dict[str, Any]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class BadInput:
    """A way to make a valid input bad: what is bad then, how it is made, and whether it must be refused."""

    described: str
    change: Callable[[Input], Input]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an input: the way to it, its type, and whether it must be given."""

    path: Path
    type: GraphQLInputType
    required: bool

    @property
    def name(self) -> str:
        """The name of the field that it is, or is in."""
        return next(part for part in reversed(self.path) if isinstance(part, str))


def input_type(mutation: str) -> GraphQLInputObjectType:
    """Return the type of a mutation's input."""
    assert SCHEMA.mutation_type
    found = get_named_type(SCHEMA.mutation_type.fields[mutation].args["input"].type)
    assert isinstance(found, GraphQLInputObjectType)
    return found


def places(type_: GraphQLInputObjectType, given: Mapping[str, Any], way: Path = ()) -> Iterator[Place]:
    """Walk the fields of an input, and what is within those that are given: inputs, and the items of lists."""
    for name, field in type_.fields.items():
        path = (*way, name)
        yield Place(path, field.type, is_required_input_field(field))
        yield from _within(field.type, given.get(name), path)


def _within(type_: GraphQLInputType, given: Any, path: Path) -> Iterator[Place]:
    bare = _nullable(type_)
    if isinstance(bare, GraphQLInputObjectType) and isinstance(given, dict):
        yield from places(bare, given, path)
    elif isinstance(bare, GraphQLList) and isinstance(given, list):
        for number, item in enumerate(given):
            yield Place((*path, number), bare.of_type, required=False)
            yield from _within(bare.of_type, item, (*path, number))


def put(path: Path, value: object) -> Callable[[Input], Input]:
    """Make a change of inputs that puts a value at a place."""
    return lambda given: _changed(given, path, lambda inside, key: inside.__setitem__(key, value))


def left_out(path: Path) -> Callable[[Input], Input]:
    """Make a change of inputs that takes out what is at a place."""
    return lambda given: _changed(given, path, lambda inside, key: inside.pop(key))


def _changed(given: Input, path: Path, change: Callable[[Any, Any], object]) -> Input:
    copy = deepcopy(given)
    change(at(copy, path[:-1]), path[-1])
    return copy


def at(given: Any, path: Path) -> Any:
    """Return what is at a place of an input; None where nothing is given there."""
    for part in path:
        given = given[part] if isinstance(part, int) else given.get(part)
    return given


def _nullable(type_: GraphQLInputType) -> GraphQLInputType:
    bare: GraphQLInputType = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return bare


def bad_inputs(mutation: str, valid: Input, desks: Desks) -> Iterator[BadInput]:
    """Make every way there is to make an input bad that says what this valid one does: each has one thing wrong."""
    type_ = input_type(mutation)
    for place in _each_once(places(type_, valid)):
        called = ".".join(map(str, place.path))
        for described, (value, answer) in _values(place, at(valid, place.path), desks).items():
            yield BadInput(f"{called} is {described}", put(place.path, value), answer)
        if place.required:
            yield BadInput(f"{called} is missing", left_out(place.path), "refused")
        if isinstance(listed := at(valid, place.path), list) and listed:
            yield BadInput(f"{called} is said twice", _doubled(place.path), "refused")
    yield BadInput("an unknown field", lambda given: {**given, "noSuchField": 1}, "refused")
    yield BadInput("empty", lambda _: {}, "refused")
    yield from _reversed(type_, valid)


def _each_once(found: Iterable[Place]) -> Iterable[Place]:
    """Leave out the places that differ from one before in the number of an item alone."""
    alike = {tuple(part for part in place.path if isinstance(part, str)): place for place in reversed([*found])}
    return reversed([*alike.values()])


def _doubled(path: Path) -> Callable[[Input], Input]:
    return lambda given: put(path, at(given, path) * 2)(given)


def _values(place: Place, valid: Any, desks: Desks) -> dict[str, tuple[Any, Answer]]:
    named, bare = get_named_type(place.type), _nullable(place.type)
    null: Answer = "refused" if is_non_null_type(place.type) else "either"
    if isinstance(bare, GraphQLList):
        return {"null": (None, null), **BAD_LIST}
    if isinstance(named, GraphQLInputObjectType):
        return {"null": (None, null), "a text": ("x", "refused"), "a list": ([[]], "refused"), "{}": ({}, "refused")}
    if isinstance(named, GraphQLEnumType):
        return {"null": (None, null), **BAD_ENUM}
    return {"null": (None, null), **_scalars(place, named.name, valid, desks)}


def _scalars(place: Place, scalar: str, valid: Any, desks: Desks) -> dict[str, tuple[Any, Answer]]:
    found = dict(BAD[scalar])
    wrong: dict[str, tuple[Any, Answer]] = {"an object": ({"a": 1}, "refused")}
    if place.name in ALLOWED_ANYWAY:
        kinds = ("a NUL byte", "half a surrogate pair", "a number")
        found = {name: found[name] if name in kinds else (value, "either") for name, (value, _) in found.items()}
    if place.name == "organisation":
        found["another's slug"] = (desks.there.slug, "refused")
    if place.name == "version":
        found |= {name: (value, "refused") for name, value in {"0": 0, "2": 77, "2**31 - 1": 2**31 - 1}.items()}
    if scalar == "ID":
        found |= _ids(place, valid, desks)
    return found | wrong


def _ids(place: Place, valid: Any, desks: Desks) -> dict[str, tuple[Any, Answer]]:
    """Return ids that do not fit where this valid one stands: of another type, of nothing, of another organisation."""
    snake = "north_star" if place.name == "northStar" else place.name
    other = "Membership" if global_id_read(valid)[0] == "Organisation" else "Organisation"
    types = [IDS[snake]] if snake in IDS else [type_ for type_ in TYPES.values() if type_ != other]
    return {
        f"the id of a {other}": (desks.ids[other], "refused"),
        **{f"an unknown {type_}": (unknown_id(type_), "refused") for type_ in types},
        **{f"another organisation's {type_}": (desks.ids_there[type_], "refused") for type_ in types},
    }


def _reversed(type_: GraphQLInputObjectType, valid: Input) -> Iterator[BadInput]:
    """Exchange the days of each two fields that stand beside each other."""
    days = [place.path for place in places(type_, valid) if get_named_type(place.type).name == "Date"]
    for one, other in combinations(days, 2):
        earlier, later = at(valid, one), at(valid, other)
        if one[:-1] == other[:-1] and earlier and later and earlier != later:
            yield BadInput(f"{one[-1]} and {other[-1]} are exchanged", _exchanged(one, other), "either")


def _exchanged(one: Path, other: Path) -> Callable[[Input], Input]:
    return lambda given: put(other, at(given, one))(put(one, at(given, other))(given))

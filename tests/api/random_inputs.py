"""Random inputs, made from the schema: anything that its types take, and much that they do not."""

from datetime import UTC, date, datetime
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    is_required_input_field,
)
from hypothesis import strategies as st

from tests.api.bad_inputs import Input, at, places, put
from tests.api.bad_values import BAD, BAD_ENUM
from tests.api.desk import TYPES, Desks, unknown_id

_NEAR = st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(date.isoformat)
_SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "String": st.text(max_size=80),
    "Int": st.integers(-2, 400) | st.integers(-(2**31), 2**31),
    "Float": st.floats(0, 1) | st.floats(allow_nan=False, allow_infinity=False),
    "Boolean": st.booleans(),
    "Date": _NEAR | st.dates().map(date.isoformat),
    "DateTime": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    "Decimal": st.decimals(-1000, 1000, places=2).map(str)
    | st.from_regex(r"[+-]?[0-9]{1,20}(\.[0-9]{1,12})?", fullmatch=True),
}


def _values(type_: GraphQLInputType, desks: Desks) -> st.SearchStrategy[Any]:
    """Return values that a type takes, and some that it does not."""
    if isinstance(type_, GraphQLNonNull):
        return _given(type_.of_type, desks)
    return st.none() | _given(type_, desks)


def _given(type_: GraphQLInputType, desks: Desks) -> st.SearchStrategy[Any]:
    match type_:
        case GraphQLList():
            return st.lists(_values(type_.of_type, desks), max_size=3)
        case GraphQLInputObjectType():
            return st.deferred(lambda: random_input(type_, desks))
        case GraphQLEnumType():
            return st.sampled_from([*type_.values, *(value for value, _ in BAD_ENUM.values())])
        case GraphQLScalarType(name="ID"):
            known = [*desks.ids.values(), *desks.ids_there.values(), *map(unknown_id, TYPES.values())]
            return st.sampled_from([*known, *(value for value, _ in BAD["ID"].values())])
    assert isinstance(type_, GraphQLScalarType)
    return _SCALARS[type_.name] | st.sampled_from([value for value, _ in BAD[type_.name].values()])


def random_input(type_: GraphQLInputObjectType, desks: Desks) -> st.SearchStrategy[Input]:
    """Return inputs with what is needed and something of what is not, all of it random."""
    fields = {name: _values(field.type, desks) for name, field in type_.fields.items()}
    needed = {name for name, field in type_.fields.items() if is_required_input_field(field)}
    return st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in needed},
        optional={name: value for name, value in fields.items() if name not in needed},
    )


@st.composite
def changed(draw: st.DrawFn, type_: GraphQLInputObjectType, valid: Input, desks: Desks) -> Input:
    """Return a valid input in which one to four places are random."""
    there = [*places(type_, valid)]
    numbers = draw(st.lists(st.integers(0, len(there) - 1), min_size=1, max_size=4, unique=True))
    given = valid
    for place in (there[number] for number in numbers):
        if _is_there(given, place.path):
            given = put(place.path, draw(_values(place.type, desks)))(given)
    return given


def _is_there(given: Input, path: tuple[str | int, ...]) -> bool:
    """Say whether there is still something to put a value into: what is around the place may have been replaced."""
    try:
        around = at(given, path[:-1])
    except (AttributeError, IndexError, KeyError, TypeError):
        return False
    return isinstance(around, dict) or (
        isinstance(around, list) and isinstance(path[-1], int) and path[-1] < len(around)
    )

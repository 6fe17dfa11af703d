"""The words and scalars of the schema, in graphene's terms: the same as the tracker's."""

from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from typing import Any

import graphene

from ops_model.graphql.http.scalars import SCALARS, Scalar
from ops_model.graphql.http.words import WORDS
from ops_model.reporting.tables import Column


def _described(description: str, values: Mapping[Any, str]) -> Callable[[Any], str]:
    """Say what an enum is, to whom asks for None, and what each of its values means, as graphene asks for it."""
    return lambda value: description if value is None else values[value]


def _scalar(scalar: Scalar) -> Any:
    meta = type("Meta", (), {"description": scalar.description})
    how = {"serialize": staticmethod(scalar.write), "parse_value": staticmethod(scalar.read)}
    return type(scalar.name, (graphene.Scalar,), {"Meta": meta, **how})


ENUMS: Mapping[type[StrEnum], Any] = {
    kind: graphene.Enum.from_enum(kind, description=_described(words.description, words.values))
    for kind, words in WORDS.items()
}
"""The enum of each kind of words."""

SCALAR_TYPES: Mapping[type, Any] = {kind: _scalar(scalar) for kind, scalar in SCALARS.items()}
"""The scalar of each Python type."""


def enum_of(column: Column) -> Any:
    """Return the enum that a column's words are of."""
    words = {word for word, _ in column.choices or ()}
    (kind,) = [kind for kind in WORDS if words <= {*kind}]
    return ENUMS[kind]


def names_enum(name: str, description: str, names: Mapping[str, str]) -> Any:
    """Return an enum of names, written in capitals, with what each means."""
    kind: Any = Enum(name, {each.upper(): each for each in names})  # type: ignore[misc]
    meanings = {kind(each): meaning for each, meaning in names.items()}
    return graphene.Enum.from_enum(kind, description=_described(description, meanings))

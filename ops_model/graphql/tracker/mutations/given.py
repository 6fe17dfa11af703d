"""An input, as a mutation reads it."""

from collections.abc import Container, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.inputs import IDS
from ops_model.graphql.tracker.node import global_id_read, ids_read
from ops_model.selectors.access import Access, Seat
from ops_model.selectors.whereabouts import organisation_holding
from ops_model.services.errors import ErrorCode, ServiceError

NOT_WRITTEN = frozenset({"id", "version", "client_mutation_id", "organisation"})
"""Fields of inputs that say what is written to, and not what."""


class Given:
    """An input, as a mutation reads it."""

    def __init__(self, given: Any) -> None:
        """Take the input."""
        self.input = given

    def seat(self, access: Access) -> Seat:
        """Return as whom it is written: in the organisation that is named, or in that of the thing whose id is given
        first. Who has one seat writes there, and whoever reads the id refuses it.

        No statement for who has one seat, else at most one. Raises ServiceError NOT_FOUND for the slug of an
        organisation in which who signed in has no seat, and, where they have several, for a thing that is in none.
        """
        columns = getattr(self.input, "columns", None)
        naming, path = (columns, ("columns",)) if columns else (self.input, ())
        if hasattr(naming, "organisation"):
            if seat := access.seat(naming.organisation):
                return seat
            raise ServiceError(ErrorCode.NOT_FOUND, (*path, "organisation"), "There is no such organisation.")
        return access.seats[0] if len(access.seats) == 1 else self._seat_of_first_thing(access)

    def _seat_of_first_thing(self, access: Access) -> Seat:
        rows = getattr(self.input, "rows", [self.input])
        if not rows:
            return access.seats[0]
        names = [each.name for each in fields(rows[0]) if each.name in IDS]
        named = "id" if hasattr(rows[0], "id") else names[0]
        try:
            organisation_id = organisation_holding(*global_id_read(getattr(rows[0], named)))
        except BadInputError as error:
            raise ServiceError(ErrorCode.INVALID, (named,), error.message) from None
        if organisation_id is None:
            raise ServiceError(ErrorCode.NOT_FOUND, (named,), "There is no such thing.")
        return access.seat_in(organisation_id)

    def id(self, type_name: str, name: str = "id") -> UUID:
        """Return the id of the thing that is changed. Raises ServiceError INVALID for what is no id of its type."""
        return id_given(getattr(self.input, name), type_name, (name,))

    def value(self, name: str, *, left_out: Any = None) -> Any:
        """Return one field as it was given."""
        value = getattr(self.input, name)
        return left_out if value is UNSET else value

    def all(self, *, without: Sequence[str] = ()) -> dict[str, Any]:
        """Return what is to be written, by its name in the services; what was left out is left out. Raises ServiceError
        INVALID for what is no id."""
        return given_values(self.input, without=NOT_WRITTEN.union(without))


def given_values(thing: Any, *, without: Container[str] = (), within: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of an input that were given: ids as keys of rows (`owner` as `owner_id`), inputs within it as
    what they `read`. Raises ServiceError INVALID for what is no id."""
    values: dict[str, Any] = {}
    for each in fields(thing):
        value = getattr(thing, each.name)
        if value is UNSET or each.name in without:
            continue
        if each.name in IDS:
            path = (*within, each.name)
            values[f"{each.name}_id"] = None if value is None else id_given(value, IDS[each.name], path)
        elif isinstance(value, list):
            values[each.name] = [_read(item) for item in value]
        else:
            values[each.name] = _read(value)
    return values


def id_given(text: str, type_name: str, path: tuple[str, ...]) -> UUID:
    """Return the key that an id stands for. Raises ServiceError INVALID for what is no id of this type."""
    try:
        (key,) = ids_read([strawberry.ID(text)], type_name)
    except BadInputError as error:
        raise ServiceError(ErrorCode.INVALID, path, error.message) from None
    return key


def _read(value: Any) -> Any:
    return value.read() if hasattr(value, "read") else value

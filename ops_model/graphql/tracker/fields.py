"""How fields are made that are more than an attribute, and the argument that most of them take."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar, cast

import strawberry
from strawberry import UNSET, Parent, argument, field

from ops_model.graphql.http.asked import Context

T = TypeVar("T")

Info = strawberry.Info[Context, None]

ATTRIBUTE = "attribute"
"""Where the metadata of a field have the attribute that it shows where asOf is left out."""

AsOf = Annotated[
    date | None,
    argument(
        description="The day, to its end, that everything below is of. Null or left out: that of the nearest ancestor "
        "that has one, at the root today in the organisation's time zone."
    ),
]


def resolved(resolver: Callable[..., object], *, description: str) -> Any:
    """Make a field whose resolver answers a report; the annotation beside the field says as which type it is shown."""
    return field(resolver=resolver, description=description)


def at_field(attribute: str, *, description: str) -> Any:
    """Make a field with the argument asOf, that shows an attribute of its parent as of that day."""

    def resolve(root: Parent[Any], info: Info, as_of: AsOf = UNSET) -> Any:
        return getattr(as_of_day(root, info, as_of), attribute)

    return field(resolver=resolve, description=description, metadata={ATTRIBUTE: attribute})


def as_of_day(thing: T, info: Info, as_of: date | None) -> T:
    """Return a report as of another day; itself where none is given.

    Every state of one reading holds the same records, whenever they begin, so that the thing is in all of them.
    """
    moved = cast("Any", info.context.reading).at(thing, as_of or None)
    if moved is None:
        raise LookupError(f"{thing!r} is not in the state of {as_of}.")
    return cast("T", moved)

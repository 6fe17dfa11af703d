"""Whatever has an id of its own, and the opaque ids by which clients know it."""

import binascii
from base64 import b64decode, b64encode
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from uuid import UUID

import strawberry
from strawberry import ID, Parent, field

from ops_model.domain.permissions import Action
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.fields import Info
from ops_model.selectors.permissions import viewer_can

if TYPE_CHECKING:
    from ops_model.graphql.tracker.types.organisation import Membership


VIEWER, CHANGE = "Viewer", "Change"
"""They have an id, and are no Node."""


def global_id(type_name: str, key: UUID) -> str:
    """Make the opaque id of a thing."""
    return b64encode(f"{type_name}:{key}".encode()).decode()


def global_id_read(text: str) -> tuple[str, UUID]:
    """Read an opaque id: the type's name and the thing's key. Raises BadInputError for what is none of ours."""
    try:
        type_name, _, key = b64decode(text.encode(), validate=True).decode().partition(":")
        if type_name in (*Node.names.values(), VIEWER, CHANGE) and global_id(type_name, UUID(key)) == text:
            return type_name, UUID(key)
    except (binascii.Error, ValueError):
        pass
    raise BadInputError(f"'{text[:80]}' is not an id: take ids from this API's answers, as they are.")


def ids_read(texts: list[ID], type_name: str) -> tuple[UUID, ...]:
    """Read the ids of things that are all of one type. Raises BadInputError."""
    read = [global_id_read(text) for text in texts]
    for (named, _), text in zip(read, texts, strict=True):
        if named != type_name:
            raise BadInputError(f"'{text}' is the id of a {named}, and not of a {type_name}.")
    return tuple(key for _, key in read)


def _global_id(root: Parent[Any]) -> ID:
    return ID(global_id(Node.names[type(root)], root.id))


@strawberry.interface(description="Whatever has an id of its own, and can be asked for by it.")
class Node:
    """The base of every type that is shown of a report with an id. A subclass names the class of its report."""

    report: ClassVar[type]
    names: ClassVar[dict[type, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "report" in vars(cls):
            Node.names[cls.report] = cls.__name__

    @classmethod
    def is_type_of(cls, report: object, _: object) -> bool:
        """Say whether a report is one that this type shows."""
        return isinstance(report, cls.report)

    @classmethod
    def resolve_type(cls, report: object, *_: object) -> str:
        """Name the type that shows a report."""
        return Node.names[type(report)]

    id: ID = field(
        resolver=_global_id,
        description="The thing's opaque id. The same everywhere and for good; asOf is no part of it.",
    )


def _viewer_can(root: Parent[Any], info: Info) -> list[Action]:
    return [*viewer_can(info.context.access, root)]


def acting() -> Any:
    """Make the field that tells what may be done to a thing."""
    return field(
        resolver=_viewer_can,
        description="The mutations that the viewer's role, or owning it, allows on it. Its state (stage, archived, "
        "completed) may still forbid one: then the answer is a userError.",
    )


@strawberry.interface(description="What people edit: it knows its version, and who changed it when.")
class Editable(Node):
    """The base of every type whose report is edited."""

    version: int = field(description="Counts the changes from 1 on. A change says which version it was based on.")
    created_at: datetime = field(description="When it was entered.")
    updated_at: datetime = field(description="When it was changed last; at first, when it was entered.")
    updated_by: Annotated["Membership", strawberry.lazy("ops_model.graphql.tracker.types.organisation")] | None = field(
        description="Who changed it last; null where no person did, as with what was loaded."
    )
    viewer_can: list[Action] = acting()

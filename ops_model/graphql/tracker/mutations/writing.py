"""How every mutation is written: one input in, one service called, one payload out."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, get_args
from uuid import UUID

import strawberry
from strawberry import UNSET, Parent, argument, field
from strawberry.utils.str_converters import to_camel_case

from ops_model.domain.permissions import Action
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.enums import describe
from ops_model.graphql.tracker.fields import Info, resolved
from ops_model.graphql.tracker.inputs import IDS
from ops_model.graphql.tracker.node import global_id_read, ids_read
from ops_model.selectors.access import Access, Seat
from ops_model.selectors.reading import Reading
from ops_model.selectors.whereabouts import organisation_holding
from ops_model.services.errors import ErrorCode, Refused, ServiceError
from ops_model.services.writer import Writer

Ids = Mapping[str, UUID | Sequence[UUID] | str]
"""What a mutation changed: the payload's fields, and the id, or ids, of what they show; or a text, as it is told."""

NOT_WRITTEN = frozenset({"id", "version", "client_mutation_id", "organisation"})
"""Fields of inputs that say what is written to, and not what."""

describe(
    ErrorCode,
    "Why something was not written.",
    {
        ErrorCode.REQUIRED: "Something that is needed is missing, or was cleared.",
        ErrorCode.INVALID: "It contradicts a rule or another value; the message says which.",
        ErrorCode.OUT_OF_RANGE: "A number or a day is outside its bounds.",
        ErrorCode.TOO_LONG: "A text is too long.",
        ErrorCode.DUPLICATE: "Its code, its day or its link is taken already.",
        ErrorCode.NOT_FOUND: "There is no such thing, or none that the viewer may see.",
        ErrorCode.FORBIDDEN: "The viewer's role may not do this, or not to what is another's.",
        ErrorCode.CONFLICT: "Somebody else changed it meanwhile: read it again, then decide.",
        ErrorCode.NOT_ALLOWED_IN_STAGE: "The initiative's stage does not allow it.",
    },
    name="UserErrorCode",
)


@strawberry.type(description="One reason why a mutation wrote nothing; a form can show it beside the field it names.")
class UserError:
    code: ErrorCode = field(description="What kind of reason.")
    message: str = field(description="A sentence that a person can act on.")
    field: list[str] | None = strawberry.field(
        description='The path into the arguments, as ["input", "targetDate"] or, of a row, ["input", "rows", "17", '
        '"value"]; null where it is about no field.'
    )
    current_version: int | None = strawberry.field(
        description="With CONFLICT the version that the thing is at now; else null."
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mutation; a payload shows it. `ids` are empty where there are errors."""

    ids: Ids
    user_errors: Sequence[UserError]
    client_mutation_id: str | None
    reading: Reading


@strawberry.input(description="What every mutation may be given.")
class Input:
    client_mutation_id: str | None = field(
        default=None, description="A mark of the client's own, given back in the payload; null or left out: none."
    )


@strawberry.input(description="What every mutation of an existing thing is given.")
class ChangeInput(Input):
    id: strawberry.ID = field(description="The opaque id of what is changed.")
    version: int = field(
        description="The version that the change is based on, as it was read: if the thing has changed since, the "
        "answer is CONFLICT."
    )


@strawberry.input(description="What every mutation that makes something in an organisation is given.")
class OrganisationInput(Input):
    organisation: str = field(description="The organisation's slug.")


def kept(description: str) -> Any:
    """Make a field of an update that may be left out, and not be cleared: the thing has to have it."""
    return optional(f"{description} Left out: it stays; it cannot be cleared.")


def settled(description: str, *, first: str) -> Any:
    """Make a setting of a version that every version has: left out, it is taken over, and is `first` in the first."""
    return optional(f"{description} Left out: as in the version before, in a first one {first}; it cannot be cleared.")


def optional(description: str) -> Any:
    """Make a field of an input that may be left out; nothing is written of it then."""
    return field(default=UNSET, description=description)


class Given:
    """An input, as a mutation reads it."""

    def __init__(self, given: Any) -> None:
        """Take the input."""
        self.input = given

    def seat(self, access: Access) -> Seat:
        """Return as whom it is written: in the organisation that is named, or in that of the thing whose id is given
        first. What is no id, or is nowhere, is left to whoever reads it.

        No statement for who has one seat, else at most one. Raises ServiceError NOT_FOUND for the slug of an
        organisation in which who signed in has no seat.
        """
        if hasattr(self.input, "organisation"):
            if seat := access.seat(self.input.organisation):
                return seat
            raise ServiceError(ErrorCode.NOT_FOUND, ("organisation",), "There is no such organisation.")
        organisation_id = self._organisation_id() if len(access.seats) > 1 else None
        return access.seat_in(organisation_id) if organisation_id else access.seats[0]

    def _organisation_id(self) -> UUID | None:
        first = (getattr(self.input, "rows", None) or [self.input])[0]
        ids = (getattr(first, name, UNSET) for name in ("id", *IDS))
        text = next((text for text in ids if text not in (None, UNSET)), "")
        try:
            return organisation_holding(*global_id_read(text))
        except BadInputError:
            return None

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


def payload(name: str, description: str, **shown: tuple[Any, str]) -> Any:
    """Make the payload of a mutation: fields that show what changed, each a type, or a list of one, and a description;
    errors; the mark.

    A thing is read when it is asked for, and is null where nothing was written.
    """
    parts: dict[str, Any] = {
        each: resolved(_shower(each, kind), description=text) for each, (kind, text) in shown.items()
    }
    annotations: dict[str, Any] = {each: kind | None for each, (kind, _) in shown.items()}
    parts["user_errors"] = field(description="Why nothing was written; empty where it was.")
    parts["client_mutation_id"] = field(description="The client's own mark; null where none was given.")
    annotations |= {"user_errors": list[UserError], "client_mutation_id": str | None}
    return strawberry.type(type(name, (), {**parts, "__annotations__": annotations}), description=description)


def mutation(
    action: Action, write: Callable[[Writer, Given], Ids], given: type, answered: Any, *, description: str
) -> Any:
    """Make a mutation. Who may not do the action is told so, whatever the input; else `write` reads the input, calls
    one service and says what changed. What a service refuses, and then nothing of it is kept, is told in the
    payload."""

    def resolve(info: Info, input: Any) -> Outcome:  # noqa: A002 - the argument's name in the schema
        reading, asked = info.context.reading, Given(input)
        try:
            seat = asked.seat(info.context.access)
            writer = _writer(seat, reading.today(seat))
            writer.ask(action)
            ids = write(writer, asked)
        except ServiceError as error:
            return Outcome({}, [*map(_user_error, error.reasons)], input.client_mutation_id, reading)
        info.context.wrote = True
        info.context.shows_secret |= any(isinstance(told, str) for told in ids.values())
        reading.forget()
        return Outcome(ids, (), input.client_mutation_id, reading)

    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[given, argument(description="What is to be written.")],
        "return": answered,
    }
    return field(resolver=resolve, description=description)


def _writer(seat: Seat, today: date) -> Writer:
    return Writer(
        organisation_id=seat.organisation_id,
        membership_id=seat.membership_id,
        role=seat.role,
        capped=seat.capped,
        today=today,
    )


def _shower(name: str, kind: Any) -> Callable[..., object]:
    (shown,) = get_args(kind) or (kind,)

    def show(root: Parent[Outcome]) -> object:
        match root.ids.get(name):
            case None:
                return None
            case str() as told:
                return told
            case UUID() as id_:
                return root.reading.node(shown.__name__, id_)
            case ids:
                return root.reading.nodes(shown.__name__, ids)

    return show


def _read(value: Any) -> Any:
    return value.read() if hasattr(value, "read") else value


def _user_error(reason: Refused) -> UserError:
    path = ["input", *map(to_camel_case, reason.field)] if reason.field else None
    return UserError(code=reason.code, message=reason.message, field=path, current_version=reason.current_version)

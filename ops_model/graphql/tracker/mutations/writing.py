"""How every mutation is written: one input in, one service called, one payload out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, get_args
from uuid import UUID

import strawberry
from strawberry import UNSET, Parent, argument, field
from strawberry.utils.str_converters import to_camel_case

from ops_model.domain.permissions import Action
from ops_model.graphql.tracker.enums import describe
from ops_model.graphql.tracker.fields import Info, resolved
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.selectors.access import Seat
from ops_model.selectors.reading import Reading
from ops_model.services.errors import ErrorCode, Refused, ServiceError
from ops_model.services.writer import Writer

Ids = Mapping[str, UUID | Sequence[UUID] | str]
"""What a mutation changed: the payload's fields, and the id, or ids, of what they show; or a text, as it is told."""

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


def _user_error(reason: Refused) -> UserError:
    path = ["input", *map(to_camel_case, reason.field)] if reason.field else None
    return UserError(code=reason.code, message=reason.message, field=path, current_version=reason.current_version)

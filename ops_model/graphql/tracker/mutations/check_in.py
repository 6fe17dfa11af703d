"""Check-ins: what is reported of an initiative."""

from datetime import date

import strawberry
from strawberry import ID, field

from ops_model.domain.permissions import Action
from ops_model.domain.progress.vocabulary import Health
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.writing import Ids, Input, mutation, optional, payload
from ops_model.graphql.tracker.types.check_in import CheckIn
from ops_model.graphql.tracker.types.initiative import Initiative
from ops_model.services import check_in
from ops_model.services.writer import Writer


@strawberry.input(description="What is reported of an initiative.")
class CheckInSubmitInput(Input):
    initiative: ID = field(description="The initiative's opaque id.")
    health: Health = field(description="How it stands: ON_TRACK, AT_RISK or OFF_TRACK.")
    confidence: float | None = optional("How sure of reaching the target date, a ratio 0..1; null: not said.")
    happened: str | None = optional("What has happened, up to 10,000 characters; null: not said.")
    next: str | None = optional("What is next, up to 10,000 characters; null: not said.")
    path_to_green: str | None = optional(
        "How it gets back on track, up to 10,000 characters; needed when health is not ON_TRACK."
    )
    checked_on: date | None = optional("The day it is about, none to come; null or left out: today.")


@strawberry.input(description="Taking back a check-in that no other has followed.")
class CheckInWithdrawInput(Input):
    id: ID = field(description="The check-in's opaque id.")


def _submit(writer: Writer, given: Given) -> Ids:
    initiative_id = given.id("Initiative", "initiative")
    check_in_id = check_in.check_in_submit(
        writer=writer, initiative_id=initiative_id, columns=given.all(without=["initiative"])
    )
    return {"check_in": check_in_id, "initiative": initiative_id}


def _withdraw(writer: Writer, given: Given) -> Ids:
    return {"initiative": check_in.check_in_withdraw(writer=writer, check_in_id=given.id("CheckIn"))}


_INITIATIVE = (Initiative, "The initiative it is about, read back; null where nothing was written.")

CHECK_IN_SUBMIT = mutation(
    Action.CHECK_IN_SUBMIT,
    _submit,
    CheckInSubmitInput,
    payload(
        "CheckInSubmitPayload",
        "What came of a check-in.",
        check_in=(CheckIn, "The check-in, read back; null where nothing was written."),
        initiative=_INITIATIVE,
    ),
    description="Report how an initiative stands. It is never rewritten: the next one counts.",
)
CHECK_IN_WITHDRAW = mutation(
    Action.CHECK_IN_WITHDRAW,
    _withdraw,
    CheckInWithdrawInput,
    payload("CheckInWithdrawPayload", "What came of withdrawing a check-in.", initiative=_INITIATIVE),
    description="Withdraw the newest check-in of an initiative; once another has followed it stays.",
)

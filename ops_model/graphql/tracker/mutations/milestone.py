"""Milestones of initiatives."""

from datetime import date

import strawberry
from strawberry import ID, field

from ops_model.domain.permissions import Action
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.writing import ChangeInput, Ids, Input, kept, mutation, optional, payload
from ops_model.graphql.tracker.types.milestone import Milestone
from ops_model.services import milestone as milestones
from ops_model.services.writer import Writer


@strawberry.input(description="A new milestone of an initiative.")
class MilestoneAddInput(Input):
    initiative: ID = field(description="The initiative's opaque id.")
    name: str = field(description="What will be done, up to 200 characters.")
    due_on: date = field(description="The day committed to.")
    weight: float = field(default=1.0, description="Its weight among the initiative's milestones, > 0, at most 1000.")
    forecast_on: date | None = optional("The day it is now believed for; null or left out: nothing else is.")


@strawberry.input(description="Changes of a milestone: what is left out stays, null clears.")
class MilestoneUpdateInput(ChangeInput):
    name: str | None = kept("What will be done, up to 200 characters.")
    due_on: date | None = kept("The day committed to; to move it asks for a reason.")
    weight: float | None = kept("Its weight, > 0, at most 1000; to change it asks for a reason.")
    forecast_on: date | None = optional("The day it is now believed for; null: nothing else is.")
    reason: str | None = optional("Why dueOn or the weight moves, which restates the past; up to 10,000 characters.")


@strawberry.input(description="The completion of a milestone.")
class MilestoneCompleteInput(ChangeInput):
    completed_on: date | None = optional("The day it was completed, none to come; null or left out: today.")


@strawberry.input(description="Taking back that a milestone was completed or cancelled.")
class MilestoneReopenInput(ChangeInput):
    pass


@strawberry.input(description="Giving up a milestone.")
class MilestoneCancelInput(ChangeInput):
    cancelled_on: date | None = optional("The day from which it is left out, none to come; null or left out: today.")


def _add(writer: Writer, given: Given) -> Ids:
    initiative_id = given.id("Initiative", "initiative")
    columns = given.all(without=["initiative"])
    return {"milestone": milestones.milestone_add(writer=writer, initiative_id=initiative_id, columns=columns)}


def _update(writer: Writer, given: Given) -> Ids:
    milestone_id = milestones.milestone_update(
        writer=writer,
        milestone_id=given.id("Milestone"),
        version=given.input.version,
        columns=given.all(without=["reason"]),
        reason=given.value("reason"),
    )
    return {"milestone": milestone_id}


def _complete(writer: Writer, given: Given) -> Ids:
    milestone_id = milestones.milestone_complete(
        writer=writer,
        milestone_id=given.id("Milestone"),
        version=given.input.version,
        completed_on=given.value("completed_on"),
    )
    return {"milestone": milestone_id}


def _reopen(writer: Writer, given: Given) -> Ids:
    milestone_id = milestones.milestone_reopen(
        writer=writer, milestone_id=given.id("Milestone"), version=given.input.version
    )
    return {"milestone": milestone_id}


def _cancel(writer: Writer, given: Given) -> Ids:
    milestone_id = milestones.milestone_cancel(
        writer=writer,
        milestone_id=given.id("Milestone"),
        version=given.input.version,
        cancelled_on=given.value("cancelled_on"),
    )
    return {"milestone": milestone_id}


_MILESTONE = (Milestone, "The milestone, read back; null where nothing was written.")

MILESTONE_ADD = mutation(
    Action.MILESTONE_ADD,
    _add,
    MilestoneAddInput,
    payload("MilestoneAddPayload", "What came of adding a milestone.", milestone=_MILESTONE),
    description="Add a milestone to an initiative.",
)
MILESTONE_UPDATE = mutation(
    Action.MILESTONE_UPDATE,
    _update,
    MilestoneUpdateInput,
    payload("MilestoneUpdatePayload", "What came of changing a milestone.", milestone=_MILESTONE),
    description="Change a milestone. To move the day committed to, or the weight, restates the past: say why.",
)
MILESTONE_COMPLETE = mutation(
    Action.MILESTONE_COMPLETE,
    _complete,
    MilestoneCompleteInput,
    payload("MilestoneCompletePayload", "What came of completing a milestone.", milestone=_MILESTONE),
    description="Complete an open milestone.",
)
MILESTONE_REOPEN = mutation(
    Action.MILESTONE_REOPEN,
    _reopen,
    MilestoneReopenInput,
    payload("MilestoneReopenPayload", "What came of reopening a milestone.", milestone=_MILESTONE),
    description="Open a milestone again that was completed or cancelled.",
)
MILESTONE_CANCEL = mutation(
    Action.MILESTONE_CANCEL,
    _cancel,
    MilestoneCancelInput,
    payload("MilestoneCancelPayload", "What came of cancelling a milestone.", milestone=_MILESTONE),
    description="Cancel an open milestone: it is left out from a day on.",
)

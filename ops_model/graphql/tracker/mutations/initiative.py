"""Initiatives, their terms and their links."""

from datetime import date

import strawberry
from strawberry import ID, field

from ops_model.domain.framework import Origin, Pillar, Principle
from ops_model.domain.permissions import Action
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.values import InitiativeSettings, InitiativeTermsInput
from ops_model.graphql.tracker.mutations.writing import (
    ChangeInput,
    Ids,
    Input,
    OrganisationInput,
    kept,
    mutation,
    optional,
    payload,
)
from ops_model.graphql.tracker.types.initiative import Initiative, KpiLink
from ops_model.services import initiative as initiatives
from ops_model.services import initiative_terms, link
from ops_model.services.writer import Writer

_TODAY_OR_LATER = "From when this holds: today or later; null or left out: today."


@strawberry.input(description="What an initiative is, whatever is agreed about it.")
class InitiativeColumns:
    summary: str | None = optional("What it is about, up to 10,000 characters; null: not said.")
    customer_outcome: str | None = optional(
        "What changes for the customer, in the customer's words, up to 10,000 characters; null: not said."
    )
    origin: Origin | None = optional("Who it came from; null: not said.")
    owner: ID | None = optional("The id of the membership, from Organisation.members, of who does it; null: nobody.")
    sponsor: ID | None = optional(
        "The id of the membership, from Organisation.members, of who answers for it; null: nobody."
    )
    start_date: date | None = optional("When work begins; null: not said.")
    principles: list[Principle] | None = optional("The operating principles it is tagged with, each once; null: none.")
    pillars: list[Pillar] | None = optional("The pillars it is tagged with, each once; null: none.")
    tags: list[str] | None = optional(
        "Up to 50 tags of the organisation's own, each once, up to 60 characters; null: none."
    )


@strawberry.input(description="A new initiative.")
class InitiativeCreateInput(OrganisationInput, InitiativeColumns):
    code: str = field(description="The organisation's own code for it, unique there, up to 60 characters.")
    name: str = field(description="What it is called, up to 200 characters.")
    terms: list[InitiativeTermsInput] = field(
        description="What is agreed: 1 to 500 versions. It exists from the first one's day on; several, earliest "
        "first, tell its past."
    )


@strawberry.input(
    description="Changes of an initiative's name, texts, people, start or tags: what is left out stays, null clears."
)
class InitiativeUpdateInput(ChangeInput, InitiativeColumns):
    code: str | None = kept("The organisation's own code for it, unique there, up to 60 characters.")
    name: str | None = kept("What it is called, up to 200 characters.")


@strawberry.input(
    description="Changes of what is agreed about an initiative, from a day on; initiativeMove changes its stage. "
    "What is left out stays as agreed; null clears the target date, and nothing else."
)
class InitiativeSetTermsInput(ChangeInput, InitiativeSettings):
    valid_from: date | None = optional(_TODAY_OR_LATER)
    reason: str | None = optional("Why this is agreed; null or left out: not said.")


@strawberry.input(description="A move of an initiative to another stage.")
class InitiativeMoveInput(ChangeInput):
    stage: InitiativeStage = field(description="The stage to move to; the framework says which may follow which.")
    valid_from: date | None = optional(_TODAY_OR_LATER)
    reason: str | None = optional("Why; needed to go back from IMPLEMENTED to IN_PROGRESS. Null or left out: not said.")


@strawberry.input(description="An initiative like another one, with a start of its own.")
class InitiativeCloneInput(Input):
    id: ID = field(description="The opaque id of the initiative to clone.")
    code: str = field(description="The clone's code, unique in the organisation, up to 60 characters.")
    name: str | None = optional("The clone's name, up to 200 characters; null or left out: the same.")
    start_date: date = field(
        description="When the clone's work begins: its milestones and its target date move by as many days as this is "
        "after the start of the other one (or its first day, where it has no start)."
    )


@strawberry.input(description="Taking an initiative out, or back in.")
class InitiativeArchiveInput(ChangeInput):
    archived_on: date | None = optional(
        "The first day it is out, not before it exists; left out: today. Null: it is back in."
    )


@strawberry.input(description="A link of an initiative to a KPI that it should move.")
class InitiativeLinkKpiInput(Input):
    initiative: ID = field(description="The initiative's opaque id.")
    kpi: ID = field(description="The KPI's opaque id; of whichever lever.")
    weight: float = field(default=1.0, description="The KPI's weight in the initiative's outcome, > 0, at most 1000.")
    linked_on: date | None = optional("The first day of the link; null or left out: today.")


@strawberry.input(description="The end of a link.")
class InitiativeUnlinkKpiInput(ChangeInput):
    id: ID = field(description="The link's opaque id.")
    unlinked_on: date | None = optional(
        "The first day without it, not before it began; null or left out: today. One still to come can be moved."
    )


def _create(writer: Writer, given: Given) -> Ids:
    terms = [each.read() for each in given.input.terms]
    columns = given.all(without=["terms"])
    return {"initiative": initiatives.initiative_create(writer=writer, columns=columns, terms=terms)}


def _update(writer: Writer, given: Given) -> Ids:
    initiative_id = initiatives.initiative_update(
        writer=writer, initiative_id=given.id("Initiative"), version=given.input.version, columns=given.all()
    )
    return {"initiative": initiative_id}


def _set_terms(writer: Writer, given: Given) -> Ids:
    initiative_id = initiative_terms.initiative_set_terms(
        writer=writer,
        initiative_id=given.id("Initiative"),
        version=given.input.version,
        valid_from=given.value("valid_from"),
        settings=given.all(without=["valid_from"]),
    )
    return {"initiative": initiative_id}


def _move(writer: Writer, given: Given) -> Ids:
    initiative_id = initiative_terms.initiative_move(
        writer=writer,
        initiative_id=given.id("Initiative"),
        version=given.input.version,
        stage=given.input.stage,
        valid_from=given.value("valid_from"),
        reason=given.value("reason"),
    )
    return {"initiative": initiative_id}


def _clone(writer: Writer, given: Given) -> Ids:
    clone_id = initiatives.initiative_clone(
        writer=writer,
        initiative_id=given.id("Initiative"),
        code=given.input.code,
        name=given.value("name"),
        start_date=given.input.start_date,
    )
    return {"initiative": clone_id}


def _archive(writer: Writer, given: Given) -> Ids:
    initiative_id = initiatives.initiative_archive(
        writer=writer,
        initiative_id=given.id("Initiative"),
        version=given.input.version,
        archived_on=given.value("archived_on", left_out=writer.today),
    )
    return {"initiative": initiative_id}


def _link_kpi(writer: Writer, given: Given) -> Ids:
    link_id = link.initiative_link_kpi(
        writer=writer,
        initiative_id=given.id("Initiative", "initiative"),
        kpi_id=given.id("Kpi", "kpi"),
        weight=given.input.weight,
        linked_on=given.value("linked_on"),
    )
    return {"link": link_id}


def _unlink_kpi(writer: Writer, given: Given) -> Ids:
    link_id = link.initiative_unlink_kpi(
        writer=writer,
        link_id=given.id("KpiLink"),
        version=given.input.version,
        unlinked_on=given.value("unlinked_on"),
    )
    return {"link": link_id}


_INITIATIVE = (Initiative, "The initiative, read back; null where nothing was written.")
_LINK = (KpiLink, "The link, read back; null where nothing was written.")

INITIATIVE_CREATE = mutation(
    Action.INITIATIVE_CREATE,
    _create,
    InitiativeCreateInput,
    payload("InitiativeCreatePayload", "What came of making an initiative.", initiative=_INITIATIVE),
    description="Make an initiative, with what is agreed about it.",
)
INITIATIVE_UPDATE = mutation(
    Action.INITIATIVE_UPDATE,
    _update,
    InitiativeUpdateInput,
    payload("InitiativeUpdatePayload", "What came of changing an initiative.", initiative=_INITIATIVE),
    description="Change an initiative's name, texts, people, start or tags. Weight, target date and levers: "
    "initiativeSetTerms; stage: initiativeMove.",
)
INITIATIVE_SET_TERMS = mutation(
    Action.INITIATIVE_SET_TERMS,
    _set_terms,
    InitiativeSetTermsInput,
    payload(
        "InitiativeSetTermsPayload",
        "The initiative with its new terms, or why they are refused.",
        initiative=_INITIATIVE,
    ),
    description="Agree weight, target date or lever shares of an initiative anew, from a day on: no past figure moves.",
)
INITIATIVE_MOVE = mutation(
    Action.INITIATIVE_MOVE,
    _move,
    InitiativeMoveInput,
    payload("InitiativeMovePayload", "What came of moving an initiative.", initiative=_INITIATIVE),
    description="Move an initiative to another stage, by the moves that its stage allows.",
)
INITIATIVE_CLONE = mutation(
    Action.INITIATIVE_CLONE,
    _clone,
    InitiativeCloneInput,
    payload("InitiativeClonePayload", "What came of cloning an initiative.", initiative=_INITIATIVE),
    description="Make an initiative like another one, PROPOSED today, with its milestones that are not cancelled, none "
    "of them completed; check-ins and links stay behind.",
)
INITIATIVE_ARCHIVE = mutation(
    Action.INITIATIVE_ARCHIVE,
    _archive,
    InitiativeArchiveInput,
    payload("InitiativeArchivePayload", "What came of archiving an initiative.", initiative=_INITIATIVE),
    description="Take an initiative out of lists and figures from a day on, or back in.",
)
INITIATIVE_LINK_KPI = mutation(
    Action.INITIATIVE_LINK_KPI,
    _link_kpi,
    InitiativeLinkKpiInput,
    payload("InitiativeLinkKpiPayload", "What came of linking.", link=_LINK),
    description="Link an initiative to a KPI that it should move.",
)
INITIATIVE_UNLINK_KPI = mutation(
    Action.INITIATIVE_UNLINK_KPI,
    _unlink_kpi,
    InitiativeUnlinkKpiInput,
    payload("InitiativeUnlinkKpiPayload", "What came of ending a link.", link=_LINK),
    description="End a link from a day on; days before keep it.",
)

"""The organisation itself: its vision, its levers, and how it weighs and judges."""

from datetime import date

import strawberry
from strawberry import ID, field

from ops_model.domain.permissions import Action
from ops_model.graphql.tracker.mutations.given import Given
from ops_model.graphql.tracker.mutations.values import PolicySettings
from ops_model.graphql.tracker.mutations.writing import (
    ChangeInput,
    Ids,
    OrganisationInput,
    kept,
    mutation,
    optional,
    payload,
)
from ops_model.graphql.tracker.types.lever import Lever
from ops_model.graphql.tracker.types.organisation import Organisation
from ops_model.graphql.tracker.types.policy import Vision
from ops_model.services import lever, organisation, scoring_policy, vision
from ops_model.services.writer import Writer


@strawberry.input(description="Changes of an organisation: what is left out stays. Its slug is for good.")
class OrganisationUpdateInput(ChangeInput):
    name: str | None = kept("What it is called, up to 200 characters.")
    time_zone: str | None = kept("The IANA time zone by which its days begin, like Europe/Berlin.")
    fiscal_year_start_month: int | None = kept("The month its fiscal year begins with, 1..12.")


@strawberry.input(description="Changes of what is said of a lever: what is left out stays, null clears.")
class LeverUpdateInput(ChangeInput):
    ambition: str | None = optional("What the organisation wants of it, up to 10,000 characters; null: not said.")
    shift_from: str | None = optional("Where the organisation comes from, up to 10,000 characters; null: not said.")
    shift_to: str | None = optional("Where it is going, up to 10,000 characters; null: not said.")
    sponsor: ID | None = optional(
        "The id of the membership, from Organisation.members, of who answers for it; null: nobody."
    )


@strawberry.input(description="The next version of the vision, as a draft.")
class VisionDraftInput(OrganisationInput):
    statement: str = field(description="What the organisation wants to be for its customers, up to 10,000 characters.")
    purpose: str | None = optional("Why it exists for them, up to 10,000 characters; null: not said.")
    start_date: date = field(description="When the way there begins.")
    target_date: date = field(description="When it is to be reached; after the start.")
    north_star: ID | None = optional("The id of the KPI shown beside the index; null: none.")


@strawberry.input(description="Changes of a draft: what is left out stays, null clears. What is published stays.")
class VisionUpdateInput(ChangeInput):
    statement: str | None = kept("What the organisation wants to be for its customers, up to 10,000 characters.")
    purpose: str | None = optional("Why it exists for them, up to 10,000 characters; null: not said.")
    start_date: date | None = kept("When the way there begins.")
    target_date: date | None = kept("When it is to be reached; after the start.")
    north_star: ID | None = optional("The id of the KPI shown beside the index; null: none.")


@strawberry.input(description="The publication of a draft: it is the vision from then on.")
class VisionPublishInput(ChangeInput):
    published_on: date | None = optional("The day, none to come and none that another has; null or left out: today.")


@strawberry.input(description="How to weigh and judge from a day on. What is left out stays as it is.")
class ScoringPolicySetInput(OrganisationInput, PolicySettings):
    valid_from: date | None = optional("From when this holds: today or later; null or left out: today.")
    reason: str | None = optional("Why it is set, up to 10,000 characters; null or left out: not said.")


def _organisation_update(writer: Writer, given: Given) -> Ids:
    organisation_id = organisation.organisation_update(
        writer=writer,
        organisation_id=given.id("Organisation"),
        version=given.input.version,
        columns=given.all(),
    )
    return {"organisation": organisation_id}


def _lever_update(writer: Writer, given: Given) -> Ids:
    lever_id = lever.lever_update(
        writer=writer, lever_id=given.id("Lever"), version=given.input.version, columns=given.all()
    )
    return {"lever": lever_id}


def _vision_draft(writer: Writer, given: Given) -> Ids:
    return {"vision": vision.vision_draft(writer=writer, columns=given.all())}


def _vision_update(writer: Writer, given: Given) -> Ids:
    vision_id = vision.vision_update(
        writer=writer, vision_id=given.id("Vision"), version=given.input.version, columns=given.all()
    )
    return {"vision": vision_id}


def _vision_publish(writer: Writer, given: Given) -> Ids:
    vision_id = vision.vision_publish(
        writer=writer,
        vision_id=given.id("Vision"),
        version=given.input.version,
        published_on=given.value("published_on"),
    )
    return {"vision": vision_id}


def _scoring_policy_set(writer: Writer, given: Given) -> Ids:
    organisation_id = scoring_policy.scoring_policy_set(
        writer=writer,
        valid_from=given.value("valid_from"),
        settings=given.all(without=["valid_from"]),
    )
    return {"organisation": organisation_id}


_VISION = (Vision, "The version of the vision, read back; null where nothing was written.")
_ORGANISATION = (Organisation, "The organisation, read back; null where nothing was written.")

ORGANISATION_UPDATE = mutation(
    Action.ORGANISATION_UPDATE,
    _organisation_update,
    OrganisationUpdateInput,
    payload("OrganisationUpdatePayload", "What came of changing the organisation.", organisation=_ORGANISATION),
    description="Change the organisation itself: its name, the time zone of its days, its fiscal year.",
)
SCORING_POLICY_SET = mutation(
    Action.SCORING_POLICY_SET,
    _scoring_policy_set,
    ScoringPolicySetInput,
    payload("ScoringPolicySetPayload", "What came of setting the scoring policy.", organisation=_ORGANISATION),
    description="Set how the organisation weighs and judges, from a day on: no past figure moves.",
)
LEVER_UPDATE = mutation(
    Action.LEVER_UPDATE,
    _lever_update,
    LeverUpdateInput,
    payload(
        "LeverUpdatePayload",
        "What came of changing a lever.",
        lever=(Lever, "The lever, read back; null where nothing was written."),
    ),
    description="Change what is said of a lever: ambition, shift, sponsor. Its weight is in the scoring policy.",
)
VISION_DRAFT = mutation(
    Action.VISION_DRAFT,
    _vision_draft,
    VisionDraftInput,
    payload("VisionDraftPayload", "What came of drafting a vision.", vision=_VISION),
    description="Draft the next version of the vision.",
)
VISION_UPDATE = mutation(
    Action.VISION_UPDATE,
    _vision_update,
    VisionUpdateInput,
    payload("VisionUpdatePayload", "What came of changing a draft.", vision=_VISION),
    description="Change a draft of the vision; what is published stays as it is.",
)
VISION_PUBLISH = mutation(
    Action.VISION_PUBLISH,
    _vision_publish,
    VisionPublishInput,
    payload("VisionPublishPayload", "What came of publishing a vision.", vision=_VISION),
    description="Publish a draft: it is the vision from a day on, until the next.",
)

"""Visions: drafted, then published, and from then on as they are."""

from datetime import date
from uuid import UUID

from django.db.models import Max

from ops_model.domain.permissions import Action
from ops_model.domain.rules import past_day_problem
from ops_model.models import Vision
from ops_model.services.errors import ErrorCode, ServiceError, refuse
from ops_model.services.refusals import fields_check, one_write, problems_refused
from ops_model.services.rows import Changes, columns_check, organisation_lock, row_change, row_lock
from ops_model.services.writer import Writer


def vision_draft(*, writer: Writer, columns: Changes) -> UUID:
    """Draft the next version of the vision, and return its id. One draft after another is numbered, also by two who
    draft at once.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND for the north star, INVALID for dates in the wrong
    order, and what columns cannot be.
    """
    writer.ask(Action.VISION_DRAFT)
    with one_write():
        organisation_lock(writer)
        visions = Vision.objects.filter(organisation_id=writer.organisation_id)
        newest = visions.aggregate(number=Max("number"))["number"] or 0
        row = Vision(
            organisation_id=writer.organisation_id,
            number=newest + 1,
            updated_by_id=writer.membership_id,
            **columns,
        )
        fields_check(row)
        row.save(force_insert=True)
    return row.pk


def vision_update(*, writer: Writer, vision_id: UUID, version: int, columns: Changes) -> UUID:
    """Change a draft: the columns given, and no others.

    Two statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for one that is published, and as
    `vision_draft`.
    """
    writer.ask(Action.VISION_UPDATE)
    columns_check(columns)
    with one_write():
        row_change(_draft(writer, vision_id, version), writer, columns)
    return vision_id


def vision_publish(*, writer: Writer, vision_id: UUID, version: int, published_on: date | None) -> UUID:
    """Publish a draft on a day, today (None) or an earlier one; it is the vision from then on, until the next.

    Two statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for one that is published,
    OUT_OF_RANGE for a day to come, DUPLICATE where another was published on the day.
    """
    writer.ask(Action.VISION_PUBLISH)
    day = published_on or writer.today
    if problem := past_day_problem("published_on", day, today=writer.today):
        refuse(problems_refused([problem]))
    with one_write():
        row_change(_draft(writer, vision_id, version), writer, {"published_on": day})
    return vision_id


def _draft(writer: Writer, vision_id: UUID, version: int) -> Vision:
    vision = row_lock(Vision, writer, vision_id, version=version)
    if vision.published_on is not None:
        message = f"Version {vision.number} is published since {vision.published_on} and stays: draft a new one."
        raise ServiceError(ErrorCode.INVALID, ("id",), message)
    return vision

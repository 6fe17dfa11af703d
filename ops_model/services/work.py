"""The work on an initiative: whose it is, and until when it may change."""

from collections.abc import Iterator
from datetime import date

from ops_model.domain.permissions import Action
from ops_model.domain.rules import work_problem
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Initiative, InitiativeTerms
from ops_model.services.archive import not_archived_check
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.refusals import Path
from ops_model.services.writer import Writer


def work_check(writer: Writer, action: Action, initiative: Initiative, *, field: Path = ("id",)) -> None:
    """Raise a ServiceError FORBIDDEN where the initiative is not the writer's to work on, INVALID where it is archived,
    NOT_ALLOWED_IN_STAGE where it has ended. One statement."""
    writer.ask_of(action, owner_id=initiative.owner_id)
    not_archived_check(initiative, writer, field=field)
    refuse(work_refused(stage_on(initiative, writer.today), field=field))


def work_refused(stage: InitiativeStage | None, *, field: Path) -> Iterator[Refused]:
    """Yield why work on an initiative in a stage (None: before it exists) may not change: it has ended."""
    if stage and (problem := work_problem(stage)):
        yield Refused(ErrorCode[problem.code], field, problem.message)


def stage_on(initiative: Initiative, day: date) -> InitiativeStage | None:
    """Return the stage in force on a day; None before the initiative exists. One statement."""
    begun = InitiativeTerms.objects.filter(
        organisation_id=initiative.organisation_id, initiative_id=initiative.pk, valid_from__lte=day
    )
    stage = begun.order_by("-valid_from").values_list("stage", flat=True).first()
    return InitiativeStage(stage) if stage else None

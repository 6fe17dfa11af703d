"""What is agreed about initiatives: stage, weight, target date, lever shares."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from uuid import UUID

from ops_model import models
from ops_model.domain.permissions import Action
from ops_model.domain.progress import facts, terms_in_force
from ops_model.domain.rules import stage_move_problem, stage_moves_problems
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Initiative
from ops_model.services.archive import not_archived_check
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.lever_shares import lever_shares_settings, shared_terms_problems
from ops_model.services.refusals import one_write, problems_refused
from ops_model.services.rows import row_change, row_lock, version_check
from ops_model.services.terms import Settings, changed_versions, first_versions, later_refused, versions_write
from ops_model.services.terms_rows import initiative_terms_columns, initiative_terms_of
from ops_model.services.writer import Writer

_CLEARABLE = ("target_date",)


def initiative_set_terms(
    *, writer: Writer, initiative_id: UUID, version: int, valid_from: date | None, settings: Settings
) -> UUID:
    """Agree weight, target date or lever shares of an initiative anew, with a `reason` or none, from a day on: today
    (None), or a later one. Later versions follow in what they had the same. `lever_shares` are LeverShareEntry's.

    Three statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT,
    INVALID for one that is archived, OUT_OF_RANGE for a day in the past, and what terms cannot be.
    """
    writer.ask(Action.INITIATIVE_SET_TERMS)
    return _change(writer, initiative_id, version, valid_from or writer.today, settings)


def initiative_move(
    *,
    writer: Writer,
    initiative_id: UUID,
    version: int,
    stage: InitiativeStage,
    valid_from: date | None,
    reason: str | None,
) -> UUID:
    """Move an initiative to another stage from a day on: today (None), or a later one.

    Three statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT,
    INVALID for one that is archived or is in the stage already, NOT_ALLOWED_IN_STAGE for a move that no stage allows,
    now or in a later version, REQUIRED for a move that asks for a reason, OUT_OF_RANGE for a day in the past.
    """
    writer.ask(Action.INITIATIVE_MOVE)
    return _change(writer, initiative_id, version, valid_from or writer.today, {"stage": stage, "reason": reason})


def first_initiative_versions(entries: Sequence[Settings], *, writer: Writer) -> tuple[facts.InitiativeTerms, ...]:
    """Return the versions that an initiative is created with. No statement. Raises ServiceError for what cannot be."""
    proposed = {"stage": InitiativeStage.PROPOSED}
    given = [
        {**(proposed if place == 0 else {}), **lever_shares_settings(entry, within=("terms", str(place)))}
        for place, entry in enumerate(entries)
    ]
    versions = first_versions(facts.InitiativeTerms, given, begins=writer.today, clearable=_CLEARABLE, writer=writer)
    problems = [
        *(
            refused
            for place, (entry, version) in enumerate(zip(entries, versions, strict=True))
            for refused in problems_refused(shared_terms_problems(entry, version), within=("terms", str(place)))
        ),
        *problems_refused(stage_moves_problems(versions), within=("terms",)),
    ]
    refuse(problems)
    return versions


def initiative_versions_write(
    initiative_id: UUID, versions: Sequence[facts.InitiativeTerms], *, writer: Writer
) -> None:
    """Write the first versions of an initiative's terms. One statement a version."""
    versions_write([], [*map(initiative_terms_columns, versions)], new=_new(writer, initiative_id), writer=writer)


def stage_on(initiative_id: UUID, day: date) -> InitiativeStage | None:
    """Return the stage in force on a day; None before the initiative exists. One statement."""
    begun = models.InitiativeTerms.objects.filter(initiative_id=initiative_id, valid_from__lte=day)
    stage = begun.order_by("-valid_from").values_list("stage", flat=True).first()
    return InitiativeStage(stage) if stage else None


def _change(writer: Writer, initiative_id: UUID, version: int, since: date, settings: Settings) -> UUID:
    with one_write():
        initiative = row_lock(Initiative, writer, initiative_id)
        version_check(initiative, version)
        not_archived_check(initiative, writer)
        rows = list(models.InitiativeTerms.objects.filter(initiative_id=initiative_id).order_by("valid_from"))
        before = [initiative_terms_of(row) for row in rows]
        changes = lever_shares_settings(settings)
        versions = changed_versions(before, changes, valid_from=since, clearable=_CLEARABLE, writer=writer)
        if "stage" in settings:
            refuse(_moves_refused(before, versions, since, reason=settings["reason"]))
        later_refused(versions, since, partial(shared_terms_problems, settings))
        versions_write(
            rows,
            [*map(initiative_terms_columns, versions)],
            new=_new(writer, initiative_id),
            writer=writer,
            changed_on=since,
        )
        row_change(initiative, writer, {})
    return initiative_id


def _moves_refused(
    before: Sequence[facts.InitiativeTerms],
    after: Sequence[facts.InitiativeTerms],
    since: date,
    *,
    reason: str | None,
) -> Iterator[Refused]:
    """Yield why a move is refused: by the stage that was in force, or by one that was agreed for later.

    What was in force counts and not the version before it: of two moves on one day one version is left.
    """
    in_force = terms_in_force(before, since)
    moved = terms_in_force(after, since)
    if in_force and moved and (problem := stage_move_problem(in_force.stage, moved.stage, reason=reason)):
        yield from problems_refused([problem])
    was = {version.valid_from: version.stage for version in before}
    for one, following in pairwise(version for version in after if version.valid_from >= since):
        touched = one is moved or was[one.valid_from] is not one.stage
        if touched and following.stage is not one.stage:
            problem = stage_move_problem(one.stage, following.stage, reason=following.reason)
            if problem:
                message = f"It is agreed to be {following.stage} from {following.valid_from} on: {problem.message}"
                yield Refused(ErrorCode[problem.code], problem.field, message)


def _new(writer: Writer, initiative_id: UUID) -> Callable[..., models.InitiativeTerms]:
    return partial(models.InitiativeTerms, organisation_id=writer.organisation_id, initiative_id=initiative_id)

"""What is agreed about initiatives: stage, weight, target date, lever shares."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.progress.facts import InitiativeTerms
from ops_model.domain.rules import stage_move_problem, stage_moves_problems
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Initiative
from ops_model.services.archive import unarchived_lock
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.lever_shares import lever_shares_settings, shared_terms_problems
from ops_model.services.refusals import one_write, problems_refused
from ops_model.services.rows import row_change
from ops_model.services.terms import Settings, terms_agreed, terms_first, terms_rows, terms_write, versions_refused
from ops_model.services.terms_rows import INITIATIVE_TERMS
from ops_model.services.writer import Writer


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
    """Move an initiative to another stage from a day on: today (None), or a later one. A move that is planned for a
    later day is taken back by moving, on that day, to the stage before it.

    Three statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT,
    INVALID for one that is archived, NOT_ALLOWED_IN_STAGE for a move that no stage allows, now or in a later version,
    or to the stage that it is in, REQUIRED for a move that asks for a reason, OUT_OF_RANGE for a day in the past.
    """
    writer.ask(Action.INITIATIVE_MOVE)
    return _change(writer, initiative_id, version, valid_from or writer.today, {"stage": stage, "reason": reason})


def initiative_terms_first(entries: Sequence[Settings], *, writer: Writer) -> tuple[InitiativeTerms, ...]:
    """Return the versions that an initiative is made with. No statement. Raises ServiceError for what cannot be."""
    given = [lever_shares_settings(entry, within=("terms", str(place))) for place, entry in enumerate(entries)]
    if given and given[0].get("stage") is None:
        given[0] = {**given[0], "stage": InitiativeStage.PROPOSED}
    versions = terms_first(INITIATIVE_TERMS, given, begins=writer.today, writer=writer)
    own = (
        refused
        for place, (entry, version) in enumerate(zip(entries, versions, strict=True))
        for refused in problems_refused(shared_terms_problems(entry, version), within=("terms", str(place)))
    )
    refuse([*own, *problems_refused(stage_moves_problems(versions), within=("terms",))])
    return versions


def initiative_terms_agreed(
    before: Sequence[InitiativeTerms], settings: Settings, *, since: date, today: date
) -> tuple[InitiativeTerms, ...]:
    """Return all versions of an initiative's terms as they are after some settings, its `stage` or others, are agreed
    from a day on. No statement. Raises ServiceError for what `initiative_set_terms` and `initiative_move` do."""

    def refused(after: Sequence[InitiativeTerms]) -> Iterator[Refused]:
        if "stage" in settings:
            yield from _moves_refused(before, after, since, today=today, reason=settings["reason"])
        yield from versions_refused(after, since, lambda terms: shared_terms_problems(settings, terms))

    changes = lever_shares_settings(settings)
    return terms_agreed(INITIATIVE_TERMS, before, changes, since=since, today=today, refused=refused)


def _change(writer: Writer, initiative_id: UUID, version: int, since: date, settings: Settings) -> UUID:
    with one_write():
        initiative = unarchived_lock(Initiative, writer, initiative_id, version=version)
        rows = terms_rows(INITIATIVE_TERMS, about=initiative_id, writer=writer)
        before = [*map(INITIATIVE_TERMS.read, rows)]
        after = initiative_terms_agreed(before, settings, since=since, today=writer.today)
        terms_write(INITIATIVE_TERMS, rows, after, about=initiative_id, since=since, writer=writer)
        row_change(initiative, writer, {})
    return initiative_id


def _moves_refused(
    before: Sequence[InitiativeTerms],
    after: Sequence[InitiativeTerms],
    since: date,
    *,
    today: date,
    reason: str | None,
) -> Iterator[Refused]:
    """Yield why a move is refused: by the stage that it leads from, or by one that was agreed for later.

    Today it leads from the stage in force, also where that began today: of two moves on one day one version is left. On
    a later day, of which nothing has happened yet, it leads from the stage of the day before.
    """
    stages = {version.valid_from: version.stage for version in before}
    leads_from = [stage for day, stage in stages.items() if day < since or day == since == today][-1]
    moved = next(version for version in after if version.valid_from == since)
    planned_anew = since > today and leads_from is moved.stage
    if not planned_anew and (problem := stage_move_problem(leads_from, moved.stage, reason=reason)):
        yield from problems_refused([problem])
    for one, following in pairwise(version for version in after if version.valid_from >= since):
        touched = any(stages.get(each.valid_from) is not each.stage for each in (one, following))
        if touched and following.stage is not one.stage:
            problem = stage_move_problem(one.stage, following.stage, reason=following.reason)
            if problem:
                message = f"It is agreed to be {following.stage} from {following.valid_from} on: {problem.message}"
                yield Refused(ErrorCode[problem.code], problem.field, message)

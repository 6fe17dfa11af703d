"""What is agreed about initiatives: stage, weight, target date, lever shares."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from uuid import UUID

from ops_model import models
from ops_model.domain.framework import LeverKind
from ops_model.domain.permissions import Action
from ops_model.domain.progress import facts, terms_in_force
from ops_model.domain.rules import initiative_terms_problems, stage_move_problem, stage_moves_problems
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Initiative
from ops_model.services.archive import not_archived_check
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.refusals import Path, one_write, problems_refused
from ops_model.services.rows import row_change, row_lock, version_check
from ops_model.services.terms import Settings, changed_versions, first_versions, later_refused, versions_write
from ops_model.services.terms_rows import initiative_terms_columns, initiative_terms_of
from ops_model.services.writer import Writer

_CLEARABLE = ("target_date",)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverShareEntry:
    """An initiative's share in a lever, a relative weight > 0; `primary` may be left out where it has one lever."""

    lever: LeverKind
    share: float = 1.0
    primary: bool = False


def initiative_set_terms(
    *, writer: Writer, initiative_id: UUID, version: int, valid_from: date | None, settings: Settings
) -> UUID:
    """Agree weight, target date or lever shares of an initiative anew, with a `reason` or none, from a day on: today
    (None), or a later one. Later versions follow in what they had the same. `lever_shares` are LeverShareEntry's.

    Three statements, and one for each version that differs. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT,
    INVALID for one that is archived, OUT_OF_RANGE for a day in the past, and what terms cannot be.
    """
    writer.ask(Action.INITIATIVE_SET_TERMS)
    return _change(writer, initiative_id, version, valid_from or writer.today, _settings(settings))


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
        {**(proposed if place == 0 else {}), **_settings(entry, within=("terms", str(place)))}
        for place, entry in enumerate(entries)
    ]
    versions = first_versions(facts.InitiativeTerms, given, begins=writer.today, clearable=_CLEARABLE, writer=writer)
    problems = [
        *(
            refused
            for place, version in enumerate(versions)
            for refused in _version_refused(version, within=("terms", str(place)))
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
        versions = changed_versions(before, settings, valid_from=since, clearable=_CLEARABLE, writer=writer)
        if "stage" in settings:
            refuse(_moves_refused(before, versions, since))
        later_refused(versions, since, initiative_terms_problems)
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
    before: Sequence[facts.InitiativeTerms], after: Sequence[facts.InitiativeTerms], since: date
) -> Iterator[Refused]:
    """Yield why a move is refused: by the stage that was in force, or by one that was agreed for later.

    What was in force counts and not the version before it: of two moves on one day one version is left.
    """
    in_force = terms_in_force(before, since)
    moved = terms_in_force(after, since)
    if in_force and moved and (problem := stage_move_problem(in_force.stage, moved.stage, reason=moved.reason)):
        yield from problems_refused([problem])
    was = {version.valid_from: version.stage for version in before}
    for one, following in pairwise(version for version in after if version.valid_from >= since):
        touched = one is moved or was[one.valid_from] is not one.stage
        if touched and following.stage is not one.stage:
            problem = stage_move_problem(one.stage, following.stage, reason=following.reason)
            if problem:
                message = f"It is agreed to be {following.stage} from {following.valid_from} on: {problem.message}"
                yield Refused(ErrorCode[problem.code], problem.field, message)


def _version_refused(version: facts.InitiativeTerms, *, within: Path = ()) -> Iterator[Refused]:
    return problems_refused(initiative_terms_problems(version), within=within)


def _settings(given: Settings, *, within: Path = ()) -> Settings:
    """Return settings as the arithmetic has them. Raises ServiceError for shares that name a lever twice, or no lever,
    or several, as the primary one."""
    entries: Sequence[LeverShareEntry] | None = given.get("lever_shares")
    if entries is None:
        return given
    path = (*within, "lever_shares")
    counts = Counter(entry.lever for entry in entries)
    refuse(
        Refused(
            ErrorCode.DUPLICATE, (*path, str(place), "lever"), f"{entry.lever} is named twice: name each lever once."
        )
        for place, entry in enumerate(entries)
        if counts[entry.lever] > 1
    )
    primary = [entry.lever for entry in entries if entry.primary] or [
        entry.lever for entry in entries if len(entries) == 1
    ]
    if len(primary) != 1:
        refuse([Refused(ErrorCode.INVALID, path, "Name one lever, and one alone, as the primary one.")])
    shares = {entry.lever: entry.share for entry in entries}
    return {**given, "primary_lever": primary[0], "lever_shares": shares}


def _new(writer: Writer, initiative_id: UUID) -> Callable[..., models.InitiativeTerms]:
    return partial(models.InitiativeTerms, organisation_id=writer.organisation_id, initiative_id=initiative_id)

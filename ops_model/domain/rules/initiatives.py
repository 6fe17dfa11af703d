"""What is refused of an initiative's terms, of its moves, and of work on it by its stage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ops_model.domain.progress.facts import InitiativeTerms
from ops_model.domain.rules.bounds import WEIGHT_MAX
from ops_model.domain.rules.problem import Problem, weight_problems
from ops_model.domain.stages import ENDED, MOVES, MOVES_WITH_REASON, InitiativeStage


def initiative_terms_problems(terms: InitiativeTerms) -> tuple[Problem, ...]:
    """What is wrong with one version of an initiative's terms."""
    return (*weight_problems(terms.weight), *_share_problems(terms))


def stage_move_problem(before: InitiativeStage, after: InitiativeStage, *, reason: str | None = None) -> Problem | None:
    """Why an initiative may not move from one stage to another; None where it may."""
    allowed = MOVES[before]
    if after not in allowed:
        ways = f"can move to {_any_of(allowed)}, not to {after}" if allowed else "stays so: create a new one instead"
        return Problem("NOT_ALLOWED_IN_STAGE", ("stage",), f"An initiative that is {before} {ways}.")
    if (before, after) in MOVES_WITH_REASON and not (reason or "").strip():
        return Problem("REQUIRED", ("reason",), f"Give the reason for going back from {before} to {after}.")
    return None


def stage_moves_problems(versions: Sequence[InitiativeTerms]) -> Iterator[Problem]:
    """Why an initiative's versions, ascending by date, may not follow each other. The field begins with the place of
    the version that the stage would move in."""
    for place, (before, after) in enumerate(pairwise(versions), start=1):
        if before.stage is not after.stage:
            problem = stage_move_problem(before.stage, after.stage, reason=after.reason)
            if problem:
                yield replace(problem, field=(str(place), *problem.field))


def work_problem(stage: InitiativeStage) -> Problem | None:
    """Why the milestones and links of an initiative in a stage may not change; None: they may, until the end."""
    if stage not in ENDED:
        return None
    return Problem("NOT_ALLOWED_IN_STAGE", (), f"An initiative that is {stage} has ended: its work stays as it is.")


def check_in_problem(stage: InitiativeStage | None) -> Problem | None:
    """Why nothing may be reported of an initiative on a day by its stage then (None: it does not exist yet); None: it
    may."""
    if stage is None:
        return Problem("OUT_OF_RANGE", ("checked_on",), "The initiative did not exist on this day: give a later one.")
    if stage is InitiativeStage.PROPOSED or stage in ENDED:
        message = f"Nothing is reported of an initiative that is {stage}: work has not begun, or is over."
        return Problem("NOT_ALLOWED_IN_STAGE", ("checked_on",), message)
    return None


def _share_problems(terms: InitiativeTerms) -> Iterator[Problem]:
    for kind, share in terms.lever_shares.items():
        if not 0 < share <= WEIGHT_MAX:
            message = f"Give {kind} a share above 0 and up to {WEIGHT_MAX:,}, or leave it out."
            yield Problem("OUT_OF_RANGE", ("lever_shares", kind.value), message)
    if terms.primary_lever not in terms.lever_shares:
        message = f"Give {terms.primary_lever} a share: it is the primary lever."
        yield Problem("REQUIRED", ("lever_shares", terms.primary_lever.value), message)


def _any_of(stages: tuple[InitiativeStage, ...]) -> str:
    *others, last = stages
    return f"{', '.join(others)} or {last}" if others else last

"""Lever shares as people give them: a list, in which one lever is the primary one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import InitiativeTerms
from ops_model.domain.rules import Problem, initiative_terms_problems
from ops_model.services.errors import ErrorCode, Refused, refuse
from ops_model.services.refusals import Path

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverShareEntry:
    """An initiative's share in a lever, a relative weight > 0; `primary` may be left out where it has one lever."""

    lever: LeverKind
    share: float = 1.0
    primary: bool = False


def lever_shares_settings(given: Settings, *, within: Path = ()) -> Settings:
    """Return settings as the arithmetic has them: `lever_shares`, where given, by lever, with the primary one beside.

    No statement. Raises ServiceError for shares that name a lever twice, and for no primary lever or several.
    """
    entries: Sequence[LeverShareEntry] | None = given.get("lever_shares")
    if entries is None:
        return given
    path = (*within, "lever_shares")
    times = Counter(entry.lever for entry in entries)
    refuse(
        Refused(ErrorCode.DUPLICATE, (*path, str(place), "lever"), f"{entry.lever} stands here twice: name it once.")
        for place, entry in enumerate(entries)
        if times[entry.lever] > 1
    )
    primary = [entry.lever for entry in entries if entry.primary or len(entries) == 1]
    if len(primary) != 1:
        refuse([Refused(ErrorCode.INVALID, path, "Name one lever, and one alone, as the primary one.")])
    shares = {entry.lever: entry.share for entry in entries}
    return {**given, "primary_lever": primary[0], "lever_shares": shares}


def shared_terms_problems(given: Settings, terms: InitiativeTerms) -> Iterator[Problem]:
    """Yield what is wrong with a version of an initiative's terms; what a share cannot be, at its place in the list
    that was `given`."""
    places = {entry.lever.value: str(place) for place, entry in enumerate(given.get("lever_shares") or ())}
    for problem in initiative_terms_problems(terms):
        match problem.field:
            case ("lever_shares", kind) if kind in places:
                yield replace(problem, field=("lever_shares", places[kind], "share"))
            case ("lever_shares", _):
                yield replace(problem, field=("lever_shares",))
            case _:
                yield problem

"""How what is agreed changes: dated versions, each whole, of which the newest by a day is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from ops_model.domain.progress.facts import InitiativeTerms, KpiTerms, ScoringPolicy

TermsT = TypeVar("TermsT", bound=KpiTerms | InitiativeTerms | ScoringPolicy)

_TOGETHER = frozenset({"primary_lever", "lever_shares"})
"""What is one thing to people, and carried on as one."""


def terms_changed(
    versions: Sequence[TermsT], *, valid_from: date, changes: Mapping[str, object], reason: str | None
) -> tuple[TermsT, ...]:
    """Return the versions after a change, of `versions` ascending by date, one of which is in force on `valid_from`.

    The change makes a version of its day, or is made to the one that the day has, which keeps its reason if no other
    is given. In later versions it changes the fields that have the same value as before it: of the policy's weights and
    levels lever by lever, of lever shares and the primary lever all or none. Raises LookupError where nothing is in
    force on the day.
    """
    begun = [version for version in versions if _begins(version) <= valid_from]
    later = versions[len(begun) :]
    if not begun:
        raise LookupError(f"Nothing is in force on {valid_from}.")
    before = begun[-1]
    again = before.valid_from == valid_from
    reason = before.reason if again and reason is None else reason
    changed = replace(before, valid_from=valid_from, reason=reason, **dict[str, Any](changes))
    kept = begun[:-1] if again else begun
    return (*kept, changed, *(replace(version, **_merged(before, version, changes)) for version in later))


def _merged(before: TermsT, version: TermsT, changes: Mapping[str, object]) -> dict[str, Any]:
    """Return the changes that a later version takes over: of the fields in which it is as `before` was."""
    if isinstance(version, ScoringPolicy):
        return {name: _by_lever(getattr(before, name), getattr(version, name), new) for name, new in changes.items()}
    alike = {name for name in changes if getattr(version, name) == getattr(before, name)}
    if not alike >= _TOGETHER & changes.keys():
        alike -= _TOGETHER
    return {name: changes[name] for name in alike}


def _by_lever(before: object, own: object, value: object) -> object:
    if isinstance(before, Mapping) and isinstance(own, Mapping) and isinstance(value, Mapping):
        return {kind: value[kind] if own[kind] == before[kind] else own[kind] for kind in own}
    return value if own == before else own


def _begins(version: TermsT) -> date:
    return version.valid_from or date.min

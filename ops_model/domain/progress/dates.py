"""What is in force, over or out on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from ops_model.domain.progress.facts import InitiativeTerms, KpiTerms, LinkFacts, ScoringPolicy

LAST_DAY = date.max.toordinal()

TermsT = TypeVar("TermsT", bound=KpiTerms | InitiativeTerms)


def terms_in_force(terms: Sequence[TermsT], as_of: date) -> TermsT | None:
    """The newest version begun by `as_of`, of `terms` ascending by `valid_from`; None before the thing exists."""
    for version in reversed(terms):
        if version.valid_from <= as_of:
            return version
    return None


def policy_in_force(policies: Sequence[ScoringPolicy], as_of: date) -> ScoringPolicy:
    """The newest policy begun by `as_of`, of `policies` ascending by `valid_from`; the first is in force from the
    beginning of time. Raises IndexError where there is none at all."""
    for policy in reversed(policies[1:]):
        if policy.valid_from is None or policy.valid_from <= as_of:
            return policy
    return policies[0]


def begun(on: date | None, as_of: date) -> bool:
    """Whether something dated `on` (archived, cancelled, completed) is so at the end of `as_of`; None: it never is."""
    return on is not None and on <= as_of


def link_in_force(link: LinkFacts, as_of: date) -> bool:
    """Whether the link holds on `as_of`: from `linked_on` to the day before `unlinked_on`."""
    return link.linked_on <= as_of and not begun(link.unlinked_on, as_of)


def days_after(on: date, days: int) -> date:
    """The day `days` after `on`, or the calendar's last where that lies beyond it."""
    return after(on, timedelta(min(days, LAST_DAY)))


def after(on: date, span: timedelta) -> date:
    """The day that a span ends which begins on `on`, or the calendar's last where that lies beyond it."""
    try:
        return on + span
    except OverflowError:
        return date.max

"""What check-ins tell of an initiative, and when the next is due."""

from collections.abc import Sequence
from datetime import date

from ops_model.domain.progress.dates import days_after
from ops_model.domain.progress.facts import CheckInFacts, InitiativeTerms
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import UNDER_WAY

HABIT = 3
"""How many check-ins in a row must say ON_TRACK for an initiative AT_RISK to be a watermelon."""

SILENT = {Health.OFF_TRACK: 1, Health.AT_RISK: HABIT}
"""How many check-ins in a row must say ON_TRACK for an initiative of this computed health to be a watermelon."""

_ON_TRACK = Health.ON_TRACK


def check_in_due_on(
    terms: Sequence[InitiativeTerms], check_ins: Sequence[CheckInFacts], *, check_in_days: int, as_of: date
) -> date | None:
    """The first day on which more than `check_in_days` have passed since the newest check-in, or since the present
    run in APPROVED and IN_PROGRESS began, whichever is newer; None in other stages. `check_ins` dated by `as_of`,
    newest first."""
    began = _present_run_began(terms, as_of)
    if began is None:
        return None
    since = max(began, check_ins[0].checked_on) if check_ins else began
    return days_after(since, check_in_days + 1)


def is_watermelon(computed: Health, check_ins: Sequence[CheckInFacts]) -> bool:
    """Green outside, red inside: last reported ON_TRACK while computed OFF_TRACK, or computed AT_RISK while the
    newest three all said ON_TRACK."""
    silent = SILENT.get(computed)
    if silent is None or len(check_ins) < silent:
        return False
    return all(check_in.health is _ON_TRACK for check_in in check_ins[:silent])


def _present_run_began(terms: Sequence[InitiativeTerms], as_of: date) -> date | None:
    began = None
    for version in terms:
        if version.valid_from > as_of:
            break
        if version.stage not in UNDER_WAY:
            began = None
        elif began is None:
            began = version.valid_from
    return began

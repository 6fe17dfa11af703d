"""Why the index moved between two days, by what is known of both today."""

from datetime import date

from ops_model.domain.progress import headline_since, headline_text, movement_restated
from ops_model.domain.progress.movement import Movement
from ops_model.selectors.reading import Reading
from ops_model.selectors.state import OrganisationState


def movement(reading: Reading, state: OrganisationState, *, from_: date, to: date) -> Movement:
    """Return what moved the index of an organisation between the ends of two days; subjects are as of `to`.

    Five statements for each of the days that was not asked for before, whatever the organisation's size.
    """
    return _moved(reading.at(state, from_), reading.at(state, to))


def headline(reading: Reading, state: OrganisationState, *, since: date | None) -> tuple[str, ...]:
    """Return at most five sentences on what moved most from a day, or from 30 days before where none is given, to the
    state as it is given. Five statements for a day that was not asked for before."""
    before = reading.at(state, since or headline_since(state.as_of))
    return headline_text(_moved(before, state))


def _moved(before: OrganisationState, after: OrganisationState) -> Movement:
    return movement_restated(before.figures, after.figures, policies=after.scoring_policies)

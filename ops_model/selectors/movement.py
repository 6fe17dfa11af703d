"""Why the index moved between two days: by what is known of both today, or between what was reported of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from ops_model.domain.progress import headline_since, headline_text, movement_restated
from ops_model.domain.progress.causes import corrected_causes, dated_causes
from ops_model.domain.progress.movement import Movement, movement_between
from ops_model.domain.progress.reported import reported_end
from ops_model.selectors.facts.measurement_facts import corrections_between
from ops_model.selectors.histories import History
from ops_model.selectors.reading import Reading
from ops_model.selectors.reports.snapshot import Snapshot
from ops_model.selectors.snapshots import snapshot_on
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


class NotReportedError(LookupError):
    """Nothing was reported of a day."""

    def __init__(self, on: date) -> None:
        """Take the day."""
        super().__init__(f"Nothing was reported of {on}")


def movement_reported(reading: Reading, state: OrganisationState, *, from_: date, to: date) -> Movement:
    """Return what moved the index between what was reported of two days; subjects are as of `to`.

    Five statements for `to`, where it was not asked for before, and three. Raises NotReportedError for a day without a
    snapshot.
    """
    after = reading.at(state, to)
    first, last = (_snapshot(reading, after, on) for on in (from_, to))
    taken = sorted([first.taken_at, last.taken_at])
    days = reading.histories.get(Corrected(from_, *taken), state=after, parent_id=after.id)
    start, end = (
        reported_end(each.kept, kpis=after.kpis_by_id, initiatives=after.initiatives_by_id) for each in (first, last)
    )
    dated = dated_causes(start, end, policies=after.scoring_policies)
    corrected = corrected_causes(start, end, days)
    happened = {key: (*dated.get(key, ()), *corrected.get(key, ())) for key in {**dated, **corrected}}
    moved = movement_between(start, end, happened=happened)
    return replace(moved, reconstructed=first.reconstructed or last.reconstructed)


def _snapshot(reading: Reading, state: OrganisationState, on: date) -> Snapshot:
    found = snapshot_on(reading.histories, state, on)
    if found is None:
        raise NotReportedError(on)
    return found


@dataclass(frozen=True, slots=True)
class Corrected(History[Mapping[UUID, date]]):
    """The KPIs of which something dated by `on` was recorded, corrected or withdrawn after the instant `after`, and by
    `until`, each with the newest such date."""

    on: date
    after: datetime
    until: datetime

    @property
    def nothing(self) -> Mapping[UUID, date]:
        """None."""
        return {}

    def read(self, state: OrganisationState, parent_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[UUID, date]]:
        """Read it of the state's organisation. One statement."""
        days = corrections_between(organisation_id=state.id, on=self.on, after=self.after, until=self.until)
        return dict.fromkeys(parent_ids, days)

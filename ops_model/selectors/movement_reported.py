"""Why the index moved between what was reported of two days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from ops_model.domain.progress.causes import corrected_causes, dated_causes
from ops_model.domain.progress.movement import Movement, movement_between
from ops_model.domain.progress.reported import reported_end
from ops_model.selectors.facts.measurement_facts import corrections_between
from ops_model.selectors.histories import History
from ops_model.selectors.reading import Reading
from ops_model.selectors.reports.snapshot import Snapshot
from ops_model.selectors.snapshots import snapshot_on
from ops_model.selectors.state import OrganisationState


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
    first, last = _snapshots(reading, after, from_, to)
    taken = sorted([first.taken_at, last.taken_at])
    days = reading.histories.get(_Corrected(from_, *taken), state=after, parent_id=after.id)
    start, end = (
        reported_end(each.kept, kpis=after.kpis_by_id, initiatives=after.initiatives_by_id) for each in (first, last)
    )
    dated = dated_causes(start, end, policies=after.scoring_policies)
    corrected = corrected_causes(start, end, days)
    happened = {key: (*dated.get(key, ()), *corrected.get(key, ())) for key in {**dated, **corrected}}
    moved = movement_between(start, end, happened=happened)
    return replace(moved, reconstructed=first.reconstructed or last.reconstructed)


def _snapshots(reading: Reading, state: OrganisationState, *days: date) -> list[Snapshot]:
    found = {on: snapshot_on(reading.histories, state, on) for on in days}
    return [_there(found[on], on) for on in days]


def _there(snapshot: Snapshot | None, on: date) -> Snapshot:
    if snapshot is None:
        raise NotReportedError(on)
    return snapshot


@dataclass(frozen=True, slots=True)
class _Corrected(History[Mapping[UUID, date]]):
    """The KPIs of which something dated by `on` was recorded, corrected or withdrawn after the instant `after`, and by
    `until`, each with the newest such date."""

    on: date
    after: datetime
    until: datetime

    @property
    def nothing(self) -> Mapping[UUID, date]:
        return {}

    def read(self, state: OrganisationState, parent_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[UUID, date]]:
        days = corrections_between(organisation_id=state.id, on=self.on, after=self.after, until=self.until)
        return dict.fromkeys(parent_ids, days)

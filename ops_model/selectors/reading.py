"""One reading: all that one operation reads, of one moment, each thing once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast, overload
from uuid import UUID

from ops_model.domain.framework import Framework
from ops_model.domain.permissions import Sight, may_see
from ops_model.domain.progress.simulation import Changes
from ops_model.selectors.access import Access, Seat
from ops_model.selectors.api_tokens import api_tokens
from ops_model.selectors.check_in_pages import CHECK_IN_BY_ID
from ops_model.selectors.framework import framework_get
from ops_model.selectors.histories import Histories
from ops_model.selectors.history_pages import ById
from ops_model.selectors.measurement_pages import MEASUREMENT_BY_ID
from ops_model.selectors.remembered import state_remembered
from ops_model.selectors.reports import (
    ApiToken,
    CheckIn,
    Initiative,
    Kpi,
    KpiLink,
    Lever,
    MeasurementReport,
    Membership,
    Milestone,
    Vision,
)
from ops_model.selectors.state import OrganisationState, StateLater, organisation_state
from ops_model.selectors.supposed import state_supposed

NodeReport = (
    OrganisationState
    | Lever
    | Kpi
    | Initiative
    | Milestone
    | KpiLink
    | Membership
    | Vision
    | MeasurementReport
    | CheckIn
    | ApiToken
)
"""What has an id of its own."""

Thing = TypeVar("Thing", Lever, Kpi, Initiative, Milestone)
Beside = TypeVar("Beside")


class Reading:
    """What whoever signed in reads in one operation. It remembers what was read, so that to ask again costs nothing."""

    def __init__(
        self,
        access: Access,
        today: Callable[[str], date],
        *,
        histories: Histories | None = None,
        remembers: bool = False,
    ) -> None:
        """`today` tells the day of a time zone, and is asked once a seat. `histories` are batched unless given.
        `remembers`: states come from those that the process remembers, as they may in a snapshot alone."""
        self.access = access
        self.histories = histories or Histories()
        self._remembers = remembers
        self._todays = {seat.organisation_id: today(seat.time_zone) for seat in access.seats}
        self._versions = {seat.organisation_id: seat.data_version for seat in access.seats}
        self._states: dict[tuple[UUID, date], OrganisationState] = {}
        self._laters: dict[UUID, StateLater] = {}
        self._supposed: dict[OrganisationState, list[tuple[Changes, OrganisationState]]] = {}
        self._tokens: dict[UUID, Mapping[UUID, ApiToken]] = {}
        self._framework: Framework | None = None
        self._beside: dict[type[Any], Any] = {}

    def beside(self, kind: type[Beside]) -> Beside:
        """Return what another room remembers for the length of this operation; made empty for the first who asks."""
        if kind not in self._beside:
            self._beside[kind] = kind()
        return cast("Beside", self._beside[kind])

    def today(self, seat: Seat) -> date:
        """Return the day it is in the time zone of a seat's organisation."""
        return self._todays[seat.organisation_id]

    def organisation(self, slug: str) -> OrganisationState | None:
        """Return the organisation as of today; None unless whoever signed in is a member of it.

        Five statements for the first time, none after.
        """
        seat = self.access.seat(slug)
        return self.of_seat(seat) if seat else None

    def of_seat(self, seat: Seat) -> OrganisationState:
        """Return the organisation of a seat as of today. As many statements as `organisation`."""
        return self.of_seat_at(seat, None)

    def of_seat_at(self, seat: Seat, as_of: date | None) -> OrganisationState:
        """Return the organisation of a seat as of a day, today for None. As many statements as `organisation`."""
        return self._state(seat.organisation_id, as_of or self.today(seat))

    def memberships(self) -> list[Membership]:
        """Return the memberships of whoever signed in. As many statements as `organisation`, for each of them."""
        return [self.of_seat(seat).members_by_id[seat.membership_id] for seat in self.access.seats]

    def api_tokens(self, state: OrganisationState) -> Mapping[UUID, ApiToken] | None:
        """Return all tokens of an organisation by their ids; None unless who signed in may see them. One
        statement for the first time, none after."""
        if not may_see(self.access.seat_in(state.id).role, Sight.API_TOKENS):
            return None
        if state.id not in self._tokens:
            self._tokens[state.id] = {token.id: token for token in api_tokens(state)}
        return self._tokens[state.id]

    @overload
    def at(self, thing: OrganisationState, as_of: date | None) -> OrganisationState: ...

    @overload
    def at(self, thing: Thing, as_of: date | None) -> Thing | None: ...

    def at(self, thing: object, as_of: date | None) -> object:
        """Return the same thing as of another date; itself for None, and for its own. Its figures are None where it did
        not exist then. As of another date nothing is supposed any more.

        Five statements for a date that is asked for the first time, none after.
        """
        there = cast("OrganisationState | Lever | Kpi | Initiative | Milestone", thing)
        if as_of is None or as_of == there.state.as_of:
            return thing
        if isinstance(there, OrganisationState):
            return self._state(there.id, as_of)
        return _FINDERS[type(there).__name__](self._state(there.state.id, as_of), there.id)

    def node(self, type_name: str, id_: UUID) -> NodeReport | None:
        """Return a thing by its type's name and its id, as of today; None where there is none, or none that who signed
        in may see.

        As many statements as `organisation`, for each seat until it is found; a measurement, a check-in and a token
        take one instead, and those of a state where more of it is looked at.
        """
        (report,) = self.nodes(type_name, [id_])
        return report

    def nodes(self, type_name: str, ids: Sequence[UUID]) -> Sequence[NodeReport | None]:
        """Return what `node` returns of things of one type, in their order. As many statements as `node`."""
        found: list[NodeReport | None] = [None] * len(ids)
        for seat in self.access.seats:
            if None in found:
                there = self._nodes_there(seat, type_name, ids)
                found = [one or other for one, other in zip(found, there, strict=True)]
        return found

    def _nodes_there(self, seat: Seat, type_name: str, ids: Sequence[UUID]) -> Sequence[NodeReport | None]:
        if history := _HISTORIES.get(type_name):
            return self.histories.get_many(history, state=self._later(seat), parent_ids=ids)
        if type_name == ApiToken.__name__:
            tokens = self.api_tokens(self._later(seat)) or {}
            return [tokens.get(id_) for id_ in ids]
        find = _FINDERS.get(type_name)
        state = self.of_seat(seat)
        return [find(state, id_) if find else None for id_ in ids]

    def _later(self, seat: Seat) -> OrganisationState:
        """Return the organisation of a seat as of today, read when it is looked at: the same one each time."""
        if seat.organisation_id not in self._laters:
            read = partial(self.of_seat, seat)
            self._laters[seat.organisation_id] = StateLater(seat.organisation_id, self.today(seat), read)
        return self._laters[seat.organisation_id]

    def supposed(self, state: OrganisationState, changes: Changes) -> OrganisationState:
        """Return a state with the changes made. As many statements as `state_supposed` for the first time, none after:
        an operation that is executed again finds the same state."""
        made = self._supposed.setdefault(state, [])
        for known, supposed in made:
            if known == changes:
                return supposed
        made.append((changes, state_supposed(state, changes)))
        return made[-1][1]

    @property
    def days(self) -> tuple[tuple[Seat, date], ...]:
        """The seats, each with the day it is there: with what is asked, all that an answer depends on which is `told`
        by versions."""
        return tuple([(seat, self.today(seat)) for seat in self.access.seats])

    @property
    def is_of_versions(self) -> bool:
        """Whether everything that was read so far is told by the versions of the seats' data."""
        return not self._tokens and self._framework is None and self.histories.are_of_versions

    def close(self) -> None:
        """Let go of what was read, once the operation is answered; what the process remembers is not the reading's."""
        own = [] if self._remembers else [*self._states.values()]
        for state in (*own, *(supposed for made in self._supposed.values() for _, supposed in made)):
            state.close()

    def forget(self) -> None:
        """Forget what was read of organisations, after something was written."""
        self._states.clear()
        self._laters.clear()
        self._supposed.clear()
        self._tokens.clear()
        self.histories = Histories(batched=self.histories.batched)

    def framework(self) -> Framework:
        """Return the newest version of the framework. One statement, once. Raises LookupError where none is loaded."""
        if self._framework is None:
            self._framework = framework_get()
        return self._framework

    def _state(self, organisation_id: UUID, as_of: date) -> OrganisationState:
        asked = organisation_id, as_of
        if asked not in self._states:
            version = self._versions[organisation_id]
            state = state_remembered(*asked, version) if self._remembers else organisation_state(*asked)
            if state is None:
                raise LookupError("The organisation that was signed in to is not there.")
            self._states[asked] = state
        return self._states[asked]


_HISTORIES: Mapping[str, ById[Any]] = {"Measurement": MEASUREMENT_BY_ID, "CheckIn": CHECK_IN_BY_ID}
"""What is not in a state, and read by its own ids."""

_FINDERS: Mapping[str, Callable[[OrganisationState, UUID], NodeReport | None]] = {
    "Organisation": lambda state, id_: state if state.id == id_ else None,
    "Lever": lambda state, id_: next((lever for lever in state.levers if lever.id == id_), None),
    "Kpi": lambda state, id_: state.kpis_by_id.get(id_),
    "Initiative": lambda state, id_: state.initiatives_by_id.get(id_),
    "Milestone": lambda state, id_: state.milestones_by_id.get(id_),
    "Membership": lambda state, id_: state.members_by_id.get(id_),
    "Vision": lambda state, id_: next((vision for vision in state.visions if vision.id == id_), None),
    "KpiLink": lambda state, id_: next((link for link in state.links if link.id == id_), None),
}

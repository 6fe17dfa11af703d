"""What may be supposed: whatever a mutation would refuse of what is to be written, is refused of it too."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from ops_model.domain.progress.facts import InitiativeTerms, KpiTerms
from ops_model.domain.progress.simulation import Changes
from ops_model.domain.rules import EXACT_DIGITS
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Initiative, Kpi, Milestone
from ops_model.selectors import reports
from ops_model.selectors.state import OrganisationState
from ops_model.services.archive import archived_refused, day_refused
from ops_model.services.errors import ErrorCode, Reasons, Refused, ServiceError, refuse
from ops_model.services.initiative_terms import initiative_terms_agreed
from ops_model.services.kpi import kpi_terms_agreed
from ops_model.services.milestone import ended_refused
from ops_model.services.refusals import Path
from ops_model.services.rows import not_found
from ops_model.services.scoring_policy import policies_agreed
from ops_model.services.terms import Settings
from ops_model.services.work import work_refused

REASON = "Supposed."
"""The reason of what nobody agreed: where a mutation asks for one, a supposition needs none."""

Entry = TypeVar("Entry")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is supposed, as it is given: values of KPIs after aggregation, settings of KPIs' terms, milestones that are
    completed, stages that initiatives move to, settings of the scoring policy (None: it stays)."""

    kpi_values: Sequence[tuple[UUID, Decimal]] = ()
    kpi_terms: Sequence[tuple[UUID, Settings]] = ()
    milestones_completed: Sequence[UUID] = ()
    stages: Sequence[tuple[UUID, InitiativeStage]] = ()
    policy: Settings | None = None


def simulation_changes(state: OrganisationState, supposed: Supposed) -> Changes:
    """Return what is other in a state of which all this is supposed; its day stands for today. No statement.

    Raises ServiceError for all that the mutations of that day would refuse, but for the role, the version and the
    reason: NOT_FOUND for what the organisation does not have, OUT_OF_RANGE for what does not exist yet, DUPLICATE for
    what is named twice in a list, and what measurementRecord, kpiSetTerms, milestoneComplete, initiativeMove and
    scoringPolicySet refuse.
    """
    look = _Look(state)
    reasons = Reasons()
    changes = Changes(
        kpi_values=_each(supposed.kpi_values, look.at_value, ("kpi_values", "kpi"), reasons),
        kpi_terms=_each(supposed.kpi_terms, look.at_terms, ("kpi_terms", "kpi"), reasons),
        milestones_completed=frozenset(
            _each([(id_, None) for id_ in supposed.milestones_completed], look.at_milestone, _MILESTONES, reasons)
        ),
        initiative_terms=_each(supposed.stages, look.at_stage, ("stages", "initiative"), reasons),
    )
    with reasons.found(), _within(("policy",)):
        if supposed.policy is not None:
            settings = {**supposed.policy, "reason": REASON}
            day = state.as_of
            changes = replace(changes, policies=policies_agreed(state.scoring_policies, settings, since=day, today=day))
    reasons.refuse()
    return changes


_MILESTONES = ("milestones_completed",)


class _Look:
    """A look at each thing that is supposed, at its place in the input. Raises ServiceError for what is refused."""

    def __init__(self, state: OrganisationState) -> None:
        self.state = state
        self.day = state.as_of

    def at_value(self, kpi_id: UUID, value: Decimal, path: Path) -> Decimal:
        kpi = self._kpi(kpi_id, (*path, "kpi"))
        refuse([*day_refused(kpi, self.day, (*path, "kpi")), *_value_refused(value, (*path, "value"))])
        return value

    def at_terms(self, kpi_id: UUID, settings: Settings, path: Path) -> tuple[KpiTerms, ...]:
        kpi = self._kpi(kpi_id, (*path, "kpi"))
        refuse(archived_refused(kpi, self.day, field=(*path, "kpi")))
        with _within(path):
            return kpi_terms_agreed(kpi.terms, {**settings, "reason": REASON}, since=self.day, today=self.day)

    def at_milestone(self, milestone_id: UUID, _: None, path: Path) -> None:
        milestone = self.state.milestones_by_id.get(milestone_id)
        if milestone is None:
            raise not_found(Milestone, path)
        initiative = self._initiative(milestone.initiative_id, path)
        refuse(archived_refused(initiative, self.day, field=path))
        refuse(work_refused(initiative.stage, field=path))
        cancelled_on = milestone.cancelled_on if milestone.cancelled else None
        refuse(ended_refused(milestone.completed_on, cancelled_on, field=path))

    def at_stage(self, initiative_id: UUID, stage: InitiativeStage, path: Path) -> tuple[InitiativeTerms, ...]:
        initiative = self._initiative(initiative_id, (*path, "initiative"))
        refuse(archived_refused(initiative, self.day, field=(*path, "initiative")))
        settings = {"stage": stage, "reason": REASON}
        with _within(path):
            return initiative_terms_agreed(initiative.terms, settings, since=self.day, today=self.day)

    def _kpi(self, kpi_id: UUID, path: Path) -> reports.Kpi:
        kpi = self.state.kpis_by_id.get(kpi_id)
        if kpi is None:
            raise not_found(Kpi, path)
        refuse(_not_yet_refused(kpi, path))
        return kpi

    def _initiative(self, initiative_id: UUID, path: Path) -> reports.Initiative:
        initiative = self.state.initiatives_by_id.get(initiative_id)
        if initiative is None:
            raise not_found(Initiative, path)
        refuse(_not_yet_refused(initiative, path))
        return initiative


def _each(
    entries: Sequence[tuple[UUID, Entry]],
    look: Callable[[UUID, Entry, Path], Made],
    named: Path,
    reasons: Reasons,
) -> Mapping[UUID, Made]:
    """Look at each entry of a list, and return what comes of it by its id; what is refused is taken down. `named` is
    the list, and what its entries call the id where they are more than that."""
    listed, *called = named
    times = Counter(id_ for id_, _ in entries)
    made: dict[UUID, Made] = {}
    for place, (id_, entry) in enumerate(entries):
        path = (listed, str(place))
        with reasons.found():
            if times[id_] > 1:
                raise ServiceError(ErrorCode.DUPLICATE, (*path, *called), "It stands here twice: name it once.")
            made[id_] = look(id_, entry, path)
    return made


@contextmanager
def _within(path: Path) -> Generator[None]:
    """Tell where in the input a refused setting stands; the day is none of the input's."""
    try:
        yield
    except ServiceError as error:
        raise ServiceError.of(
            replace(each, field=(*path, *(() if each.field == ("valid_from",) else each.field)))
            for each in error.reasons
        ) from None


def _not_yet_refused(thing: reports.Kpi | reports.Initiative, path: Path) -> Iterator[Refused]:
    if not thing.exists:
        message = f"{thing.code} exists from {thing.terms[0].valid_from} on: ask for that day or a later one."
        yield Refused(ErrorCode.OUT_OF_RANGE, path, message)


def _value_refused(value: Decimal, path: Path) -> Iterator[Refused]:
    # After aggregation a value may have more decimals than a measurement: a mean has.
    if abs(value) >= 10**EXACT_DIGITS:
        yield Refused(ErrorCode.OUT_OF_RANGE, path, f"Give a number below 10^{EXACT_DIGITS}.")

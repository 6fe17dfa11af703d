"""A state of which something is supposed: the same records with some inputs replaced, and their figures anew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar, cast

from ops_model.domain.progress import measurements_needed
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.progress.movement import Movement
from ops_model.domain.progress.simulation import Changes, facts_changed, movement_supposed
from ops_model.domain.progress.vocabulary import Aggregation
from ops_model.selectors.facts.measurement_facts import Measured, measurements_newest
from ops_model.selectors.facts.records import Records, grouped, initiative_of
from ops_model.selectors.reports import Initiative, Kpi, Scorecard, ScoringPolicy
from ops_model.selectors.state import OrganisationState

_Report = TypeVar("_Report", bound=Any)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What would be beside what is."""

    real: OrganisationState
    supposed: OrganisationState

    @property
    def scorecard(self) -> Scorecard:
        """The scorecard with the changes made."""
        return self.supposed.scorecard

    @property
    def movement(self) -> Movement:
        """What the changes move the index by. No statement."""
        return movement_supposed(self.real.figures, self.supposed.figures)


def state_supposed(state: OrganisationState, changes: Changes) -> OrganisationState:
    """Return the state of the same day in which the changes are made. Its reports are of the types, and show all, that
    those of the other state are and do.

    No statement; one where a KPI's value comes to be made of other measurements than before (by its aggregation, its
    window, the day of its baseline), however many KPIs.
    """
    facts = facts_changed(state.facts, changes, as_of=state.as_of)
    kpis = _measured_anew(state, cast("tuple[Kpi, ...]", facts.kpis))
    return OrganisationState(state, state.as_of, partial(_records, state, replace(facts, kpis=kpis)))


def _records(of: OrganisationState, facts: OrganisationFacts, state: OrganisationState) -> Records:
    """Make the reports of a state of those of another one, and of its own facts."""
    # Facts that are changed are of the class that they were.
    kpis = cast("tuple[Kpi, ...]", facts.kpis)
    initiatives = cast("tuple[Initiative, ...]", facts.initiatives)
    changed = {milestone.id: milestone for initiative in initiatives for milestone in initiative.milestones}

    def here(reports: Iterable[_Report]) -> tuple[_Report, ...]:
        return tuple([replace(report, state=state) for report in reports])

    def initiative_here(one: Initiative) -> Initiative:
        return replace(
            one,
            terms=here(one.terms),
            check_ins=here(one.check_ins),
            milestones=milestones_of.get(one.id, ()),
            links=links_of.get(one.id, ()),
            state=state,
        )

    milestones = here(changed[milestone.id] for milestone in of.milestones)
    kpis_here = {kpi.id: replace(kpi, terms=here(kpi.terms), state=state) for kpi in kpis}
    links = tuple([replace(link, kpi=kpis_here[link.kpi_id], state=state) for link in of.links])
    milestones_of, links_of = grouped(milestones, initiative_of), grouped(links, initiative_of)
    return Records(
        scoring_policies=here(cast("tuple[ScoringPolicy, ...]", facts.policies)),
        visions=here(of.visions),
        levers=here(of.levers),
        milestones=milestones,
        kpis=tuple(kpis_here.values()),
        links=links,
        initiatives=tuple([initiative_here(one) for one in initiatives]),
        members=here(of.members),
    )


def _measured_anew(state: OrganisationState, kpis: tuple[Kpi, ...]) -> tuple[Kpi, ...]:
    """Return KPIs with the measurements that their values are made of now."""
    asked = {kpi.id: kpi.terms for kpi in kpis if _made_of(kpi) != _made_of(state.kpis_by_id[kpi.id])}
    if not asked:
        return kpis
    found = measurements_newest(asked, organisation_id=state.id, as_of=state.as_of, points=1)
    return tuple([_with(kpi, found.get(kpi.id, Measured())) if kpi.id in asked else kpi for kpi in kpis])


def _made_of(kpi: Kpi) -> object:
    """Tell which measurements a KPI's value is made of, as far as its terms decide."""
    terms = kpi.terms_at(kpi.state.as_of)
    if terms is None:
        return None
    summed = terms.aggregation is Aggregation.SUM
    return measurements_needed(terms, 1), summed, terms.baseline.on if summed and terms.baseline else None


def _with(kpi: Kpi, measured: Measured) -> Kpi:
    return replace(kpi, measurements=measured.listed, carried=measured.carried)

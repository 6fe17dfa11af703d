"""An organisation's figures of several days, read once for all of them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.facts import OrganisationFacts
from ops_model.domain.progress.figures import OrganisationFigures
from ops_model.selectors.facts.measurement_facts import Measured, measurements_all

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def figures_of_days(state: "OrganisationState", days: Collection[date]) -> Iterator[OrganisationFigures]:
    """Yield the figures of these days, none of them after the state's, in their order.

    One statement, however many they are; none where the state's own day is the only one. Of check-ins the state has the
    newest three of its own day alone, so that what is said of them (reported health, watermelons, check-ins due) holds
    for that day alone.
    """
    if set(days) <= {state.as_of}:
        yield from (state.figures for _ in days)
        return
    measured = measurements_all(organisation_id=state.id, as_of=state.as_of)
    facts = OrganisationFacts(
        policies=state.scoring_policies,
        levers=state.levers,
        kpis=tuple(
            replace(kpi, measurements=measured.get(kpi.id, Measured()).listed, carried=Measured().carried)
            for kpi in state.kpis
        ),
        initiatives=state.initiatives,
    )
    for day in days:
        yield organisation_figures(facts, as_of=day)

"""Asking what if: what is supposed, as it is given, and the two fields that answer."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry
from strawberry import ID, UNSET, Parent, argument, field
from strawberry.utils.str_converters import to_camel_case

from ops_model.domain.progress.reach import Reach, to_reach
from ops_model.domain.progress.vision import INDEX_TOP
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker.fields import AsOf, Info, as_of_day
from ops_model.graphql.tracker.mutations.given import given_values, id_given
from ops_model.graphql.tracker.mutations.values import KpiSettings, PolicySettings
from ops_model.graphql.tracker.mutations.writing import optional
from ops_model.graphql.tracker.resolvers import bounded
from ops_model.selectors.state import OrganisationState
from ops_model.selectors.supposed import Simulation
from ops_model.services.errors import ServiceError
from ops_model.services.simulation import Supposed, simulation_changes

T = TypeVar("T")

MOST_REACHES = 100
SHOWN_REASONS = 10


@strawberry.input(description="A value that a KPI is supposed to have on the day, whatever was measured.")
class SimulatedKpiValueInput:
    kpi: ID = field(description="The KPI's opaque id, once in the list.")
    value: Decimal = field(description="Its value after aggregation, in its unit: below 10^15.")


@strawberry.input(
    description="What is supposed to be agreed about a KPI, as kpiSetTerms would from the day on. What is left out "
    "stays as agreed; null clears a baseline, a target, interim targets or a band, and nothing else."
)
class SimulatedKpiTermsInput(KpiSettings):
    kpi: ID = field(description="The KPI's opaque id, once in the list.")


@strawberry.input(description="A stage that an initiative is supposed to move to on the day.")
class SimulatedStageInput:
    initiative: ID = field(description="The initiative's opaque id, once in the list.")
    stage: InitiativeStage = field(
        description="The stage: one that initiativeMove would move it to; no reason is asked for."
    )


@strawberry.input(
    description="A scoring policy that is supposed to hold from the day on. What is left out stays as it is."
)
class SimulatedPolicyInput(PolicySettings):
    """As scoringPolicySet is given it, but for the day and the reason."""


@strawberry.input(
    description="What is supposed to be otherwise on the day, which stands for today: whatever a mutation would refuse "
    "then, but for the viewer's role, is refused. Left out or null: nothing is."
)
class SimulationInput:
    kpi_values: list[SimulatedKpiValueInput] | None = optional("Values of KPIs, measured on the day and not stale.")
    kpi_terms: list[SimulatedKpiTermsInput] | None = optional("Terms of KPIs, in force from the day on.")
    milestones_completed: list[ID] | None = optional("The opaque ids of milestones that are completed on the day.")
    stages: list[SimulatedStageInput] | None = optional("Stages of initiatives, from the day on.")
    policy: SimulatedPolicyInput | None = optional(
        "The scoring policy, as scoringPolicySet would set it from the day on."
    )


def organisation_simulate(
    root: Parent[OrganisationState],
    info: Info,
    changes: Annotated[SimulationInput, argument(description="What is supposed to be otherwise; {}: nothing.")],
    as_of: AsOf = UNSET,
) -> Simulation:
    """How things would stand on a day."""
    real = as_of_day(root, info, as_of)
    try:
        made = simulation_changes(real, _supposed(changes))
    except ServiceError as error:
        raise _refused(error) from None
    return Simulation(real, info.context.reading.supposed(real, made))


def organisation_to_reach(
    root: Parent[OrganisationState],
    info: Info,
    index: Annotated[float, argument(description="The index that is wished for, 0..100.")],
    first: Annotated[int | None, argument(description="How many at most, 0..100; null or left out: all.")] = None,
    as_of: AsOf = UNSET,
) -> tuple[Reach, ...]:
    """Where each item alone would have to come for the index to be as wished on a day."""
    if not 0 <= index <= INDEX_TOP:
        raise BadInputError(f"'index' must be from 0 to {INDEX_TOP:g}, and not {index:g}.")
    found = to_reach(as_of_day(root, info, as_of).figures, index)
    return found if first is None else found[: bounded("first", first, 0, MOST_REACHES)]


def _supposed(given: SimulationInput) -> Supposed:
    return Supposed(
        kpi_values=[(_kpi(each.kpi, "kpi_values", place), each.value) for place, each in _listed(given.kpi_values)],
        kpi_terms=[
            (_kpi(each.kpi, "kpi_terms", place), given_values(each, without={"kpi"}))
            for place, each in _listed(given.kpi_terms)
        ],
        milestones_completed=[
            id_given(each, "Milestone", ("milestones_completed", place))
            for place, each in _listed(given.milestones_completed)
        ],
        stages=[
            (id_given(each.initiative, "Initiative", ("stages", place, "initiative")), each.stage)
            for place, each in _listed(given.stages)
        ],
        policy=given_values(given.policy) if given.policy else None,
    )


def _kpi(given: ID, listed: str, place: str) -> UUID:
    return id_given(given, "Kpi", (listed, place, "kpi"))


def _listed(given: Sequence[T] | None) -> Iterator[tuple[str, T]]:
    """Yield the entries of a list, if it was given, each with its place."""
    return ((str(place), each) for place, each in enumerate(given or ()))


def _refused(error: ServiceError) -> BadInputError:
    """Say why something cannot be supposed: each reason after the path of what it is about."""
    told = [
        f"'{'.'.join(map(to_camel_case, ('changes', *reason.field)))}': {reason.message}"
        for reason in error.reasons[:SHOWN_REASONS]
    ]
    more = len(error.reasons) - len(told)
    return BadInputError(" ".join([*told, *([f"And {more} more."] if more else [])]))

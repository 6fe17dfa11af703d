"""A small organisation whose figures can be told by hand, and states of organisations."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Health, KpiRole
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Membership, Organisation
from ops_model.selectors.state import OrganisationState, organisation_state
from tests import factories as make

TODAY = date(2026, 7, 1)
JUNE = date(2026, 6, 1)


def state_of(organisation: Organisation, as_of: date = TODAY) -> OrganisationState:
    """Read an organisation that has been entered."""
    state = organisation_state(organisation.pk, as_of)
    assert state is not None
    return state


@dataclass(frozen=True, slots=True)
class World:
    """An organisation with a member who owns everything."""

    organisation: Organisation
    ada: Membership

    @property
    def id(self) -> UUID:
        """The organisation's id."""
        return self.organisation.pk


def make_world() -> World:
    """Make an organisation with a vision, three KPIs (one a guardrail that is breached), and two initiatives."""
    organisation = make.make_organisation(name="Acme")
    ada = make.make_member(organisation, "Ada")
    enps = make.make_kpi(
        organisation,
        "ENPS",
        name="Employee promoters",
        owner=ada,
        terms={"weight": 2.0, "baseline_value": 10, "target_value": 50, "reason": "agreed in the steering group"},
    )
    for day, value in ((date(2026, 4, 30), 18), (date(2026, 5, 31), 20), (date(2026, 6, 30), "24.50")):
        make.make_measurement(enps, day, value, recorded_by=ada)
    sales = make.make_kpi(
        organisation,
        "SALES",
        lever=LeverKind.METRICS,
        terms={"aggregation": Aggregation.SUM, "baseline_value": 100, "target_value": 200},
    )
    for month in range(1, 5):
        make.make_measurement(sales, date(2026, month, 28), 10)
    csat = make.make_kpi(
        organisation,
        "CSAT",
        owner=ada,
        terms={"role": KpiRole.GUARDRAIL, "direction": Direction.MAINTAIN, "band_lower": 80},
    )
    make.make_measurement(csat, date(2026, 6, 15), 75, sample_size=100, margin="2.5")
    squads = make.make_initiative(
        organisation,
        "SQUADS",
        name="Journey squads",
        customer_outcome="One person knows my case.",
        owner=ada,
        tags=["service"],
        terms={"target_date": make.END, "lever_shares": [1.0, 3.0, 0.0, 0.0, 0.0, 0.0]},
    )
    make.make_milestone(squads, "First squad", due_on=date(2026, 3, 1), completed_on=date(2026, 3, 11))
    make.make_milestone(squads, "All squads", due_on=date(2026, 6, 1), forecast_on=date(2026, 8, 1), weight=3.0)
    make.make_check_in(squads, date(2026, 6, 20), author=ada, health=Health.AT_RISK, confidence=0.6)
    make.make_link(squads, enps)
    make.make_initiative(organisation, "LATER", terms={"stage": InitiativeStage.PROPOSED})
    make.make_vision(organisation, north_star=enps)
    return World(organisation, ada)

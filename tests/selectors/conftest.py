"""What the tests of lists have in common."""

from datetime import date, timedelta

import pytest

from ops_model.domain.framework import Indicator, LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.domain.roles import Role
from ops_model.domain.stages import InitiativeStage
from ops_model.models import Organisation
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.factories import BEGINNING
from tests.selectors.world import JUNE, TODAY, state_of


@pytest.fixture
def state(organisation: Organisation) -> OrganisationState:
    """Have three initiatives and three KPIs that differ in all that can be asked for; a fourth of each is archived."""
    ada, bob = make.make_member(organisation, "Ada"), make.make_member(organisation, "bob", Role.VIEWER)
    make.make_member(organisation, "Cem", Role.VIEWER, ended_on=JUNE)
    enps = make.make_kpi(organisation, "ENPS", name="Promoters", owner=ada, indicator=Indicator.LEADING)
    make.make_measurement(enps, JUNE, 30)
    speed = make.make_kpi(
        organisation,
        "SPEED",
        lever=LeverKind.PROCESSES,
        owner=bob,
        terms={"direction": Direction.DECREASE, "frequency": Frequency.YEARLY, "weight": 2.0},
    )
    make.make_measurement(speed, date(2026, 3, 1), 150)
    floor = {"role": KpiRole.GUARDRAIL, "direction": Direction.MAINTAIN, "band_lower": 80}
    csat = make.make_kpi(organisation, "CSAT", terms={**floor, "aggregation": Aggregation.ROLLING_MEAN})
    make.make_measurement(csat, JUNE, 70)
    make.make_kpi(organisation, "GONE", archived_on=JUNE)
    make.make_kpi(organisation, "UNBORN", valid_from=TODAY + timedelta(days=1))
    squads = make.make_initiative(
        organisation,
        "SQUADS",
        summary="Journey teams with one owner",
        owner=ada,
        sponsor=bob,
        origin=Origin.CUSTOMER,
        start_date=BEGINNING,
        principles=[Principle.FAST],
        pillars=[Pillar.EMPATHY],
        tags=["service"],
        customer_outcome="One person knows my case.",
        terms={"target_date": make.END, "lever_shares": [1.0, 2.0, 0, 0, 0, 0]},
    )
    make.make_milestone(squads, "Pilot", due_on=JUNE, completed_on=JUNE + timedelta(days=2))
    make.make_milestone(squads, "Roll-out", due_on=JUNE + timedelta(days=20), weight=3.0)
    make.make_check_in(squads, date(2026, 6, 25), author=ada, confidence=0.8)
    make.make_link(squads, enps)
    crm = make.make_initiative(
        organisation, "CRM", owner=bob, terms={"primary_lever": LeverKind.TECHNOLOGY, "weight": 5.0}
    )
    make.make_milestone(crm, "Chosen", due_on=date(2026, 9, 1), forecast_on=date(2026, 8, 1))
    make.make_initiative(organisation, "IDEA", terms={"stage": InitiativeStage.PROPOSED})
    make.make_initiative(organisation, "GONE", archived_on=JUNE)
    make.make_initiative(organisation, "UNBORN", valid_from=TODAY + timedelta(days=1))
    return state_of(organisation)

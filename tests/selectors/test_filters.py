"""Filters: by what is shown, computed figures included."""

from datetime import date
from typing import Any

import pytest

from ops_model.domain.framework import Indicator, LeverKind, Origin, Pillar, Principle
from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, Health, KpiRole
from ops_model.domain.roles import Role
from ops_model.domain.stages import InitiativeStage
from ops_model.selectors.filters import InitiativeFilter, KpiFilter, MemberFilter, MilestoneFilter
from ops_model.selectors.lists import initiatives_page, kpis_page, members_page, milestones_page
from ops_model.selectors.matching import DateRange, FloatRange
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.selectors.world import JUNE

pytestmark = pytest.mark.django_db


def initiatives(state: OrganisationState, **asked: Any) -> list[str]:
    """Return the codes of the initiatives that a filter lets through."""
    return [one.code for one in initiatives_page(state, filter_by=InitiativeFilter(**asked)).nodes]


def kpis(state: OrganisationState, **asked: Any) -> list[str]:
    """Return the codes of the KPIs that a filter lets through."""
    return [kpi.code for kpi in kpis_page(state, filter_by=KpiFilter(**asked)).nodes]


def milestones(state: OrganisationState, **asked: Any) -> list[str]:
    """Return the names of the milestones that a filter lets through."""
    return [milestone.name for milestone in milestones_page(state, filter_by=MilestoneFilter(**asked)).nodes]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"code": ("CRM", "IDEA")}, ["CRM", "IDEA"]),
        ({"lever": (LeverKind.STRUCTURE,)}, ["SQUADS"]),
        ({"primary_lever": (LeverKind.STRUCTURE,)}, []),
        ({"stage": (InitiativeStage.PROPOSED, InitiativeStage.CANCELLED)}, ["IDEA"]),
        ({"computed_health": (Health.OFF_TRACK,)}, ["SQUADS"]),
        ({"reported_health": (Health.ON_TRACK,)}, ["SQUADS"]),
        ({"watermelon": True}, ["SQUADS"]),
        ({"watermelon": False}, ["CRM", "IDEA"]),
        ({"theatre": True}, ["CRM"]),
        ({"overdue": True}, ["SQUADS"]),
        ({"check_in_due": True}, ["CRM"]),
        ({"progress": FloatRange(from_=0.2, to=0.3)}, ["SQUADS"]),
        ({"delivery": FloatRange(to=0.25)}, ["CRM", "SQUADS"]),
        ({"outcome": FloatRange(from_=0.3)}, ["SQUADS"]),
        ({"outcome": FloatRange(from_=0.30001)}, []),
        ({"planned_delivery": FloatRange(from_=0.9)}, ["SQUADS"]),
        ({"expected_outcome": FloatRange(from_=0.31)}, ["SQUADS"]),
        ({"confidence": FloatRange(from_=0.8, to=0.8)}, ["SQUADS"]),
        ({"weight": FloatRange(from_=2)}, ["CRM"]),
        ({"target_date": DateRange(from_=make.END, to=make.END)}, ["SQUADS"]),
        ({"target_date": DateRange()}, ["SQUADS"]),
        ({"start_date": DateRange(to=date(2025, 12, 31))}, []),
        ({"origin": (Origin.CUSTOMER,)}, ["SQUADS"]),
        ({"principle": (Principle.FAST, Principle.CONNECTED)}, ["SQUADS"]),
        ({"pillar": (Pillar.EXCLUSIVITY,)}, []),
        ({"tag": ("service",)}, ["SQUADS"]),
        ({"tag": ()}, []),
        ({"search": "ONE journey"}, ["SQUADS"]),
        ({"search": "journey crm"}, []),
        ({"search": "  "}, ["CRM", "IDEA", "SQUADS"]),
        ({"and_": (InitiativeFilter(watermelon=False), InitiativeFilter(theatre=False))}, ["IDEA"]),
        ({"and_": ()}, ["CRM", "IDEA", "SQUADS"]),
        ({"or_": (InitiativeFilter(watermelon=True), InitiativeFilter(code=("IDEA",)))}, ["IDEA", "SQUADS"]),
        ({"or_": ()}, []),
        ({"not_": InitiativeFilter(progress=FloatRange(to=1))}, ["IDEA"]),
        ({"not_": InitiativeFilter()}, []),
        ({"theatre": True, "check_in_due": False}, []),
    ],
)
def test_initiatives_are_filtered_by_what_is_shown(
    asked: dict[str, Any], codes: list[str], state: OrganisationState
) -> None:
    assert initiatives(state, **asked) == codes


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"code": ("ENPS",)}, ["ENPS"]),
        ({"lever": (LeverKind.PROCESSES,)}, ["SPEED"]),
        ({"role": (KpiRole.GUARDRAIL,)}, ["CSAT"]),
        ({"direction": (Direction.DECREASE, Direction.INCREASE)}, ["ENPS", "SPEED"]),
        ({"aggregation": (Aggregation.ROLLING_MEAN,)}, ["CSAT"]),
        ({"frequency": (Frequency.YEARLY,)}, ["SPEED"]),
        ({"indicator": (Indicator.LEADING,)}, ["ENPS"]),
        ({"health": (Health.AT_RISK,)}, ["ENPS"]),
        ({"stale": True}, []),
        ({"breach": True}, ["CSAT"]),
        ({"unknown": False, "role": (KpiRole.GUARDRAIL,)}, ["CSAT"]),
        ({"regressing": True}, ["SPEED"]),
        ({"value": FloatRange(from_=70, to=150)}, ["CSAT", "SPEED"]),
        ({"raw": FloatRange(to=-0.01)}, ["SPEED"]),
        ({"expected_attainment": FloatRange(from_=1)}, ["CSAT"]),
        ({"attainment": FloatRange(to=0)}, ["CSAT", "SPEED"]),
        ({"gap": FloatRange(from_=0.1, to=0.3)}, ["ENPS"]),
        ({"weight": FloatRange(from_=1.5)}, ["SPEED"]),
        ({"observed_on": DateRange(to=date(2026, 3, 1))}, ["SPEED"]),
        ({"due_on": DateRange(to=date(2026, 7, 2))}, ["CSAT", "ENPS"]),
        ({"search": "promo"}, ["ENPS"]),
        ({"not_": KpiFilter(role=(KpiRole.GUARDRAIL,))}, ["ENPS", "SPEED"]),
    ],
)
def test_kpis_are_filtered_by_what_is_shown(asked: dict[str, Any], codes: list[str], state: OrganisationState) -> None:
    assert kpis(state, **asked) == codes


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Pilot", "Roll-out", "Chosen"]),
        ({"lever": (LeverKind.TECHNOLOGY,)}, ["Chosen"]),
        ({"completed": True}, ["Pilot"]),
        ({"cancelled": False, "overdue": True}, ["Roll-out"]),
        ({"due_on": DateRange(to=JUNE)}, ["Pilot"]),
        ({"forecast_on": DateRange()}, ["Chosen"]),
        ({"completed_on": DateRange(from_=JUNE)}, ["Pilot"]),
        ({"slippage_days": FloatRange(to=-1)}, ["Chosen"]),
        ({"weight": FloatRange(from_=3)}, ["Roll-out"]),
        ({"search": "squads roll"}, ["Roll-out"]),
    ],
)
def test_milestones_are_filtered_by_what_is_shown(
    asked: dict[str, Any], names: list[str], state: OrganisationState
) -> None:
    assert milestones(state, **asked) == names


def test_things_are_filtered_by_the_people_and_things_that_they_refer_to(state: OrganisationState) -> None:
    ada, bob, _ = state.members
    squads, enps = state.initiative("SQUADS"), state.kpi("ENPS")

    assert squads is not None
    assert enps is not None
    assert initiatives(state, owner=(ada.id,)) == ["SQUADS"]
    assert initiatives(state, sponsor=(ada.id, bob.id)) == ["SQUADS"]
    assert initiatives(state, kpi=(enps.id,)) == ["SQUADS"]
    assert kpis(state, owner=(bob.id,)) == ["SPEED"]
    assert kpis(state, initiative=(squads.id,)) == ["ENPS"]
    assert milestones(state, owner=(bob.id,)) == ["Chosen"]
    assert milestones(state, initiative=(squads.id,)) == ["Pilot", "Roll-out"]


def test_members_are_filtered_by_what_is_shown(state: OrganisationState) -> None:
    def names(**asked: Any) -> list[str]:
        return [member.name for member in members_page(state, filter_by=MemberFilter(**asked)).nodes]

    assert names() == ["Ada", "bob", "Cem"]
    assert names(ended=True) == ["Cem"]
    assert names(role=(Role.VIEWER,), ended=False) == ["bob"]
    assert names(search="CE") == ["Cem"]
    assert names(search="example.com") == []

"""Orders: by what is shown, computed figures included."""

import pytest

from ops_model.models import Organisation
from ops_model.selectors.lists import initiatives_page, kpis_page, members_page, milestones_page
from ops_model.selectors.ordering import OrderDirection
from ops_model.selectors.orders import (
    InitiativeOrder,
    InitiativeOrderField,
    KpiOrder,
    KpiOrderField,
    MemberOrder,
    MemberOrderField,
    MilestoneOrder,
    MilestoneOrderField,
)
from ops_model.selectors.pages import PageArguments
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.selectors.world import TODAY, state_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("CODE", ["CRM", "IDEA", "SQUADS"]),
        ("NAME", ["CRM", "IDEA", "SQUADS"]),
        ("STAGE", ["IDEA", None, None]),
        ("OWNER", ["SQUADS", "CRM", "IDEA"]),
        ("WEIGHT", [None, None, "CRM"]),
        ("START_DATE", ["SQUADS", None, None]),
        ("TARGET_DATE", ["SQUADS", None, None]),
        ("PROGRESS", ["CRM", "SQUADS", "IDEA"]),
        ("DELIVERY", ["CRM", "SQUADS", "IDEA"]),
        ("OUTCOME", ["SQUADS", None, None]),
        ("COMPUTED_HEALTH", ["CRM", "SQUADS", "IDEA"]),
        ("REPORTED_HEALTH", ["SQUADS", None, None]),
        ("OVERDUE_MILESTONES", [None, None, "SQUADS"]),
        ("CHECK_IN_DUE_ON", ["CRM", "SQUADS", "IDEA"]),
        ("LEVER", [None, None, "CRM"]),
    ],
)
def test_initiatives_are_ordered_by_what_is_shown(
    field: str, codes: list[str | None], state: OrganisationState
) -> None:
    page = initiatives_page(state, order_by=[InitiativeOrder(InitiativeOrderField(field))])

    assert [known and one.code for one, known in zip(page.nodes, codes, strict=True)] == codes


@pytest.mark.parametrize("field", list(InitiativeOrderField))
def test_every_order_of_initiatives_can_be_paged(field: InitiativeOrderField, state: OrganisationState) -> None:
    order = [InitiativeOrder(field, OrderDirection.DESC)]
    whole = initiatives_page(state, order_by=order)
    rest = initiatives_page(state, order_by=order, arguments=PageArguments(after=whole.cursors[0]))

    assert rest.nodes == whole.nodes[1:]


@pytest.mark.parametrize(
    ("field", "first"),
    [
        ("CODE", "CSAT"),
        ("NAME", "CSAT"),
        ("LEVER", None),
        ("OWNER", "ENPS"),
        ("ROLE", None),
        ("DIRECTION", "ENPS"),
        ("WEIGHT", None),
        ("VALUE", "ENPS"),
        ("ATTAINMENT", None),
        ("GAP", "ENPS"),
        ("HEALTH", "ENPS"),
        ("OBSERVED_ON", "SPEED"),
        ("DUE_ON", None),
        ("UPDATED_AT", None),
    ],
)
def test_kpis_are_ordered_by_what_is_shown(field: str, first: str | None, state: OrganisationState) -> None:
    order = [KpiOrder(KpiOrderField(field))]
    whole = kpis_page(state, order_by=order)

    assert first is None or whole.nodes[0].code == first
    assert kpis_page(state, order_by=order, arguments=PageArguments(after=whole.cursors[0])).nodes == whole.nodes[1:]


@pytest.mark.parametrize("field", list(MilestoneOrderField))
def test_every_order_of_milestones_can_be_paged(field: MilestoneOrderField, state: OrganisationState) -> None:
    order = [MilestoneOrder(field)]
    whole = milestones_page(state, order_by=order)
    rest = milestones_page(state, order_by=order, arguments=PageArguments(after=whole.cursors[0]))

    assert rest.nodes == whole.nodes[1:]


def test_a_second_key_orders_what_the_first_leaves_alike(state: OrganisationState) -> None:
    by = [
        InitiativeOrder(InitiativeOrderField.WEIGHT),
        InitiativeOrder(InitiativeOrderField.CODE, OrderDirection.DESC),
    ]

    assert [one.code for one in initiatives_page(state, order_by=by).nodes] == ["SQUADS", "IDEA", "CRM"]


def test_health_is_ordered_from_the_best_to_what_cannot_be_told(organisation: Organisation) -> None:
    aimless = dict.fromkeys(("baseline_value", "baseline_on", "target_value", "target_on"))
    for code, value in (("A-UNKNOWN", None), ("B-OFF", 10), ("C-RISK", 35), ("D-FINE", 50), ("E-DONE", 100)):
        kpi = make.make_kpi(organisation, code)
        if value is not None:
            make.make_measurement(kpi, TODAY, value)
    make.make_measurement(make.make_kpi(organisation, "AIMLESS", terms=aimless), TODAY, 1)
    page = kpis_page(state_of(organisation), order_by=[KpiOrder(KpiOrderField.HEALTH)])

    assert [kpi.code for kpi in page.nodes] == ["E-DONE", "D-FINE", "C-RISK", "B-OFF", "AIMLESS", "A-UNKNOWN"]


def test_members_are_ordered_by_what_is_shown(state: OrganisationState) -> None:
    def first(field: MemberOrderField, direction: OrderDirection = OrderDirection.ASC) -> str:
        return members_page(state, order_by=[MemberOrder(field, direction)]).nodes[0].name

    assert first(MemberOrderField.NAME) == "Ada"
    assert first(MemberOrderField.NAME, OrderDirection.DESC) == "Cem"
    assert first(MemberOrderField.ROLE, OrderDirection.DESC) == "Ada"
    assert first(MemberOrderField.ENDED_ON) == "Cem"

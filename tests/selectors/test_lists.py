"""Lists: what is in them, and where their pages may begin."""

from datetime import timedelta

import pytest

from ops_model.domain.framework import LeverKind
from ops_model.models import Organisation
from ops_model.selectors.filters import InitiativeFilter
from ops_model.selectors.lists import initiatives_page, kpis_page, milestones_page
from ops_model.selectors.orders import (
    InitiativeOrder,
    InitiativeOrderField,
    KpiOrder,
    KpiOrderField,
)
from ops_model.selectors.pages import CursorError, PageArguments, PageError
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.selectors.world import JUNE, TODAY, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


def test_lists_show_what_exists_and_is_not_archived(state: OrganisationState) -> None:
    assert [one.code for one in initiatives_page(state).nodes] == ["CRM", "IDEA", "SQUADS"]
    assert [kpi.code for kpi in kpis_page(state).nodes] == ["CSAT", "ENPS", "SPEED"]
    assert [one.code for one in initiatives_page(state, include_archived=True).nodes] == [
        "CRM",
        "GONE",
        "IDEA",
        "SQUADS",
    ]
    assert kpis_page(state, include_archived=True).total == 4


def test_a_list_in_no_order_asked_for_is_in_the_order_of_codes(organisation: Organisation) -> None:
    for code in ("b", "a-1", "a1", "a.1", "B", "a_1", "a", "Z9", "10", "9", "É", "\ufb01", "😀"):
        make.make_initiative(organisation, code=code)
        make.make_kpi(organisation, code=code)
    state = state_of(organisation)
    for arguments in (PageArguments(first=3), PageArguments(last=4), PageArguments(first=100)):
        of_initiatives, of_kpis = initiatives_page(state, arguments=arguments), kpis_page(state, arguments=arguments)
        by_code = [InitiativeOrder(InitiativeOrderField.CODE)]

        assert of_initiatives.nodes == initiatives_page(state, order_by=by_code, arguments=arguments).nodes
        assert of_kpis.nodes == kpis_page(state, order_by=[KpiOrder(KpiOrderField.CODE)], arguments=arguments).nodes

    cursor = initiatives_page(state, arguments=PageArguments(first=3)).end_cursor
    assert initiatives_page(state, arguments=PageArguments(after=cursor)).nodes == state.initiatives[3:]


def test_a_list_takes_no_statement(state: OrganisationState) -> None:
    with count_statements() as statements:
        assert initiatives_page(state, order_by=[InitiativeOrder(InitiativeOrderField.OWNER)]).total == 3
    assert statements == []


def test_the_lists_of_a_lever_are_of_that_lever(state: OrganisationState) -> None:
    structure, culture = state.lever(LeverKind.STRUCTURE), state.lever(LeverKind.CULTURE)

    assert [one.code for one in initiatives_page(structure).nodes] == ["SQUADS"]
    assert [one.code for one in initiatives_page(culture, include_archived=True).nodes] == ["GONE", "IDEA", "SQUADS"]
    assert [kpi.code for kpi in kpis_page(culture).nodes] == ["CSAT", "ENPS"]


def test_the_milestones_of_an_archived_initiative_are_listed_by_itself_alone(organisation: Organisation) -> None:
    gone = make.make_initiative(organisation, archived_on=JUNE)
    make.make_milestone(gone, due_on=JUNE)
    state = state_of(organisation)

    assert milestones_page(state).total == 0
    assert milestones_page(state, include_archived=True).total == 1
    assert milestones_page(state.initiatives[0]).total == 1


def test_a_cursor_is_bound_to_its_list_its_filter_and_its_order(state: OrganisationState) -> None:
    cursor = PageArguments(after=initiatives_page(state).cursors[0])

    assert initiatives_page(state, arguments=cursor).total == 3
    for stray in (
        {"filter_by": InitiativeFilter(watermelon=False)},
        {"order_by": [InitiativeOrder(InitiativeOrderField.NAME)]},
        {"include_archived": True},
    ):
        with pytest.raises(CursorError):
            initiatives_page(state, arguments=cursor, **stray)
    with pytest.raises(CursorError):
        initiatives_page(state.lever(LeverKind.CULTURE), arguments=cursor)
    with pytest.raises(CursorError):
        kpis_page(state, arguments=cursor)


def test_a_cursor_holds_from_one_day_to_the_next(state: OrganisationState, organisation: Organisation) -> None:
    cursor = PageArguments(after=initiatives_page(state).cursors[0])

    tomorrow = initiatives_page(state_of(organisation, TODAY + timedelta(days=1)), arguments=cursor)
    assert [one.code for one in tomorrow.nodes] == ["IDEA", "SQUADS", "UNBORN"]


def test_a_hundred_conditions_are_enough_and_eight_keys(state: OrganisationState) -> None:
    def asked(parts: int) -> InitiativeFilter:
        return InitiativeFilter(or_=(InitiativeFilter(search="a"),) * parts)

    assert initiatives_page(state, filter_by=asked(50)).total >= 0
    with pytest.raises(PageError, match="at most 100 conditions"):
        initiatives_page(state, filter_by=asked(51))
    with pytest.raises(PageError, match="at most 8 keys, and not by 9"):
        initiatives_page(state, order_by=[InitiativeOrder(InitiativeOrderField.CODE)] * 9)

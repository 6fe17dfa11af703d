"""Histories: read in rounds, one statement for all parents."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ops_model.models import Organisation
from ops_model.selectors.check_in_pages import check_ins_page
from ops_model.selectors.histories import Histories
from ops_model.selectors.kpi_course import forecast, sparkline
from ops_model.selectors.measurement_pages import measurements_page
from ops_model.selectors.pages import PageArguments
from ops_model.selectors.reports import Initiative, Kpi
from ops_model.selectors.state import OrganisationState
from tests import factories as make
from tests.selectors.world import TODAY, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db

Ask = Callable[[Histories, Kpi, Initiative], object]

ASKED: dict[str, tuple[Ask, int]] = {
    "measurements": (lambda histories, kpi, _: measurements_page(histories, kpi).nodes, 1),
    "measurements with their total": (lambda histories, kpi, _: measurements_page(histories, kpi).total, 2),
    "superseded ones too": (lambda histories, kpi, _: measurements_page(histories, kpi, include_superseded=True), 1),
    "the last measurements": (
        lambda histories, kpi, _: measurements_page(histories, kpi, arguments=PageArguments(last=2)),
        1,
    ),
    "check-ins": (lambda histories, _, initiative: check_ins_page(histories, initiative).nodes, 1),
    "check-ins with their total": (lambda histories, _, initiative: check_ins_page(histories, initiative).total, 2),
    "sparkline": (lambda histories, kpi, _: sparkline(histories, kpi, points=3), 1),
    "forecast": (lambda histories, kpi, _: forecast(histories, kpi), 1),
}


@pytest.fixture
def state(organisation: Organisation) -> OrganisationState:
    """Have a state of ten KPIs with four measurements each, and ten initiatives with four check-ins each."""
    ada = make.make_member(organisation)
    for number in range(10):
        kpi = make.make_kpi(organisation, f"K-{number}")
        initiative = make.make_initiative(organisation, f"I-{number}")
        for month in range(4):
            day = date(2026, 6, 30) - timedelta(days=31 * month)
            make.make_measurement(kpi, day, 100 * number + 4 - month)
            make.make_check_in(initiative, day, author=ada)
    return state_of(organisation)


def replayed(ask: Ask, state: OrganisationState, parents: int) -> tuple[list[object], int]:
    """Ask of each parent, again and again until nothing is missing; the answers, and how many statements it took."""
    histories = Histories()
    with count_statements() as statements:
        while True:
            answers = [
                ask(histories, kpi, initiative)
                for kpi, initiative in zip(state.kpis[:parents], state.initiatives, strict=False)
            ]
            if not histories.pending:
                return answers, len(statements)
            histories.load()


@pytest.mark.parametrize("asked", ASKED)
def test_it_takes_as_many_statements_for_one_parent_as_for_ten(asked: str, state: OrganisationState) -> None:
    ask, statements = ASKED[asked]

    assert replayed(ask, state, 1)[1] == statements
    assert replayed(ask, state, 10)[1] == statements


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_read_for_ten_is_what_is_read_for_each_alone(asked: str, state: OrganisationState) -> None:
    ask, _ = ASKED[asked]
    alone = [
        ask(Histories(batched=False), kpi, initiative)
        for kpi, initiative in zip(state.kpis, state.initiatives, strict=True)
    ]

    assert replayed(ask, state, 10)[0] == alone


def test_a_placeholder_is_empty_and_pending(state: OrganisationState) -> None:
    histories = Histories()
    with count_statements() as statements:
        page = measurements_page(histories, state.kpis[0])
        assert (page.nodes, page.has_next, page.total) == ((), False, 0)
        assert sparkline(histories, state.kpis[0], points=3) == ()
        assert forecast(histories, state.kpis[0]) is None
    assert histories.pending
    assert statements == []


def test_other_arguments_and_other_dates_are_other_statements(
    state: OrganisationState, organisation: Organisation
) -> None:
    histories = Histories()
    for of in (state, state_of(organisation, TODAY - timedelta(days=40))):
        for points in (2, 3):
            for kpi in of.kpis:
                sparkline(histories, kpi, points=points)
    with count_statements() as statements:
        histories.load()

    assert len(statements) == 4
    assert not histories.pending


def test_what_was_read_is_not_read_again(state: OrganisationState) -> None:
    histories = Histories(batched=False)
    sparkline(histories, state.kpis[0], points=3)

    with count_statements() as statements:
        sparkline(histories, state.kpis[0], points=3)
    assert statements == []

"""The outlook of an organisation: the forecasts of all its KPIs, read at once."""

from datetime import date, timedelta

import pytest

from ops_model.domain.progress.vocabulary import Aggregation, OutlookReason
from ops_model.models import Organisation
from ops_model.selectors import reports
from ops_model.selectors.histories import Histories
from ops_model.selectors.kpi_course import forecast
from ops_model.selectors.outlook import outlook
from tests import factories as make
from tests.selectors.world import TODAY, make_world, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.django_db


def test_each_kpi_goes_where_its_own_forecast_says() -> None:
    world = make_world()
    make.make_vision(world.organisation, 2, target_date=make.END, published_on=TODAY)
    state, histories = state_of(world.organisation), Histories(batched=False)
    found = outlook(histories, state)

    assert found.on == make.END
    followed = {item.subject.id: item.foreseen for item in found.items if isinstance(item.subject, reports.Kpi)}
    assert len(followed) == 2
    for code in ("ENPS", "SALES"):
        kpi = state.kpi(code)
        assert kpi is not None
        own = forecast(histories, kpi)
        assert own is not None
        assert followed[kpi.id] == own.attainment


def test_it_takes_one_statement_more_whatever_the_size(organisation: Organisation) -> None:
    for number in range(5):
        kpi = make.make_kpi(organisation, f"K{number}", terms={"aggregation": list(Aggregation)[number % 3]})
        for ago in range(20):
            make.make_measurement(kpi, TODAY - timedelta(days=ago), 50 - ago)
    state = state_of(organisation)
    with count_statements() as statements:
        found = outlook(Histories(batched=False), state)

    assert len(statements) == 1
    assert len(found.items) == 5
    assert (found.index, found.reason) == (None, OutlookReason.NO_VISION)


def test_it_is_of_the_vision_published_by_the_day(organisation: Organisation) -> None:
    make.make_measurement(make.make_kpi(organisation), date(2026, 3, 1), 30)
    make.make_vision(organisation, 1, target_date=date(2027, 1, 1), published_on=date(2026, 2, 1))
    make.make_vision(organisation, 2, target_date=date(2028, 1, 1), published_on=date(2026, 5, 1))

    days = (date(2026, 3, 31), TODAY, date(2028, 1, 2))
    found = [outlook(Histories(batched=False), state_of(organisation, day)) for day in days]
    assert [each.on for each in found] == [date(2027, 1, 1), date(2028, 1, 1), None]
    assert found[-1].reason is OutlookReason.TARGET_DATE_PASSED

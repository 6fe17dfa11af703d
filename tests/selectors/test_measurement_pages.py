"""Measurements of a KPI, page by page, newest first, with what became of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from ops_model.models import Kpi, Measurement, Organisation
from ops_model.selectors.histories import Histories
from ops_model.selectors.measurement_pages import MEASUREMENT_BY_ID, measurements_page
from ops_model.selectors.pages import CursorError, Page, PageArguments
from ops_model.selectors.reports import MeasurementReport
from tests import factories as make
from tests.selectors.world import TODAY, state_of

pytestmark = pytest.mark.django_db

FIRST = date(2026, 1, 1)


@pytest.fixture
def kpi(organisation: Organisation) -> Kpi:
    """Have a KPI measured on the first seven days of 2026, the third corrected, the fifth withdrawn."""
    kpi = make.make_kpi(organisation)
    ada = make.make_member(organisation)
    rows = [make.make_measurement(kpi, FIRST + timedelta(days=day), day + 1, recorded_by=ada) for day in range(7)]
    of_rows = Measurement.objects.filter
    of_rows(pk__in=[rows[2].pk, rows[4].pk]).update(superseded_at="2026-01-20T00:00:00Z")
    new = make.make_measurement(kpi, rows[2].observed_on, "33.0", note="read again", recorded_by=ada)
    of_rows(pk=rows[2].pk).update(superseded_by=new, superseded_reason="misread")
    return kpi


def measured(kpi: Kpi, as_of: date = TODAY, **arguments: Any) -> Page[MeasurementReport]:
    """Return a page of a KPI's measurements."""
    state = state_of(kpi.organisation, as_of)
    sizes = {name: arguments.pop(name) for name in ("first", "last", "after", "before") if name in arguments}
    return measurements_page(
        Histories(batched=False), state.kpis_by_id[kpi.pk], arguments=PageArguments(**sizes), **arguments
    )


def values(page: Page[MeasurementReport]) -> list[str]:
    """Return the values of a page."""
    return [str(measurement.value) for measurement in page.nodes]


def test_those_that_count_are_listed_newest_first_as_they_were_entered(kpi: Kpi) -> None:
    page = measured(kpi)

    assert values(page) == ["7", "6", "4", "33.0", "2", "1"]
    assert (page.total, page.has_next, page.has_previous) == (6, False, False)


def test_a_correction_and_a_withdrawal_can_be_followed(kpi: Kpi) -> None:
    page = measured(kpi, include_superseded=True)
    old, new, withdrawn = page.nodes[5], page.nodes[4], page.nodes[2]

    assert values(page) == ["7", "6", "5", "4", "33.0", "3", "2", "1"]
    assert page.total == 8
    assert (old.superseded_by_id, old.superseded_reason) == (new.id, "misread")
    assert (new.superseded_at, new.note) == (None, "read again")
    assert (withdrawn.superseded_at is not None, withdrawn.superseded_by_id) == (True, None)
    assert new.recorded_by is not None
    assert new.recorded_by.name == "Ada"
    assert new.kpi.id == kpi.pk


@pytest.mark.parametrize("superseded", [False, True])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_walking_either_way_visits_each_once(kpi: Kpi, size: int, *, superseded: bool) -> None:
    whole = values(measured(kpi, include_superseded=superseded))
    forward: list[str] = []
    page = measured(kpi, first=size, include_superseded=superseded)
    while True:
        forward += values(page)
        assert page.has_next == (len(forward) < len(whole))
        if not page.has_next:
            break
        page = measured(kpi, first=size, after=page.end_cursor, include_superseded=superseded)
        assert page.has_previous
    backward: list[str] = []
    page = measured(kpi, last=size, include_superseded=superseded)
    while True:
        backward = values(page) + backward
        assert page.has_previous == (len(backward) < len(whole))
        if not page.has_previous:
            break
        page = measured(kpi, last=size, before=page.start_cursor, include_superseded=superseded)
        assert page.has_next

    assert forward == backward == whole


def test_between_two_cursors_only_what_lies_between_is_shown(kpi: Kpi) -> None:
    cursors = measured(kpi).cursors

    page = measured(kpi, first=2, after=cursors[0], before=cursors[4])

    assert values(page) == ["6", "4"]
    assert (page.has_next, page.has_previous, page.total) == (True, True, 6)


def test_what_is_added_in_between_moves_no_page(kpi: Kpi) -> None:
    page = measured(kpi, first=2)
    make.make_measurement(kpi, FIRST + timedelta(days=30), 99)

    assert values(measured(kpi, first=2, after=page.end_cursor)) == ["4", "33.0"]


def test_days_are_bounded_on_both_ends_and_by_the_date_of_the_state(kpi: Kpi) -> None:
    since, until = FIRST + timedelta(days=1), FIRST + timedelta(days=3)

    assert values(measured(kpi, since=since, until=until)) == ["4", "33.0", "2"]
    assert measured(kpi, since=since, until=until).total == 3
    assert values(measured(kpi, since)) == ["2", "1"]
    assert values(measured(kpi, since, until=until)) == ["2", "1"]


def test_a_cursor_is_good_for_its_kpi_and_its_days_alone(kpi: Kpi) -> None:
    cursor = measured(kpi, first=1).end_cursor
    other = make.make_kpi(kpi.organisation, "OTHER")

    for stray in ({"since": FIRST}, {"include_superseded": True}):
        with pytest.raises(CursorError):
            measured(kpi, after=cursor, **stray)
    with pytest.raises(CursorError):
        measured(other, after=cursor)


def test_a_measurement_is_found_by_its_id_superseded_or_not(kpi: Kpi) -> None:
    state, histories = state_of(kpi.organisation), Histories(batched=False)
    for row in Measurement.objects.filter(kpi=kpi):
        found = histories.get(MEASUREMENT_BY_ID, state=state, parent_id=row.pk)
        assert found is not None
        assert found.observed_on == row.observed_on
    assert histories.get(MEASUREMENT_BY_ID, state=state, parent_id=kpi.pk) is None

"""A snapshot keeps what is reported of a day: once, of one moment, and whatever is corrected later."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from fixtures.demo import demo_documents
from ops_model.domain.progress.kept import Kept, kept
from ops_model.models import Snapshot, SnapshotInitiative, SnapshotKpi, SnapshotLever
from ops_model.models.rows import TenantRow
from ops_model.selectors.facts.snapshot_facts import snapshot_row
from ops_model.selectors.state import organisation_state
from ops_model.services import snapshot
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.organisation_load import organisation_load
from ops_model.services.snapshot import snapshots_take
from tests import factories as make
from tests.database import inside
from tests.selectors.world import JUNE, TODAY, World, make_world, state_of
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("committed")

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def world() -> World:
    """Have an organisation, committed."""
    with transaction.atomic():
        return make_world()


def take(world: World, *days: date, today: date = TODAY) -> tuple[date, ...]:
    """Take snapshots."""
    return snapshots_take(organisation_id=world.id, days=days, today=today)


def read(world: World, as_of: date = TODAY) -> Kept:
    """Return what is kept of a day."""
    with inside(world.id):
        row = snapshot_row(state_of(world.organisation), as_of)
    assert row is not None
    return row.kept


def rows(world: World, table: type[TenantRow] = Snapshot) -> list[Any]:
    """Return all rows of a table, snapshots by their day."""
    with inside(world.id):
        return [*table._default_manager.order_by("as_of" if table is Snapshot else "id")]


def test_it_keeps_the_figures_of_the_day_to_the_last_digit(world: World) -> None:
    assert take(world, TODAY) == (TODAY,)

    with inside(world.id):
        state = state_of(world.organisation)
    shown, expected = read(world), kept(state.figures)
    assert (shown.index, shown.expected_index, shown.health) == (
        state.scorecard.index,
        state.scorecard.expected_index,
        state.scorecard.health,
    )
    assert sorted(shown.levers, key=lambda lever: lever.kind) == sorted(expected.levers, key=lambda lever: lever.kind)
    assert {kpi.kpi_id: kpi for kpi in shown.kpis} == {kpi.kpi_id: kpi for kpi in expected.kpis}
    assert {one.initiative_id: one for one in shown.initiatives} == {
        one.initiative_id: one for one in expected.initiatives
    }
    assert shown.policy == state.scorecard.policy


def test_what_the_items_carry_adds_up_to_the_index(world: World) -> None:
    take(world, TODAY)

    what = read(world)
    carried = [kpi.index_share * (kpi.attainment or 0) for kpi in what.kpis]
    carried += [one.index_share * (one.delivery or 0) for one in what.initiatives]
    assert what.index is not None
    assert 100 * sum(carried) == pytest.approx(what.index, abs=1e-9)


def test_a_correction_made_later_changes_the_scorecard_and_not_what_was_reported(world: World) -> None:
    take(world, TODAY)
    before = read(world)
    with inside(world.id):
        enps = state_of(world.organisation).kpi("ENPS")
        assert enps is not None
        cursor = connection.cursor()
        cursor.execute("UPDATE measurement SET superseded_at = now() WHERE kpi_id = %s", [str(enps.id)])

    assert read(world) == before
    with inside(world.id):
        assert state_of(world.organisation).scorecard.index != before.index
    assert take(world, TODAY) == ()
    assert read(world) == before


def test_a_policy_that_is_rewritten_stays_as_it_was(world: World) -> None:
    take(world, TODAY)
    with inside(world.id), connection.cursor() as cursor:
        cursor.execute("UPDATE scoring_policy SET outcome_weight = 7")

    assert read(world).policy.outcome_weight == 0.5


def test_a_day_has_one_snapshot_however_often_it_is_taken(world: World) -> None:
    assert take(world, TODAY) == (TODAY,)
    (first,) = rows(world)

    assert take(world, TODAY) == ()
    (again,) = rows(world)
    assert (again.pk, again.taken_at) == (first.pk, first.taken_at)
    counts = [len(rows(world, table)) for table in (SnapshotLever, SnapshotKpi, SnapshotInitiative)]
    assert counts == [6, 3, 2]


def test_a_past_day_is_marked_as_reconstructed_and_today_is_not(world: World) -> None:
    assert take(world, TODAY, YESTERDAY) == (YESTERDAY, TODAY)

    assert {each.as_of: each.reconstructed for each in rows(world)} == {YESTERDAY: True, TODAY: False}


def test_a_day_that_was_missed_stays_a_gap(world: World) -> None:
    take(world, JUNE, today=JUNE)
    take(world, TODAY)

    assert [each.as_of for each in rows(world)] == [JUNE, TODAY]


def test_of_many_days_each_is_as_the_organisation_was_then(world: World) -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(0, 250, 3)]
    take(world, *days)

    for day in days:
        with inside(world.id):
            state = state_of(world.organisation, day)
        assert by_id(read(world, day)) == by_id(kept(state.figures)), day


def by_id(what: Kept) -> tuple[object, ...]:
    """Return all that is kept, in an order that tells nothing."""
    items = (
        {lever.kind: lever for lever in what.levers},
        {kpi.kpi_id: kpi for kpi in what.kpis},
        {one.initiative_id: one for one in what.initiatives},
    )
    return (what.index, what.expected_index, what.health, what.coverage, what.sufficient, what.policy, *items)


def test_of_the_demo_each_day_is_as_it_was_then() -> None:
    document = demo_documents()[1] | {"slug": make.some_slug()}
    loaded = organisation_load(document=document)
    days = [date(2026, 6, 30) - timedelta(days=ago) for ago in range(0, 200, 13)]
    snapshots_take(organisation_id=loaded.organisation_id, days=days, today=date(2026, 6, 30))

    for day in days:
        with inside(loaded.organisation_id):
            state = organisation_state(loaded.organisation_id, day)
            assert state is not None
            row = snapshot_row(state, day)
        assert row is not None
        assert by_id(row.kept) == by_id(kept(state.figures)), day


def test_a_day_to_come_is_refused(world: World) -> None:
    with pytest.raises(ServiceError, match="has not been reported yet") as refused:
        take(world, TODAY + timedelta(days=1))

    assert refused.value.code is ErrorCode.INVALID
    assert rows(world) == []


def test_the_number_of_statements_depends_on_nothing(world: World) -> None:
    with count_statements() as one:
        take(world, TODAY)
    with count_statements() as none:
        take(world, TODAY)
    with count_statements() as several:
        take(world, *(TODAY - timedelta(days=ago) for ago in range(1, 50)))

    assert (len(one), len(none), len(several)) == (10, 1, 11)


def test_no_days_are_none(world: World) -> None:
    assert take(world) == ()


def test_two_at_once_take_a_day_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = at_once(world, monkeypatch, lambda: take(world, YESTERDAY, TODAY))

    assert sorted(taken) == [(), (YESTERDAY, TODAY)]
    assert [each.as_of for each in rows(world)] == [YESTERDAY, TODAY]
    assert len(rows(world, SnapshotLever)) == 12


def test_of_two_at_once_the_second_takes_what_the_first_did_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    days = iter([(YESTERDAY, TODAY), (JUNE, TODAY)])

    taken = at_once(world, monkeypatch, lambda: take(world, *next(days)))

    assert sorted(day for each in taken for day in each) == [JUNE, YESTERDAY, TODAY]
    assert [each.as_of for each in rows(world)] == [JUNE, YESTERDAY, TODAY]


def at_once(
    world: World, monkeypatch: pytest.MonkeyPatch, work: Callable[[], tuple[date, ...]]
) -> list[tuple[date, ...]]:
    """Do it twice at once: both have read that nothing is there when the first writes."""
    both, done, write = Barrier(2), list[tuple[date, ...]](), snapshot._write
    waited: set[int] = set()

    def write_together(*arguments: Any) -> None:
        if len(waited) < 2:
            waited.add(len(waited))
            both.wait(timeout=30)
        write(*arguments)

    def run() -> None:
        try:
            done.append(work())
        finally:
            connection.close()

    monkeypatch.setattr(snapshot, "_write", write_together)
    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_what_fails_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_INITIATIVES", None)
    with pytest.raises(AttributeError):
        take(world, TODAY)
    monkeypatch.undo()

    assert rows(world) == []
    assert take(world, TODAY) == (TODAY,)

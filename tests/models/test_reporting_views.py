"""The reporting views: flat rows of facts, which show to nobody more than the tables below them do."""

from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, connection

from ops_model.models import CheckIn, Initiative, Kpi
from ops_model.models.fields import ExactField
from ops_model.models.reporting import RptCheckIn, RptLeverDay, RptMeasurement
from ops_model.reporting.tables import TABLES, Table
from tests.database import connection_as, enter
from tests.factories import make_initiative_terms, make_kpi_terms, make_measurement
from tests.models import catalogue
from tests.models.world import World

OF_FACTS = [table for table in TABLES if not table.is_of_state]
READ = {
    *("organisation", "membership", "api_token", "data_version", "scoring_policy", "vision", "lever"),
    *("kpi", "kpi_terms", "measurement", "initiative", "initiative_terms", "initiative_kpi", "milestone", "check_in"),
    *("snapshot", "snapshot_lever", "snapshot_kpi", "snapshot_initiative"),
}
"""The tables that reports are read from."""


def _views() -> dict[str, list[str]]:
    found = catalogue.rows(
        "SELECT relname::text, coalesce(reloptions, '{{}}'), relkind::text FROM pg_class"
        " WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
    )
    assert {kind for *_, kind in found} == {"v"}, "a materialized view has no walls"
    return {name: list(options) for name, options, _ in found}


def test_every_view_asks_with_the_rights_of_whoever_asks_it(db: None) -> None:
    views = _views()
    assert {name for name, options in views.items() if "security_invoker=true" not in options} == set()
    assert {name for name in views if name.startswith("rpt_")} == {table.view._meta.db_table for table in TABLES}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_view_has_the_columns_of_its_model_and_says_what_they_are(table: Table, db: None) -> None:
    view = table.view._meta.db_table
    assert catalogue.view_columns(view) == [
        (field.column, _type(field), str(field.help_text)) for field in table.view._meta.local_concrete_fields
    ]
    assert catalogue.rows("SELECT obj_description(%s::regclass)", [view]) == [(table.about,)]


def _type(field: Any) -> str:
    return "numeric" if isinstance(field, ExactField) else str(field.db_type(connection))


@pytest.mark.parametrize("table", OF_FACTS, ids=lambda table: table.name)
def test_a_view_shows_the_organisation_that_was_entered_and_no_other(table: Table, world: World, other: World) -> None:
    view = table.view._meta.db_table
    seen = "SELECT DISTINCT organisation_id, organisation FROM {view}"

    enter(world.organisation_id)
    assert catalogue.rows(seen, view=view) == [(world.organisation_id, "world")]
    enter(world.organisation_id, other.organisation_id)
    assert len(catalogue.rows(seen, view=view)) == 2
    enter()
    assert catalogue.rows(seen, view=view) == []


def test_views_of_the_state_are_empty_until_its_rows_are_put_there(world: World) -> None:
    enter(world.organisation_id)
    for table in TABLES:
        if table.is_of_state:
            assert catalogue.rows("SELECT FROM {view}", view=table.view._meta.db_table) == []


def test_the_role_of_reports_reads_views_and_what_they_stand_on_and_writes_nothing(db: None) -> None:
    views = {table.view._meta.db_table for table in TABLES}
    for relation in catalogue.tables() | catalogue.LIBRARY_TABLES.keys() | views:
        reads = catalogue.rows("SELECT has_any_column_privilege('ops_report', %s, 'SELECT')", [relation])
        assert reads == [(relation in READ | views,)], relation
        writes = "INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"
        assert catalogue.rows("SELECT has_table_privilege('ops_report', %s, %s)", [relation, writes]) == [(False,)]
        changes = "SELECT has_any_column_privilege('ops_report', %s, 'INSERT, UPDATE')"
        assert catalogue.rows(changes, [relation]) == [(False,)]


def test_the_role_of_reports_stands_behind_the_same_walls(worlds: tuple[World, World]) -> None:
    with connection_as("ops_report") as reports, reports.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rpt_measurement")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('ops.organisations', %s, true)", [str(worlds[0].organisation_id)])
        cursor.execute("SELECT DISTINCT organisation FROM rpt_measurement")
        assert cursor.fetchall() == [("world",)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nothing_is_written_through_a_view(table: Table, world: World) -> None:
    enter(world.organisation_id)
    with pytest.raises((ProgrammingError, OperationalError), match=r"permission denied|cannot delete from view"):
        catalogue.rows("DELETE FROM {view}", view=table.view._meta.db_table)


def test_a_measurement_stands_beside_the_terms_in_force_on_its_day(world: World) -> None:
    enter(world.organisation_id)
    kpi = RptMeasurement.objects.get().kpi_id
    measured = Kpi.objects.get(pk=kpi)
    make_kpi_terms(measured, date(2026, 5, 1), baseline_value=10, target_value=80)
    for day in (date(2025, 12, 31), date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 1)):
        make_measurement(measured, day, 30)

    found = RptMeasurement.objects.filter(kpi_id=kpi).order_by("observed_on").values_list("observed_on", "target_value")
    assert [*found] == [
        (date(2025, 12, 31), None),
        (date(2026, 2, 1), 100),
        (date(2026, 4, 30), 100),
        (date(2026, 5, 1), 80),
        (date(2026, 6, 1), 80),
    ]


def test_a_check_in_stands_beside_the_stage_of_its_day_and_is_gone_when_withdrawn(world: World) -> None:
    enter(world.organisation_id)
    initiative = Initiative.objects.get()
    make_initiative_terms(initiative, date(2026, 1, 20), stage="ON_HOLD")
    assert [*RptCheckIn.objects.values_list("stage", "checked_on")] == [("ON_HOLD", date(2026, 2, 1))]

    CheckIn.objects.update(withdrawn_at="2026-02-02T00:00:00Z", version=2)
    assert not RptCheckIn.objects.exists()


def test_a_day_of_a_snapshot_is_marked_as_the_snapshot_is(world: World) -> None:
    enter(world.organisation_id)
    day = RptLeverDay.objects.get()
    assert (day.as_of, day.month, day.organisation) == (date(2026, 3, 31), "2026-03", "world")
    assert catalogue.rows("SELECT reconstructed FROM snapshot WHERE as_of = '2026-03-31'") == [(day.reconstructed,)]


def test_what_no_column_asks_for_of_the_terms_is_not_looked_up(world: World) -> None:
    plan = "\n".join(line for (line,) in catalogue.rows("EXPLAIN SELECT count(*) FROM rpt_measurement"))
    assert "measurement" in plan
    assert "kpi_terms" not in plan

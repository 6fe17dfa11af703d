"""Every change of every row is kept, exactly once, by whatever way it was written; and what is kept stays."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from ops_model.domain.changes import ChangedThing
from ops_model.migrations.operations.history import HistoryBegins
from ops_model.models import EVENTS, ChangeStatement, Kpi, Organisation
from ops_model.models.history import CONTEXT_SETTING, UNTRACKED
from ops_model.selectors.facts.tracked_tables import TRACKED
from tests.database import connection_as, enter
from tests.factories import make_kpi, make_member, make_organisation, make_token
from tests.models import catalogue
from tests.models.inserts import insert
from tests.models.valid_rows import valid_row
from tests.models.world import World

KINDS = {"insert", "update", "delete"}


def run(statement: str, parameters: object = None) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)  # type: ignore[arg-type]


def events(table: str) -> list[Any]:
    """Return the events of a table's rows in the order they were written: label, row and statement."""
    return catalogue.rows(
        "SELECT pgh_label, pgh_obj_id, pgh_statement_id FROM {events} ORDER BY pgh_id", events=f"{table}_event"
    )


def statements() -> list[Any]:
    """Return the statements in their order: of what, which kind, how many rows."""
    return catalogue.rows("SELECT thing, kind, row_count FROM change_statement ORDER BY at, id")


def test_every_table_of_an_organisations_rows_has_its_events_and_triggers(db: None) -> None:
    tracked = {model._meta.db_table for model in EVENTS}
    triggers: dict[str, set[str]] = {}
    for table, name, level in catalogue.rows(
        "SELECT tgrelid::regclass::text, substring(tgname FROM 'pgtrigger_history_(insert|update|delete)_'), tgtype & 1"
        " FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%' AND tgenabled = 'O'"
    ):
        assert level == 0, f"{table}: it is a trigger for each row"
        triggers.setdefault(table, set()).add(name)

    assert tracked == {*catalogue.tracked_tables()}
    assert triggers == dict.fromkeys(tracked, KINDS)


def test_every_table_with_a_history_is_a_thing_of_the_audit_log(db: None) -> None:
    assert {tracked.table for tracked in TRACKED.values()} == {*catalogue.tracked_tables()}
    assert TRACKED.keys() == {*ChangedThing}


def test_events_have_every_column_but_secrets_and_what_is_no_change(db: None) -> None:
    for model, event in EVENTS.items():
        columns = {field.column for field in model._meta.fields} - UNTRACKED
        assert columns <= {field.column for field in event._meta.fields}


def test_every_table_of_the_history_stands_behind_walls_and_stays_as_it_is(db: None) -> None:
    walls = catalogue.rows(
        """
        SELECT relname::text, relrowsecurity AND relforcerowsecurity,
            (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid),
            EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = pg_class.oid AND attname = 'organisation_id' AND attnotnull),
            has_table_privilege('ops_app', oid, 'SELECT'), has_table_privilege('ops_app', oid, 'INSERT'),
            has_any_column_privilege('ops_app', oid, 'UPDATE'),
            has_table_privilege('ops_app', oid, 'DELETE, TRUNCATE, TRIGGER'),
            EXISTS (SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'f')
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        """
    )
    behind = {table for table, *rest in walls if rest == [True, 2, True, True, True, False, False, False]}

    assert behind == catalogue.history_tables()
    assert len(behind) == len(EVENTS) + 1


def test_one_organisation_sees_nothing_of_anothers_history(world: World, other: World) -> None:
    enter(world.organisation_id)

    for table in catalogue.history_tables():
        of = catalogue.rows("SELECT DISTINCT organisation_id FROM {table}", table=table)
        assert of == [(world.organisation_id,)], table
    enter()
    for table in catalogue.history_tables():
        assert catalogue.rows("SELECT count(*) FROM {table}", table=table) == [(0,)]


@pytest.mark.parametrize("table", sorted(model._meta.db_table for model in EVENTS))
def test_a_row_written_by_hand_is_kept_once_with_its_statement(table: str, world: World) -> None:
    row = valid_row(table, world)
    enter(row.get("organisation_id", row.get("id")))
    events_before, statements_before = events(table), statements()
    insert(table, row)

    (event,) = events(table)[len(events_before) :]
    assert event[0] == "insert"
    assert statements()[len(statements_before) :] == [(table, "insert", 1)]
    assert event[2] == ChangeStatement.objects.latest("at", "id").pk


def test_rows_in_bulk_are_kept_one_by_one_under_one_statement(organisation: Organisation) -> None:
    before = len(statements())
    Kpi.objects.bulk_create(
        Kpi(organisation=organisation, code=f"KPI-{number}", name="Many", lever="CULTURE", unit="%")
        for number in range(50)
    )
    Kpi.objects.exclude(code="KPI-0").update(name="Renamed")

    assert statements()[before:] == [("kpi", "insert", 50), ("kpi", "update", 49)]
    kept = events("kpi")
    assert [label for label, *_ in kept] == ["insert"] * 50 + ["update"] * 49
    assert len({statement for *_, statement in kept}) == 2
    assert len({(row, statement) for _, row, statement in kept}) == 99


def test_an_insert_that_becomes_an_update_is_kept_as_what_it_was(organisation: Organisation) -> None:
    kpi = make_kpi(organisation)
    before = len(statements())
    run(
        "INSERT INTO kpi (organisation_id, code, name, lever, unit, decimals)"
        " VALUES (%(organisation)s, 'KPI-1', 'Taken', 'CULTURE', '%%', 0),"
        " (%(organisation)s, 'KPI-2', 'Free', 'CULTURE', '%%', 0)"
        " ON CONFLICT (organisation_id, code) DO UPDATE SET name = EXCLUDED.name",
        {"organisation": organisation.pk},
    )

    assert sorted(statements()[before:]) == [("kpi", "insert", 1), ("kpi", "update", 1)]
    assert [(label, row == kpi.pk) for label, row, _ in events("kpi")].count(("update", True)) == 1


def test_a_write_that_changes_nothing_is_no_change(organisation: Organisation) -> None:
    make_kpi(organisation)
    before = statements(), events("kpi")
    run("UPDATE kpi SET name = name")
    run("UPDATE kpi SET name = 'Other' WHERE false")

    assert (statements(), events("kpi")) == before


def test_a_change_of_untracked_columns_alone_is_no_change(worlds: tuple[World, World]) -> None:
    with connection_as("ops_owner") as owner, owner.cursor() as cursor:
        count = "SELECT (SELECT count(*) FROM api_token_event) + (SELECT count(*) FROM change_statement)"
        cursor.execute(count)
        before = cursor.fetchone()
        cursor.execute("UPDATE api_token SET token_hash = sha256(token_hash)")
        assert cursor.rowcount > 0
        cursor.execute(count)
        assert cursor.fetchone() == before


def test_history_begins_with_the_rows_that_are_there(worlds: tuple[World, World]) -> None:
    with connection_as("ops_owner") as owner, owner.cursor() as cursor:
        cursor.execute("DELETE FROM milestone_event")
        (begin,) = HistoryBegins("milestone", "organisation_id, name, due_on").forwards()
        cursor.execute(begin)
        cursor.execute(
            "SELECT pgh_obj_id, organisation_id, name, due_on, pgh_label, pgh_statement_id FROM milestone_event"
        )
        kept = cursor.fetchall()
        cursor.execute("SELECT id, organisation_id, name, due_on, 'snapshot', null FROM milestone")
        assert sorted(kept) == sorted(cursor.fetchall())
        assert len(kept) >= 2


def test_what_the_owner_deletes_is_kept_as_it_was_last(worlds: tuple[World, World]) -> None:
    organisation_id = str(worlds[0].organisation_id)
    with connection_as("ops_owner") as owner, owner.cursor() as cursor:
        cursor.execute("DELETE FROM milestone WHERE organisation_id = %s RETURNING id, name", [organisation_id])
        (row_id, name) = cursor.fetchone() or (None, None)
        cursor.execute("SELECT pgh_label, name FROM milestone_event WHERE pgh_obj_id = %s ORDER BY pgh_id", [row_id])
        assert cursor.fetchall() == [("insert", name), ("delete", name)]


def test_a_statement_over_several_organisations_is_a_statement_in_each(worlds: tuple[World, World]) -> None:
    with connection_as("ops_owner") as owner, owner.cursor() as cursor:
        ids = [str(world.organisation_id) for world in worlds]
        cursor.execute("UPDATE kpi SET name = 'Everywhere' WHERE organisation_id = ANY (%s::uuid[])", [ids])
        cursor.execute(
            "SELECT kpi_event.organisation_id::text, row_count, kpi_event.name FROM kpi_event"
            " JOIN change_statement USING (organisation_id)"
            " WHERE pgh_statement_id = change_statement.id AND kind = 'update' AND kpi_event.name = 'Everywhere'"
        )
        assert sorted(cursor.fetchall()) == sorted((id_, 1, "Everywhere") for id_ in ids)


def test_what_is_rolled_back_is_not_kept(organisation: Organisation) -> None:
    kpi = make_kpi(organisation)
    before = statements(), events("kpi")
    run("SAVEPOINT before_it")
    Kpi.objects.filter(pk=kpi.pk).update(name="Renamed")
    assert len(events("kpi")) == len(before[1]) + 1
    run("ROLLBACK TO SAVEPOINT before_it")

    assert (statements(), events("kpi")) == before


def test_who_writes_is_kept_with_the_event_and_the_statement(organisation: Organisation) -> None:
    said = '{"user": "01890000-0000-7000-8000-000000000000", "request": "r-1"}'
    run("SELECT set_config(%s, %s, true)", [CONTEXT_SETTING, said])
    kpi = make_kpi(organisation)

    of_row = "SELECT pgh_context ->> 'request' FROM kpi_event WHERE pgh_obj_id = %s"
    assert catalogue.rows(of_row, [kpi.pk]) == [("r-1",)]
    assert catalogue.rows("SELECT DISTINCT context ->> 'request' FROM change_statement WHERE thing = 'kpi'") == [
        ("r-1",)
    ]


def test_who_wrote_last_is_not_who_writes_next(worlds: tuple[World, World]) -> None:
    with connection_as("ops_app") as app, app.cursor() as cursor:
        for said, expected in (('{"request": "first"}', "first"), (None, None)):
            cursor.execute("SELECT set_config('ops.organisations', %s, true)", [str(worlds[0].organisation_id)])
            if said:
                cursor.execute("SELECT set_config(%s, %s, true)", [CONTEXT_SETTING, said])
            cursor.execute("UPDATE kpi SET name = 'Written again'")
            cursor.execute("SELECT pgh_context ->> 'request' FROM kpi_event ORDER BY pgh_id DESC LIMIT 1")
            assert cursor.fetchone() == (expected,)
            app.rollback()


def forged(table: str, world: World) -> Mapping[str, Any]:
    """Return a row for a table of the history that would be taken, but for who writes it."""
    if table == "change_statement":
        return {"organisation_id": world.organisation_id, "thing": "kpi", "kind": "update", "row_count": 1}
    return {
        "organisation_id": world.organisation_id,
        "pgh_obj_id": world.organisation_id,
        "pgh_label": "update",
        "pgh_created_at": "2026-01-01T00:00Z",
    }


def test_the_application_writes_no_history_of_its_own(world: World) -> None:
    for table in catalogue.history_tables():
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            insert(table, forged(table, world))


def test_the_application_cannot_rewrite_history(world: World) -> None:
    enter(world.organisation_id)
    for table in sorted(catalogue.history_tables()):
        for statement in (
            "UPDATE {table} SET organisation_id = organisation_id RETURNING 1",
            "DELETE FROM {table} RETURNING 1",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                catalogue.rows(statement, table=table)


def test_no_setting_of_the_application_switches_history_off(organisation: Organisation) -> None:
    kpi = make_kpi(organisation)
    names = catalogue.rows("SELECT string_agg(tgname, ',') FROM pg_trigger WHERE tgrelid = 'kpi'::regclass")
    run("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names[0][0]}}}"])
    Kpi.objects.filter(pk=kpi.pk).update(name="Behind its back")

    assert events("kpi")[-1][:2] == ("update", kpi.pk)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        run("SET LOCAL session_replication_role = 'replica'")


def test_the_event_before_of_a_row_has_an_index_in_its_order(db: None) -> None:
    # Of a few rows the planner may choose any index, by what it last knew of the table: this is the one that lasts.
    ((definition,),) = catalogue.rows("SELECT pg_get_indexdef('kpi_by_object'::regclass)")

    assert definition.endswith("USING btree (organisation_id, pgh_obj_id, pgh_id DESC)")


def test_secrets_of_tokens_are_in_no_event(organisation: Organisation) -> None:
    make_token(make_member(organisation), "a token that is nobody else's to know")
    enter(organisation.pk)
    ((row,),) = catalogue.rows("SELECT to_jsonb(api_token_event)::text FROM api_token_event")

    ((digest,),) = catalogue.rows("SELECT encode(token_hash, 'hex') FROM api_token")
    assert digest not in row


def test_an_organisation_is_the_tenant_of_its_own_history(db: None) -> None:
    organisation = make_organisation()

    assert catalogue.rows("SELECT organisation_id, pgh_obj_id, pgh_label FROM organisation_event") == [
        (organisation.pk, organisation.pk, "insert")
    ]

"""Every table of an organisation's rows has all walls around it, and they hold for the application's role."""

import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg2.sql import SQL, Identifier

from tests.database import connection_as, enter
from tests.models import catalogue
from tests.models.inserts import insert
from tests.models.valid_rows import valid_row
from tests.models.world import World

UNDELETED = "DELETE, TRUNCATE"


def visible(table: str) -> int:
    """Return how many rows of a table can be seen."""
    ((count,),) = catalogue.rows("SELECT count(*) FROM {table}", table=table)
    return int(count)


def test_every_table_stands_behind_all_walls_or_in_the_list_of_global_ones(db: None) -> None:
    walls = catalogue.rows(
        """
        SELECT relname::text, relrowsecurity AND relforcerowsecurity,
            EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polcmd = '*' AND polwithcheck IS NOT NULL),
            EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = pg_class.oid AND attname = 'organisation_id' AND attnotnull),
            EXISTS (SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND conname = relname || '_id_unique'),
            (SELECT count(*) FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgfoid = 'ops_count_change'::regproc),
            has_table_privilege('ops_app', oid, 'SELECT, INSERT'),
            has_any_column_privilege('ops_app', oid, 'UPDATE')
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        """
    )
    counted = {table: count for table, *_, count, _, _ in walls}
    behind = {table for table, *walled, _, read, _ in walls if all((*walled, read))}
    changed = {table for table, *_, written in walls if written}

    assert behind == set(catalogue.tenant_tables())
    assert behind - changed == catalogue.UNCHANGING
    assert {table for table in behind if counted[table] != 3} == catalogue.ASIDE.keys()


def test_global_tables_that_hold_anything_of_anyone_have_row_security_too(db: None) -> None:
    without = catalogue.rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )

    global_to_all = {"django_migrations", "framework", "trusted_document"}
    assert {name for (name,) in without} - catalogue.LIBRARY_TABLES.keys() == global_to_all


def test_of_the_libraries_tables_the_application_has_what_signing_in_needs(db: None) -> None:
    for table, privileges in catalogue.LIBRARY_TABLES.items():
        held = [
            privilege
            for privilege in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
            if catalogue.rows("SELECT has_table_privilege('ops_app', %s, %s)", [table, privilege]) == [(True,)]
        ]
        assert held == privileges.split(), table


def test_the_application_deletes_nothing_but_what_passes_and_owns_nothing(db: None) -> None:
    for table in catalogue.tables():
        kept = "TRUNCATE" if table in catalogue.PASSING else UNDELETED
        assert catalogue.rows("SELECT has_table_privilege('ops_app', %s, %s)", [table, kept]) == [(False,)]
    assert catalogue.rows("SELECT FROM pg_class WHERE relowner = 'ops_app'::regrole") == []
    assert catalogue.rows("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'ops_app'") == [(False,)]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("measurement", "value"),
        ("measurement", "observed_on"),
        ("check_in", "health"),
        ("api_token", "token_hash"),
        ("idempotency_key", "key"),
        ("framework", "document"),
        ("trusted_document", "text"),
        ("rate_bucket", "key"),
    ],
)
def test_what_was_recorded_is_not_rewritten(table: str, column: str, db: None) -> None:
    assert catalogue.rows("SELECT has_column_privilege('ops_app', %s, %s, 'UPDATE')", [table, column]) == [(False,)]


@pytest.mark.parametrize("table", sorted(catalogue.UNCHANGING))
@pytest.mark.parametrize("change", ["UPDATE {table} SET health = health", "DELETE FROM {table}", "TRUNCATE {table}"])
def test_what_was_reported_is_neither_changed_nor_deleted(table: str, change: str, world: World) -> None:
    enter(world.organisation_id)

    with pytest.raises(ProgrammingError, match="permission denied"):
        catalogue.rows(change, table=table)


def test_with_nothing_entered_nothing_is_seen(world: World) -> None:
    enter()

    seen = {
        table: visible(table) for table in catalogue.tables() - {"django_migrations", "framework", "trusted_document"}
    }
    assert set(seen.values()) == {0}, seen


def test_a_connection_that_was_told_nothing_sees_nothing_and_gets_no_error(worlds: tuple[World, World]) -> None:
    with connection_as("ops_app") as fresh, fresh.cursor() as cursor:
        for table in ("organisation", "account", "api_token", "measurement"):
            cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
            assert cursor.fetchone() == (0,)


def test_an_organisation_that_is_entered_is_seen_and_no_other(world: World, other: World) -> None:
    enter(world.organisation_id)

    for table in catalogue.tenant_tables():
        assert visible(table) > 0
        assert (
            catalogue.rows("SELECT FROM {table} WHERE organisation_id <> %s", [world.organisation_id], table=table)
            == []
        )
        assert catalogue.rows("SELECT FROM {table} WHERE id = %s", [other.ids[table]], table=table) == []
    assert catalogue.rows("SELECT id FROM organisation") == [(world.organisation_id,)]


def test_several_organisations_can_be_entered_at_once(world: World, other: World) -> None:
    enter(world.organisation_id, other.organisation_id)

    assert visible("organisation") == 2


def test_rows_of_another_organisation_are_not_changed(world: World, other: World) -> None:
    enter(world.organisation_id)
    changeable = {"measurement": "superseded_reason", "check_in": "withdrawn_at", "api_token": "revoked_at"}
    changeable |= {"api_token_use": "last_used_at", "idempotency_key": "answer"}

    for table in set(catalogue.tenant_tables()) - catalogue.UNCHANGING:
        column = changeable.get(table, "organisation_id")
        touched = "UPDATE {table} SET {column} = {column} WHERE id = %s RETURNING id"
        assert catalogue.rows(touched, [other.ids[table]], table=table, column=column) == []
        assert catalogue.rows(touched, [world.ids[table]], table=table, column=column) == [(world.ids[table],)]


@pytest.mark.parametrize("entered", ["nothing", "another"])
def test_rows_of_an_organisation_that_was_not_entered_are_not_written(entered: str, world: World, other: World) -> None:
    for table in catalogue.tenant_tables():
        row = valid_row(table, world)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            insert(table, row, entered=[other.organisation_id] if entered == "another" else [])


def test_a_row_is_not_moved_into_another_organisation(world: World, other: World) -> None:
    enter(world.organisation_id)
    with pytest.raises(ProgrammingError, match="row-level security"), connection.cursor() as cursor:
        cursor.execute("UPDATE initiative SET organisation_id = %s", [other.organisation_id])


def test_what_is_entered_ends_with_the_transaction(worlds: tuple[World, World]) -> None:
    with connection_as("ops_app") as app, app.cursor() as cursor:
        cursor.execute("SELECT set_config('ops.organisations', %s, true)", [str(worlds[0].organisation_id)])
        cursor.execute("SELECT count(*) FROM kpi")
        assert cursor.fetchone() == (1,)
        app.rollback()
        cursor.execute("SELECT count(*) FROM kpi")
        assert cursor.fetchone() == (0,)


def test_a_token_is_seen_by_whoever_has_it_and_an_organisation_by_its_slug(world: World) -> None:
    enter(key="world")
    assert catalogue.rows("SELECT id FROM organisation") == [(world.organisation_id,)]
    assert visible("api_token") == 0

    ((digest,),) = catalogue.rows("SELECT encode(sha256('token of the world'), 'hex')")
    enter(key=digest)
    assert catalogue.rows("SELECT id FROM api_token") == [(world.ids["api_token"],)]
    assert visible("organisation") == 0


def test_possession_lets_see_and_not_change(world: World) -> None:
    enter(key="world")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation SET name = 'Taken over' WHERE slug = 'world'")
        assert cursor.rowcount == 0


def test_an_account_is_seen_by_its_own_and_by_its_email(world: World) -> None:
    enter(world.organisation_id)
    assert visible("account") == 0
    enter(user=world.taken_account)
    assert catalogue.rows("SELECT id FROM account") == [(world.taken_account,)]
    enter(key="ADA@world.example")
    assert catalogue.rows("SELECT id FROM account") == [(world.taken_account,)]


def test_what_was_entered_is_worked_out_once_a_statement_and_indexes_serve(world: World) -> None:
    enter(world.organisation_id)
    with connection.cursor() as cursor:
        # What the planner knows of the rows of other tests must not matter: can an index give them in their order?
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = "\n".join(
        line
        for (line,) in catalogue.rows(
            "EXPLAIN SELECT value FROM measurement WHERE organisation_id = %s AND kpi_id = %s AND superseded_at IS NULL"
            " ORDER BY observed_on DESC LIMIT 1",
            [world.organisation_id, world.ids["kpi"]],
        )
    )

    assert "InitPlan" in plan
    assert "Index Only Scan Backward using measurement_observed_on_unique" in plan
    assert "Sort" not in plan


def test_the_owner_passes_row_security_and_migrations_touch_every_row(worlds: tuple[World, World]) -> None:
    with connection_as("ops_owner") as owner, owner.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT organisation_id) FROM measurement WHERE organisation_id = ANY (%s::uuid[])",
            [[str(world.organisation_id) for world in worlds]],
        )
        assert cursor.fetchone() == (2,)


def test_identifiers_are_of_version_7_and_ordered_by_time(db: None) -> None:
    made = [str(identifier) for (identifier,) in catalogue.rows("SELECT ops_uuid7() FROM generate_series(1, 50)")]

    assert {identifier[14] for identifier in made} == {"7"}
    assert {identifier[19] for identifier in made} <= set("89ab")
    assert [identifier[:13] for identifier in made] == sorted(identifier[:13] for identifier in made)
    assert len(set(made)) == 50


def test_the_row_of_a_test_of_walls_would_be_taken_from_inside(world: World) -> None:
    insert("kpi", valid_row("kpi", world))

    assert visible("kpi") == 2

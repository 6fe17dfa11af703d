"""An organisation's data version changes with each statement that changes its rows, however it is written."""

import pytest
from django.db import connection

from ops_model.models import Initiative, Kpi, Organisation
from tests.database import connection_as, enter
from tests.factories import make_kpi, make_organisation
from tests.models import catalogue
from tests.models.inserts import insert
from tests.models.valid_rows import valid_row
from tests.models.world import World


def version() -> int:
    """Return the version of the data of what is entered."""
    ((counted,),) = catalogue.rows("SELECT coalesce(sum(counter), 0)::bigint FROM data_version")
    return int(counted)


def run(statement: str) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_saved_row_counts(organisation: Organisation) -> None:
    kpi = make_kpi(organisation)
    before = version()
    kpi.name = "Renamed"
    kpi.save()

    assert version() == before + 1


def test_rows_in_bulk_count_once(organisation: Organisation) -> None:
    before = version()
    Initiative.objects.bulk_create(
        Initiative(organisation=organisation, code=f"INI-{number}", name="Many") for number in range(50)
    )
    assert version() == before + 1
    Initiative.objects.update(name="Renamed")

    assert version() == before + 2


@pytest.mark.parametrize(
    "table", ["kpi", "initiative", "milestone", "measurement", "membership", "api_token", "vision"]
)
def test_sql_by_hand_counts(table: str, world: World) -> None:
    enter(world.organisation_id)
    before = version()
    insert(table, valid_row(table, world))

    assert version() == before + 1


@pytest.mark.parametrize("table", sorted(catalogue.ASIDE))
def test_what_is_kept_aside_does_not_count(table: str, world: World) -> None:
    enter(world.organisation_id)
    before = version()
    insert(table, valid_row(table, world))
    if table in catalogue.PASSING:
        assert catalogue.rows("DELETE FROM {table} RETURNING id", table=table)

    assert version() == before


def test_a_change_of_the_organisation_itself_counts(organisation: Organisation) -> None:
    before = version()
    run("UPDATE organisation SET name = 'Renamed'")

    assert version() == before + 1


def test_a_statement_that_changes_nothing_does_not_count(organisation: Organisation) -> None:
    before = version()
    run("UPDATE kpi SET name = 'Renamed'")

    assert version() == before


def test_one_organisations_changes_leave_anothers_version_alone(organisation: Organisation) -> None:
    before = version()
    make_kpi(make_organisation())
    enter(organisation.pk)

    assert version() == before


def test_what_the_owner_deletes_counts(worlds: tuple[World, World]) -> None:
    with connection_as("ops_owner") as owner, owner.cursor() as cursor:
        counted = "SELECT sum(counter)::bigint FROM data_version WHERE organisation_id = %s"
        cursor.execute(counted, [str(worlds[0].organisation_id)])
        (before,) = cursor.fetchone() or (0,)
        cursor.execute("DELETE FROM milestone WHERE organisation_id = %s", [str(worlds[0].organisation_id)])
        cursor.execute(counted, [str(worlds[0].organisation_id)])
        assert cursor.fetchone() == (before + 1,)


def test_what_is_rolled_back_does_not_count(world: World) -> None:
    enter(world.organisation_id)
    before = version()
    run("SAVEPOINT before_it")
    Kpi.objects.update(name="Renamed")
    assert version() == before + 1
    run("ROLLBACK TO SAVEPOINT before_it")

    assert version() == before

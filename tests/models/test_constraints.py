"""The database refuses bad rows by itself, past every model, at the statement, under a name that services know."""

from typing import Any
from uuid import uuid4

import pytest

from ops_model.services.constraints import REFUSALS
from tests.models import catalogue
from tests.models.bad_rows import BAD_ROWS, BESIDES
from tests.models.inserts import insert, refused_by
from tests.models.valid_rows import TABLES, valid_row
from tests.models.world import TAKEN_ACCOUNT, TAKEN_SNAPSHOT, USED_TOKEN, World

WAYS = [(name, changes) for name, ways in BAD_ROWS.items() for changes in ways]


def changed(row: dict[str, Any], changes: dict[str, Any], world: World) -> dict[str, Any]:
    """Return a row with some columns changed."""
    meant = {
        TAKEN_ACCOUNT: world.taken_account,
        USED_TOKEN: world.ids["api_token"],
        TAKEN_SNAPSHOT: world.ids["snapshot"],
    }
    return row | {column: meant.get(str(value), value) for column, value in changes.items()}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_valid_row_is_taken(table: str, world: World) -> None:
    assert refused_by(table, valid_row(table, world)) is None


@pytest.mark.parametrize(("name", "changes"), WAYS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(WAYS)])
def test_a_bad_row_is_refused_by_its_constraint(name: str, changes: dict[str, Any], world: World) -> None:
    table = catalogue.constraints()[name].table

    assert refused_by(table, changed(valid_row(table, world), changes, world)) == name


def referring(reference: catalogue.Constraint, to: object, world: World) -> dict[str, Any]:
    """Return a row in which nothing but a reference can be wrong."""
    return valid_row(reference.table, world) | BESIDES.get(reference.name, {}) | {reference.columns[-1]: to}


def test_a_reference_to_nothing_is_refused(world: World) -> None:
    for reference in catalogue.references():
        assert refused_by(reference.table, referring(reference, uuid4(), world)) == reference.name


def test_a_reference_into_another_organisation_is_refused_as_if_nothing_were_there(world: World, other: World) -> None:
    inside = [reference for reference in catalogue.references() if len(reference.columns) == 2]
    assert inside
    for reference in inside:
        to = other.ids[str(reference.refers_to)]

        assert refused_by(reference.table, referring(reference, to, world)) == reference.name


def test_every_constraint_is_tried_and_has_a_sentence(db: None) -> None:
    constraints = catalogue.constraints()
    tried = BAD_ROWS.keys() | {reference.name for reference in catalogue.references()}

    assert constraints.keys() - tried == set()
    assert constraints.keys() - REFUSALS.keys() == set()
    assert tried - constraints.keys() == set()


def test_no_sentence_is_of_a_constraint_that_is_gone(db: None) -> None:
    known = catalogue.constraints().keys() | catalogue.keys_of_identifiers()
    assert REFUSALS.keys() - known == catalogue.RAISED.keys()


def test_nothing_waits_for_the_commit(db: None) -> None:
    waiting = catalogue.rows("SELECT conrelid::regclass::text FROM pg_constraint WHERE condeferrable")
    assert {table for (table,) in waiting} <= catalogue.LIBRARY_TABLES.keys()


def test_every_reference_of_an_organisations_row_stays_inside_or_leads_to_what_is_global(db: None) -> None:
    for reference in catalogue.references():
        across = reference.refers_to in catalogue.GLOBAL_TABLES
        assert across or reference.columns[0] == "organisation_id", reference.name


def test_a_measurement_keeps_its_value_as_it_was_given(world: World) -> None:
    insert("measurement", valid_row("measurement", world) | {"value": "25.00"})

    ((value,),) = catalogue.rows("SELECT value::text FROM measurement WHERE observed_on = '2026-05-01'")
    assert value == "25.00"

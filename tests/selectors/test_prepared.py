"""Statements that are prepared once for each physical connection."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.utils import DataError
from pytest_django import Settings

from ops_model.selectors.prepared import Prepared, prepared_read
from tests.database import setting

pytestmark = pytest.mark.usefixtures("committed")

SUM = Prepared("sum", "SELECT %(one)s + %(other)s, 'a %% of it'", one="integer", other="integer")
KEPT = Prepared("kept", "SELECT set_config('ops.key', %(text)s, true)", text="text")
SHOWN = Prepared("shown", "SELECT current_setting('ops.key')")
SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"


@pytest.fixture(autouse=True)
def _new_connection() -> Iterator[None]:
    connection.close()
    yield
    connection.close()


def prepared_names() -> set[str]:
    """Return what PostgreSQL knows to be prepared for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {str(name) for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("prepares", [True, False])
def test_rows_are_the_same_prepared_or_not(settings: Settings, *, prepares: bool) -> None:
    settings.OPS_PREPARE = prepares
    for number in range(8):  # PostgreSQL plans anew for the first five
        assert prepared_read(SUM, parameters={"one": number, "other": 2}) == [(number + 2, "a % of it")]
    assert prepared_names() == ({SUM.name} if prepares else set())


@pytest.mark.parametrize("prepares", [True, False])
def test_each_sees_what_those_before_it_have_set_and_the_last_is_told(settings: Settings, *, prepares: bool) -> None:
    settings.OPS_PREPARE = prepares
    for _ in range(2):
        assert prepared_read(KEPT, SHOWN, parameters={"text": "it's"}) == [("it's",)]
        assert setting("ops.key") == ""


def test_a_new_connection_prepares_again() -> None:
    assert prepared_read(SUM, parameters={"one": 1, "other": 2})[0][0] == 3
    connection.close()
    assert prepared_read(SUM, parameters={"one": 1, "other": 2})[0][0] == 3
    assert prepared_names() == {SUM.name}


def test_what_comes_first_comes_before_anything_is_prepared() -> None:
    for _ in range(2):
        with transaction.atomic():
            assert prepared_read(SUM, parameters={"one": 1, "other": 2}, first=SNAPSHOT)[0][0] == 3
            assert setting("transaction_isolation") == "repeatable read"


def test_what_was_prepared_outlives_a_transaction_that_fails() -> None:
    with pytest.raises(DataError), transaction.atomic():
        prepared_read(SUM, parameters={"one": 2**31 - 1, "other": 1})
    assert prepared_read(SUM, parameters={"one": 1, "other": 2})[0][0] == 3


@pytest.mark.parametrize("other", ["DEALLOCATE ALL", SUM.preparing])
def test_where_a_pooler_changes_connections_it_is_said_what_to_do(other: str) -> None:
    with connection.cursor() as cursor:
        if other == SUM.preparing:
            cursor.execute(other)
        else:
            prepared_read(SUM, parameters={"one": 1, "other": 2})
            cursor.execute(other)
    with pytest.raises(ImproperlyConfigured, match="OPS_PREPARE=0"):
        prepared_read(SUM, parameters={"one": 1, "other": 2})


def test_statements_of_other_texts_or_types_have_other_names() -> None:
    other_type = Prepared("sum", "SELECT %(one)s + %(other)s, 'a %% of it'", one="bigint", other="integer")
    assert len({SUM.name, other_type.name, Prepared("sum", "SELECT 1").name, Prepared("add", "SELECT 1").name}) == 4


def test_a_parameter_without_a_type_is_refused() -> None:
    with pytest.raises(KeyError, match="other"):
        Prepared("sum", "SELECT %(one)s + %(other)s", one="integer")

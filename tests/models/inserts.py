"""Rows written past every model."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg2
from django.db import connection, transaction
from psycopg2.sql import SQL, Identifier, Placeholder

from tests.database import connection_as, enter

OWNED = frozenset({"framework", "rate_bucket", "trusted_document"})
"""Tables that the owner of the schema alone writes, or that anybody else writes a row of by its key alone."""


def insert(table: str, row: Mapping[str, Any], *, entered: Sequence[object] | None = None) -> None:
    """Insert a row by SQL alone: as the application's role, having entered its organisation (unless others are given)
    and its account; or as the owner where the application may not, whose row is rolled back at once."""
    statement = SQL("INSERT INTO {} ({}) VALUES ({})").format(
        Identifier(table), SQL(", ").join(map(Identifier, row)), SQL(", ").join([Placeholder()] * len(row))
    )
    values = [*map(_literal, row.values())]
    if table in OWNED:
        with connection_as("ops_owner") as owner, owner.cursor() as cursor:
            cursor.execute(statement, values)
        return
    own = row.get("organisation_id", row.get("id", ""))
    enter(*([own] if entered is None else entered), user=row.get("id", ""))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused_by(table: str, row: Mapping[str, Any]) -> str | None:
    """Return the name of the constraint that refuses a row at its statement; None: it was taken."""
    try:
        with transaction.atomic():
            insert(table, row)
    except Exception as error:
        refusal = error if isinstance(error, psycopg2.Error) else error.__cause__
        if isinstance(refusal, psycopg2.IntegrityError):
            return refusal.diag.constraint_name
        raise
    return None


def _literal(value: Any) -> Any:
    """Write a list as PostgreSQL does, so that it takes the type of its column."""
    if not isinstance(value, list):
        return value
    return "{" + ",".join("NULL" if item is None else f'"{item}"' for item in value) + "}"

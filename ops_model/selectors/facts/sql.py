"""Running a statement, and reading identifiers off its rows."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ops_model.selectors.database import database_connection
from ops_model.selectors.reports import Edits

Row = tuple[Any, ...]

Columns = Mapping[str, Any]
"""A row as the database's JSON tells it."""


def rows_read(statement: str, parameters: Mapping[str, Any]) -> list[Row]:
    """Run one statement and return its rows."""
    with database_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


class Ids(dict[str, UUID]):
    """The identifiers of one reading: an identifier that is met again (an owner, an initiative) is the same object,
    which is ten times cheaper than making another."""

    def __missing__(self, text: str) -> UUID:
        """Make an identifier that is met for the first time."""
        self[text] = UUID(text)
        return self[text]

    def maybe(self, text: str | None) -> UUID | None:
        """Return the identifier, or None for None."""
        return None if text is None else self[text]

    def edits(self, version: int, created: str, updated: str, updated_by: str | None) -> Edits:
        """Return the edits of a row."""
        return Edits(version, created, updated, self.maybe(updated_by))


def json_edits(row: Columns, ids: Ids) -> Edits:
    """Return the edits of a row."""
    return ids.edits(row["version"], row["created_at"], row["updated_at"], row["updated_by_id"])


def json_day(text: str | None) -> date | None:
    """Read a day, or None for null."""
    return None if text is None else date.fromisoformat(text)

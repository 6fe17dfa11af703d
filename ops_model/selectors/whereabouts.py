"""Where a thing is, of which no more is known than its type and its id."""

from uuid import UUID

from ops_model.selectors.facts.sql import rows_read
from ops_model.selectors.facts.tracked_tables import ROW_ITSELF, TRACKED

_TABLES = {each.subject: each.table for each in TRACKED.values() if each.column == ROW_ITSELF}


def organisation_holding(type_name: str, id_: UUID) -> UUID | None:
    """Return which of the organisations that were entered has the thing; None: none of them. At most one statement."""
    table = _TABLES.get(type_name)
    if table is None:
        return None
    column = "id" if table == "organisation" else "organisation_id"
    found = rows_read(f"SELECT {column} FROM {table} WHERE id = %(id)s", {"id": id_})  # noqa: S608 - names of tables
    return next((organisation_id for (organisation_id,) in found), None)

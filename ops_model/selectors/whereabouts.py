"""Where a thing is, of which no more is known than its type and its id."""

from collections.abc import Mapping
from uuid import UUID

from ops_model.selectors.facts.sql import rows_read

_TABLES: Mapping[str, str] = {
    "ApiToken": "api_token",
    "CheckIn": "check_in",
    "Initiative": "initiative",
    "Kpi": "kpi",
    "KpiLink": "initiative_kpi",
    "Lever": "lever",
    "Measurement": "measurement",
    "Membership": "membership",
    "Milestone": "milestone",
    "Vision": "vision",
}


def organisation_holding(type_name: str, id_: UUID) -> UUID | None:
    """Return which of the organisations that were entered has the thing; None: none of them. At most one statement."""
    if type_name == "Organisation":
        return id_ if rows_read("SELECT FROM organisation WHERE id = %(id)s", {"id": id_}) else None
    table = _TABLES.get(type_name)
    if table is None:
        return None
    found = rows_read(f"SELECT organisation_id FROM {table} WHERE id = %(id)s", {"id": id_})  # noqa: S608 - of this module
    return next((organisation_id for (organisation_id,) in found), None)

"""What PostgreSQL's catalogue says of the schema, asked once at collection's end or in a test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg2.sql import SQL, Identifier

from ops_model.models.history import WITHOUT_HISTORY

GLOBAL_TABLES = {
    "account": "who signs in, across organisations; seen by its own policy",
    "data_version": "counted by the triggers of the others; one row a slot and no identifier",
    "django_migrations": "Django's own",
    "framework": "reference data, the same for every organisation",
    "rate_bucket": "what a credential may still ask for; seen by possession of its key",
    "organisation": "the tenant itself, seen by its own identifier or slug",
    "trusted_document": "documents of the deployment, the same for every organisation",
}
"""Tables that are not made by TenantTable, and why."""

LIBRARY_TABLES = {
    "auth_group": "",
    "auth_group_permissions": "",
    "auth_permission": "",
    "axes_accessattempt": "SELECT INSERT UPDATE DELETE",
    "axes_accessattemptexpiration": "SELECT INSERT UPDATE DELETE",
    "axes_accessfailurelog": "",
    "axes_accesslog": "",
    "django_content_type": "",
    "django_session": "SELECT INSERT UPDATE DELETE",
}
"""Tables of Django and of django-axes, which hold nothing of an organisation, and what the application may do there."""

ASIDE = {
    "api_token_use": "to use a token changes nothing",
    "idempotency_key": "kept for 24 hours, so that an operation can be sent again",
    "snapshot": "what is reported of the data is no change of it",
    "snapshot_initiative": "as snapshot",
    "snapshot_kpi": "as snapshot",
    "snapshot_lever": "as snapshot",
}
"""Tables of TenantTable that are no part of the organisation's data, and why: what changes in them counts in no
version."""

UNCHANGING = {"snapshot", "snapshot_initiative", "snapshot_kpi", "snapshot_lever"}
"""Tables into which the application inserts, and no more."""

PASSING = {"idempotency_key"}
"""Those from which the application deletes."""

RAISED = {"membership_admin_some": "an ADMIN is always left"}
"""What triggers refuse as constraints do, and why."""

FOREIGN_KEY = "f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A constraint or a unique index: its table, its kind, its columns, and the table it refers to."""

    name: str
    table: str
    kind: str
    columns: tuple[str, ...]
    refers_to: str | None


def rows(statement: str, parameters: Sequence[Any] = (), **names: str) -> list[tuple[Any, ...]]:
    """Return the rows that a statement answers; `names` stand in its braces, as identifiers."""
    composed = SQL(statement).format(**{place: Identifier(name) for place, name in names.items()})
    with connection.cursor() as cursor:
        cursor.execute(composed, parameters)
        answered: list[tuple[Any, ...]] = cursor.fetchall()
    return answered


def tables() -> set[str]:
    """Return the names of all tables of ours."""
    return {
        name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    } - LIBRARY_TABLES.keys()


def view_columns(view: str) -> list[tuple[Any, ...]]:
    """Return name, type and comment of each column of a view, in its order."""
    return rows(
        "SELECT attname::text, format_type(atttypid, atttypmod), col_description(attrelid, attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
        [view],
    )


def tenant_tables() -> list[str]:
    """Return the names of the tables of organisations' rows, but for those of their history."""
    return sorted(tables() - GLOBAL_TABLES.keys() - history_tables())


def tracked_tables() -> list[str]:
    """Return the names of the tables that have a history: of organisations' rows, and of organisations."""
    return ["organisation", *(table for table in tenant_tables() if table not in WITHOUT_HISTORY)]


def history_tables() -> set[str]:
    """Return the names of the tables that are written by triggers alone: the events, and the statements' own."""
    return {table for table in tables() if table.endswith("_event")} | {"change_statement"}


def constraints() -> dict[str, Constraint]:
    """Return all constraints but those of NOT NULL, and all unique indexes, by name; keys of a row's own identifier are
    left out, for nobody gives one."""
    found = rows(
        """
        SELECT conname, conrelid::regclass::text, contype::text, confrelid::regclass::text,
            ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS key (number, position)
                JOIN pg_attribute ON attrelid = conrelid AND attnum = number ORDER BY position)
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u') AND conrelid <> 0
            AND conname NOT LIKE '%%\\_id\\_unique'
        UNION ALL
        SELECT index.relname, indrelid::regclass::text, 'u', '-',
            ARRAY(SELECT attname::text FROM unnest(indkey::smallint[]) AS number
                JOIN pg_attribute ON attrelid = indrelid AND attnum = number)
        FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
        WHERE indisunique AND NOT indisprimary AND index.relnamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype = 'u')
        """
    )
    return {
        name: Constraint(name=name, table=table, kind=kind, columns=tuple(columns), refers_to=None if to == "-" else to)
        for name, table, kind, to, columns in found
        if table != "django_migrations" and table not in LIBRARY_TABLES
    }


def references() -> list[Constraint]:
    """Return all foreign keys."""
    return [constraint for constraint in constraints().values() if constraint.kind == FOREIGN_KEY]


def keys_of_identifiers() -> set[str]:
    """Return the names of the primary keys and of the unique keys that references lead to."""
    return {
        name
        for (name,) in rows(
            "SELECT conname FROM pg_constraint WHERE contype = 'p' OR contype = 'u' AND conname LIKE '%%\\_id\\_unique'"
        )
    }

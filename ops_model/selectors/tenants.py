"""Entering organisations by hand, as commands and services do, and holding a key. What is entered, or held, is so until
the transaction ends; row-level security reads it (see selectors/access.py)."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from uuid import UUID

from ops_model.selectors.database import database_connection

OWNER = "owner"
"""The connection of the schema's owner. Row security shows all organisations to nobody else, and what is everybody's,
the framework and trusted documents, the application may read and not write."""

MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
SNAPSHOT = f"{MOMENT}, READ ONLY;"

_ENTER_BY_SLUG = """
SELECT set_config('ops.key', %(slug)s, true);
SELECT id, set_config('ops.organisations', id::text, true), set_config('ops.key', '', true)
    FROM organisation WHERE slug = %(slug)s
"""


@contextmanager
def key_held(key: str) -> Generator[None]:
    """Let the body see, inside a transaction, what is seen by possession of a key. Two round trips."""
    key_set(key)
    yield
    key_set("")


def snapshot_open() -> None:
    """Let a command's transaction be one snapshot, read only. Must be its first statement."""
    with database_connection().cursor() as cursor:
        cursor.execute(SNAPSHOT)


def moment_open() -> None:
    """Let a command's transaction read all of one moment, and write by it. Must be its first statement. What another
    transaction has written since, and this one would write too, ends it as a serialization failure (40001)."""
    with database_connection().cursor() as cursor:
        cursor.execute(MOMENT)


def organisation_enter(*, slug: str) -> UUID | None:
    """Enter the organisation of a slug, as commands do, inside a transaction; None where there is none. One round
    trip."""
    with database_connection().cursor() as cursor:
        cursor.execute(_ENTER_BY_SLUG, {"slug": slug})
        row = cursor.fetchone()
    return UUID(str(row[0])) if row else None


def key_set(key: str) -> None:
    """Hold a key, and no other; "" for none. One round trip."""
    with database_connection().cursor() as cursor:
        cursor.execute("SELECT set_config('ops.key', %s, true)", [key])


def patience_set(*, stalled_ms: int) -> None:
    """Let the database end the transaction, and its connection, where it is asked nothing for so long. One round
    trip."""
    with database_connection().cursor() as cursor:
        cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [str(stalled_ms)])


def rows_put(*, view: str, rows: str) -> None:
    """Let a view of what is computed show these rows, a JSON list of objects, until the transaction ends. One round
    trip."""
    with database_connection().cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [f"ops.{view}", rows])


def tenant_enter(*, organisation_ids: Iterable[UUID]) -> None:
    """Enter these organisations and no others, inside a transaction; row security shows the rest to nobody. One round
    trip."""
    with database_connection().cursor() as cursor:
        cursor.execute(
            "SELECT set_config('ops.organisations', %s, true)", [",".join(str(each) for each in organisation_ids)]
        )

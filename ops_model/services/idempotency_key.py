"""Idempotency keys: an operation that is sent again, with the same key, is executed once.

The key's row is in the operation's own transaction: it is there if and only if what the operation wrote is. While that
transaction lasts nobody else sees the row, and whoever inserts the same key waits for its end.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from ops_model.selectors.tenants import tenant_enter

KEPT = timedelta(hours=24)
"""How long a key is kept, from the beginning of its operation on."""

_SWEPT_ALONG = 10
"""Expired keys that go with each new one: more than one, so that they dwindle."""

_SWEPT_AT_ONCE = 1_000

# Statements of one round trip. The time-out is that of this wait alone. A row that has not expired is locked and left
# as it is, so that it is still there for the last statement, which sees what others have committed meanwhile.
_CLAIM = """
SELECT set_config('ops.lock_timeout', current_setting('lock_timeout'), true),
    set_config('lock_timeout', %(wait_ms)s::text, true);
INSERT INTO idempotency_key AS kept (organisation_id, credential_id, key, request_hash, expires_at)
    VALUES (%(organisation_id)s, %(credential_id)s, %(key)s, %(request_hash)s, %(expires_at)s)
    ON CONFLICT (organisation_id, credential_id, key) DO UPDATE
        SET request_hash = excluded.request_hash, answer = NULL, expires_at = excluded.expires_at
        WHERE kept.expires_at <= %(at)s;
SELECT request_hash, answer, set_config('lock_timeout', current_setting('ops.lock_timeout'), true)
    FROM idempotency_key
    WHERE (organisation_id, credential_id, key) = (%(organisation_id)s, %(credential_id)s, %(key)s)
"""

_SWEEP = """
DELETE FROM idempotency_key WHERE organisation_id = %(organisation_id)s AND id = ANY (ARRAY(
    SELECT id FROM idempotency_key WHERE organisation_id = %(organisation_id)s AND expires_at <= %(at)s
    ORDER BY expires_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED))
"""

_ANSWER = f"""
{_SWEEP};
UPDATE idempotency_key SET answer = %(answer)s
    WHERE (organisation_id, credential_id, key) = (%(organisation_id)s, %(credential_id)s, %(key)s)
"""  # noqa: S608 - made of the constant above


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationKey:
    """A key as one credential of one organisation gave it: nobody else's is the same."""

    organisation_id: UUID
    credential_id: UUID
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What was answered to the operation that a key was given first: the body as it was sent, and the SHA-256 of what
    was asked."""

    request_hash: bytes
    body: bytes


def idempotency_key_place(*, credential_id: UUID, key: str) -> UUID | None:
    """Return in which of the organisations that were entered a credential's key is; None: in none. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id FROM idempotency_key WHERE credential_id = %s AND key = %s",
            [credential_id, key],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def idempotency_key_claim(
    *, operation: OperationKey, request_hash: bytes, at: datetime, wait_ms: int
) -> KeptAnswer | None:
    """Take a key for the operation that this transaction is about to execute; or return the answer that is kept of it.

    One round trip of three statements. None: the key was free, or had expired by `at`; it is taken now, and free again
    if the transaction is rolled back. Where another transaction holds it, this waits for its end, at most `wait_ms`
    milliseconds (0: for ever), and then raises the database's lock_not_available (55P03); no other wait is bounded by
    that. The organisation must be entered.
    """
    parameters: dict[str, UUID | str | bytes | datetime | int] = {
        **_columns(operation),
        "request_hash": request_hash,
        "at": at,
        "expires_at": at + KEPT,
        "wait_ms": wait_ms,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, parameters)
        asked, answer, _ = cursor.fetchone()
    return None if answer is None else KeptAnswer(request_hash=bytes(asked), body=bytes(answer))


def idempotency_key_answer(*, operation: OperationKey, body: bytes, at: datetime) -> None:
    """Keep the answer under the key that this transaction has claimed, and delete a few of the organisation's keys that
    have expired by `at`, so that they do not pile up where nobody cleans. One round trip of two statements."""
    parameters: dict[str, UUID | str | bytes | datetime | int] = {
        **_columns(operation),
        "answer": body,
        "at": at,
        "limit": _SWEPT_ALONG,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, parameters)


def idempotency_keys_clean_up(*, organisation_id: UUID, at: datetime) -> int:
    """Delete the organisation's keys that have expired by `at`, and return how many there were.

    A transaction for each thousand, of one statement besides the entering; keys that are being given an operation
    anew are left to it.
    """
    deleted = 0
    while count := _sweep(organisation_id, at):
        deleted += count
    return deleted


def _sweep(organisation_id: UUID, at: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        tenant_enter(organisation_ids=[organisation_id])
        cursor.execute(_SWEEP, {"organisation_id": organisation_id, "at": at, "limit": _SWEPT_AT_ONCE})
        return int(cursor.rowcount)


def _columns(operation: OperationKey) -> dict[str, UUID | str]:
    return {
        "organisation_id": operation.organisation_id,
        "credential_id": operation.credential_id,
        "key": operation.key,
    }

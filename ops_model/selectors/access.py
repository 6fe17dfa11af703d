"""The door: who may read which organisation. What is opened here is open until the transaction ends.

Row-level security reads three settings of the transaction: `ops.organisations` (which were entered), `ops.user` (whose
account signed in) and `ops.key` (what is seen by possession: a token's row by its hash, an organisation's by its slug).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.db import connection

from ops_model.domain.roles import Role

_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

# Statements of one round trip; each sees what the settings of those before it have opened.
_ENTER = """
SELECT set_config('statement_timeout', %(timeout_ms)s::text, true), set_config('ops.key', %(token)s, true);
SELECT set_config('ops.organisations', organisation_id::text, true)
    FROM api_token WHERE token_hash = ops_key_hash();
"""

_WAIT = """
SELECT set_config('lock_timeout', (%(timeout_ms)s / 2)::text, true);
SELECT {lock}(hashtextextended(organisation_id::text, 0)) FROM api_token WHERE token_hash = ops_key_hash();
"""

_MEMBER = """
SELECT
    membership.account_id, membership.id, organisation.id, organisation.slug, organisation.time_zone,
    membership.role, membership.name, membership.email,
    set_config('ops.user', membership.account_id::text, true), set_config('ops.key', '', true)
FROM api_token
JOIN membership ON membership.organisation_id = api_token.organisation_id AND membership.id = api_token.membership_id
JOIN organisation ON organisation.id = api_token.organisation_id
WHERE token_hash = ops_key_hash() AND revoked_at IS NULL
    AND (expires_at IS NULL OR expires_at > %(at)s)
    AND (ended_on IS NULL OR ended_on > (%(at)s AT TIME ZONE organisation.time_zone)::date)
"""

_ENTER_BY_SLUG = """
SELECT set_config('ops.key', %(slug)s, true);
SELECT id, set_config('ops.organisations', id::text, true), set_config('ops.key', '', true)
    FROM organisation WHERE slug = %(slug)s
"""


class Writing(StrEnum):
    """Beside whom one writes in an organisation, as the lock that is taken for it. What changes several things in the
    order of its document writes alone: two such that met half-way would have to begin anew, again and again."""

    BESIDE_OTHERS = "pg_advisory_xact_lock_shared"
    ALONE = "pg_advisory_xact_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who signed in, as what, and where: one membership of one organisation, with what its days are told by."""

    account_id: UUID
    membership_id: UUID
    organisation_id: UUID
    organisation_slug: str
    time_zone: str
    role: Role
    name: str
    email: str

    @property
    def credential_id(self) -> UUID:
        """By whose hand: what is kept of one's operations is kept for that credential alone."""
        return self.account_id


def token_hash(token: str) -> bytes:
    """Return what is kept of a token, and what it is found by: its SHA-256."""
    return sha256(token.encode()).digest()


def access_open(*, token_hash: bytes, at: datetime, timeout_ms: int, writing: Writing | None = None) -> Access | None:
    """Sign in: enter the organisation that the token is of, to read one snapshot (`writing` None), or to write.

    Must be the first statement of a transaction (`transaction.atomic()`), and is one round trip. `at` is the instant by
    which the token expires and, by the organisation's time zone, the membership ends; `timeout_ms` bounds every later
    statement and, writing, half of it the wait for a lock, 0 for no bound. A reading is REPEATABLE READ, READ ONLY; a
    writing READ COMMITTED. None: the token is unknown, expired or revoked, or the membership has ended; no organisation
    is entered then.
    """
    opening = _ENTER + _WAIT.format(lock=writing) + _MEMBER if writing else f"{_SNAPSHOT};{_ENTER}{_MEMBER}"
    with connection.cursor() as cursor:
        cursor.execute(opening, {"token": token_hash.hex(), "at": at, "timeout_ms": timeout_ms})
        row = cursor.fetchone()
    if row is None:
        tenant_enter(organisation_ids=())
        return None
    account_id, membership_id, organisation_id, slug, time_zone, role, name, email, *_ = row
    return Access(
        account_id=account_id,
        membership_id=membership_id,
        organisation_id=organisation_id,
        organisation_slug=slug,
        time_zone=time_zone,
        role=Role(role),
        name=name,
        email=email,
    )


def snapshot_open() -> None:
    """Let a command's transaction be one snapshot, read only. Must be its first statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT)


def organisation_enter(*, slug: str) -> UUID | None:
    """Enter the organisation of a slug, as commands do, inside a transaction; None where there is none. One round
    trip."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTER_BY_SLUG, {"slug": slug})
        row = cursor.fetchone()
    return UUID(str(row[0])) if row else None


def tenant_enter(*, organisation_ids: Iterable[UUID]) -> None:
    """Enter these organisations and no others, inside a transaction; row security shows the rest to nobody. One round
    trip."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('ops.organisations', %s, true)", [",".join(str(each) for each in organisation_ids)]
        )

"""The token bucket of a credential: what an operation costs is drawn from it, and time fills it again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from ops_model.models import RateBucket
from ops_model.selectors.tenants import OWNER

UNUSED = timedelta(days=1)
"""After what time a bucket that nobody draws from is deleted."""

# Nobody waits for the disk: a crash gives back what was drawn last, at most. Each statement sees what those before it
# have set. A bucket is made for a credential that exists, so that made-up tokens fill no table.
_DRAW = """
SELECT set_config('synchronous_commit', 'off', true), set_config('statement_timeout', %(timeout_ms)s::text, true),
    set_config('ops.key', %(key)s, true);
INSERT INTO rate_bucket (key, balance, filled_at)
    SELECT ops_key_hash(), %(burst)s, %(at)s
    WHERE %(verified)s OR EXISTS (SELECT FROM api_token WHERE token_hash = ops_key_hash())
    ON CONFLICT DO NOTHING;
WITH bucket AS (
    SELECT key, least(%(burst)s, balance + greatest(0, extract(epoch FROM %(at)s - filled_at)) * %(rate)s / 60) AS held
    FROM rate_bucket WHERE key = ops_key_hash() FOR UPDATE
), drawn AS (
    SELECT key, held, CASE WHEN held >= %(least)s THEN floor(least(held, %(most)s)) ELSE 0 END AS given FROM bucket
)
UPDATE rate_bucket SET balance = held - given, filled_at = greatest(filled_at, %(at)s)
    FROM drawn WHERE rate_bucket.key = drawn.key
    RETURNING given::bigint, floor(balance)::bigint;
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came out of a bucket, 0 where it had too little, and what is left in it. In units of cost."""

    given: int
    balance: int


def rate_draw(
    *, key: bytes, least: int, most: int, rate: int, burst: int, at: datetime, timeout_ms: int, verified: bool = False
) -> Drawn | None:
    """Draw at most `most` units from the bucket of a credential, or none at all where it holds less than `least`.

    `key` is the credential's digest of 32 bytes; `rate` flows in a minute, `burst` is the most that the bucket holds,
    and what it is made with. None: there is no such credential, unless `verified` says that there is. One round trip of
    three statements in a transaction of its own, which must not be inside another.
    """
    parameters: dict[str, str | int | datetime] = {
        "key": key.hex(),
        "least": least,
        "most": max(least, most),
        "rate": rate,
        "burst": burst,
        "at": at,
        "timeout_ms": timeout_ms,
        "verified": verified,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_DRAW, parameters)
        row = cursor.fetchone()
    return Drawn(*row) if row else None


def rate_buckets_clean_up(*, at: datetime) -> int:
    """Delete the buckets that nobody has drawn from for a day, and return how many: they are full again, as a new one
    is. One statement, as the owner: the application sees a bucket by its key alone."""
    deleted, _ = RateBucket.objects.using(OWNER).filter(filled_at__lt=at - UNUSED).delete()
    return deleted

"""The statements that sign in, for each kind of credential, to read and to write."""

from ops_model.domain.roles import TokenScope
from ops_model.models.history import CONTEXT_SETTING
from ops_model.selectors.prepared import Prepared

# Statements of one round trip; each sees what the settings of those before it have opened.
_KEY = Prepared(
    "opening_key",
    "SELECT set_config('statement_timeout', %(timeout_ms)s::text, true), set_config('ops.key', %(key)s, true)",
    timeout_ms="integer",
    key="text",
)
_WHOSE = "SELECT set_config('ops.organisations', string_agg(organisation_id::text, ','), true) FROM {whose}"

_PATIENCE = Prepared(
    "opening_patience", "SELECT set_config('lock_timeout', (%(timeout_ms)s / 2)::text, true)", timeout_ms="integer"
)
_WAIT = """
SELECT {lock}(hashtextextended(organisation_id::text, 0))
    FROM (SELECT organisation.id AS organisation_id FROM {good} ORDER BY 1) AS entered
"""

_GOOD = """
{seats} JOIN organisation ON organisation.id = membership.organisation_id
WHERE {signed_in} AND (ended_on IS NULL OR ended_on > (%(at)s AT TIME ZONE organisation.time_zone)::date)
"""
"""What a credential is good for now."""

_SEATS = """
SELECT
    membership.account_id, {token}, {scopes}, membership.id, organisation.id, organisation.slug, organisation.time_zone,
    membership.role, membership.name, membership.email, {version},
    set_config('ops.organisations', string_agg(organisation.id::text, ',') OVER (), true),
    set_config('ops.user', membership.account_id::text, true), set_config('ops.key', '', true) {context}
FROM {good}
ORDER BY organisation.slug
"""

_VERSION = """
    (SELECT concat_ws('/', pg_postmaster_start_time(), 'data_version'::regclass::oid, string_agg(
        slot || ':' || counter, ',' ORDER BY slot)) FROM data_version WHERE organisation_id = organisation.id)
"""
"""The counters of the data's changes, each of which only its own writers raise, one after another: equal counters have
seen the same commits. With them the server and the table that counted, for a replica and a backup count too."""

_CONTEXT = f""",
    set_config('{CONTEXT_SETTING}', jsonb_build_object(
        'user', membership.account_id, 'token', {{token}},
        'request', %(request_id)s::text, 'operation', %(operation)s::text
    )::text, true)
"""
"""What the audit log writes down of every change of the transaction."""

_OF_TOKEN = {
    "whose": "api_token WHERE token_hash = ops_key_hash()",
    "token": "api_token.id",
    "scopes": "api_token.scopes",
    "seats": "api_token JOIN membership ON membership.organisation_id = api_token.organisation_id "
    "AND membership.id = api_token.membership_id",
    "signed_in": "token_hash = ops_key_hash() AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %(at)s)",
}
_OF_ACCOUNT = {
    "whose": "membership WHERE account_id = ops_key_id()",
    "token": "NULL::uuid",
    "scopes": f"ARRAY['{TokenScope.ADMIN}']",
    "seats": "membership",
    "signed_in": "membership.account_id = ops_key_id()",
}

BESIDE, ALONE = "pg_advisory_xact_lock_shared", "pg_advisory_xact_lock"
"""How a writer takes the lock of its organisations: with others, or with nobody."""


class Door:
    """The statements that sign in by one kind of credential."""

    def __init__(self, kind: str, **parts: str) -> None:
        """Write them of the parts that differ."""
        good = _GOOD.format(**parts)
        self._whose = Prepared(f"opening_whose_{kind}", _WHOSE.format(**parts))
        seats = {"good": good, "version": _VERSION, **parts}
        self._seats = Prepared(f"opening_seats_{kind}", _SEATS.format(context="", **seats), at="timestamptz")
        self._seats_writing = Prepared(
            f"opening_seats_writing_{kind}",
            _SEATS.format(context=_CONTEXT.format(**parts), **seats),
            at="timestamptz",
            request_id="text",
            operation="text",
        )
        self._waits = {
            lock: Prepared(f"opening_wait_{kind}", _WAIT.format(lock=lock, good=good), at="timestamptz")
            for lock in (BESIDE, ALONE)
        }

    def reading(self) -> tuple[Prepared, ...]:
        """Return what signs in to read."""
        return _KEY, self._whose, self._seats

    def writing(self, lock: str) -> tuple[Prepared, ...]:
        """Return what signs in to write, once the lock is taken."""
        return _KEY, self._whose, _PATIENCE, self._waits[lock], self._seats_writing


BY_TOKEN = Door("token", **_OF_TOKEN)
BY_ACCOUNT = Door("account", **_OF_ACCOUNT)

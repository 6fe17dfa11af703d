"""API tokens: how programs sign in."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Now

from ops_model.domain.permissions import Action
from ops_model.domain.roles import TokenScope
from ops_model.models import ApiToken, Membership
from ops_model.selectors.access import token_hash
from ops_model.selectors.tenants import tenant_enter
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.refusals import fields_check, one_write, refusals
from ops_model.services.rows import members_check, row_lock
from ops_model.services.writer import Writer

PREFIX = "opsm_"
_SHOWN = len(PREFIX) + 4

_USED = """
INSERT INTO api_token_use (organisation_id, api_token_id, last_used_at) VALUES (%(organisation_id)s, %(id)s, %(at)s)
ON CONFLICT (organisation_id, api_token_id) DO UPDATE SET last_used_at = excluded.last_used_at
    WHERE api_token_use.last_used_at <= excluded.last_used_at - interval '1 minute'
"""


def api_token_issue(*, organisation_id: UUID, membership_id: UUID, name: str) -> str:
    """Make a token of every scope for a member, as commands do, and return it: it cannot be shown again.

    One statement, and a round trip to enter the organisation. Raises ServiceError NOT_FOUND for a membership that is
    not the organisation's.
    """
    row, token = _new(organisation_id, membership_id=membership_id, name=name, scopes=[TokenScope.ADMIN])
    with refusals(), transaction.atomic():
        tenant_enter(organisation_ids=[organisation_id])
        row.save(force_insert=True)
    return token


def api_token_create(
    *,
    writer: Writer,
    membership_id: UUID,
    name: str,
    scopes: Iterable[TokenScope],
    expires_at: datetime | None,
) -> tuple[UUID, str]:
    """Make a token for a member and return its id and the token itself, 256 random bits: only its SHA-256 is kept, so
    that it cannot be shown again. `expires_at` None: it does not expire.

    Two statements. Raises ServiceError: FORBIDDEN, NOT_FOUND and INVALID for whose it is, INVALID for scopes and for an
    instant that has passed, and what a name cannot be.
    """
    writer.ask(Action.API_TOKEN_CREATE)
    row, token = _new(
        writer.organisation_id,
        membership_id=membership_id,
        name=name,
        scopes=scopes,
        expires_at=expires_at,
        created_by_id=writer.membership_id,
    )
    with one_write():
        members_check(writer, {"membership_id": row.membership_id}, ["membership"])
        row.save(force_insert=True)
    return row.pk, token


def api_token_revoke(*, writer: Writer, token_id: UUID) -> UUID:
    """End a token, now and for good.

    Two statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for one that is revoked already.
    """
    writer.ask(Action.API_TOKEN_REVOKE)
    with one_write():
        row = row_lock(ApiToken, writer, token_id)
        if row.revoked_at is not None:
            raise ServiceError(ErrorCode.INVALID, ("id",), "This token is revoked already.")
        row.revoked_at = Now()
        row.save(force_update=True, update_fields=["revoked_at"])
    return token_id


def api_tokens_revoke_of(member: Membership) -> None:
    """End every token of a member, as a part of another write. One statement."""
    tokens = ApiToken.objects.filter(organisation_id=member.organisation_id, membership=member, revoked_at=None)
    tokens.update(revoked_at=Now())


def api_token_used(*, organisation_id: UUID, token_id: UUID, at: datetime) -> None:
    """Write down that a token was used, unless that was done within the last minute. In a transaction of its own that
    waits for no disk: should it be lost, the next use is written down. One statement, and a round trip."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'off', true), set_config('ops.organisations', %s, true)",
            [str(organisation_id)],
        )
        cursor.execute(_USED, {"organisation_id": organisation_id, "id": token_id, "at": at})


def _new(
    organisation_id: UUID, *, membership_id: UUID, name: str, scopes: Iterable[TokenScope], **columns: object
) -> tuple[ApiToken, str]:
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        organisation_id=organisation_id,
        membership_id=membership_id,
        name=name,
        scopes=[scope.value for scope in scopes],
        token_hash=token_hash(token),
        token_prefix=token[:_SHOWN],
        **columns,
    )
    fields_check(row)
    return row, token

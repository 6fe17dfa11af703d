"""API tokens: how programs sign in."""

import secrets
from uuid import UUID

from django.db import transaction

from ops_model.models import ApiToken
from ops_model.selectors.access import tenant_enter, token_hash
from ops_model.services.refusals import fields_check, refusals

PREFIX = "opsm_"
_SHOWN = len(PREFIX) + 4


def api_token_issue(*, organisation_id: UUID, membership_id: UUID, name: str) -> str:
    """Make a token of 256 random bits for a member and return it: it cannot be shown again.

    One statement, and a round trip to enter the organisation. Raises ServiceError NOT_FOUND for a membership that is
    not the organisation's.
    """
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        organisation_id=organisation_id,
        membership_id=membership_id,
        name=name,
        token_hash=token_hash(token),
        token_prefix=token[:_SHOWN],
    )
    fields_check(row)
    with refusals(), transaction.atomic():
        tenant_enter(organisation_ids=[organisation_id])
        row.save(force_insert=True)
    return token

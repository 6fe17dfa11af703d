"""Tokens are shown once and kept as a hash."""

import hashlib

import pytest

from ops_model.models import ApiToken, Organisation
from ops_model.services.api_token import api_token_issue
from ops_model.services.errors import ErrorCode, ServiceError
from tests.database import enter
from tests.factories import make_member, make_organisation
from tests.statements import count_statements


def test_a_token_is_kept_as_its_hash_and_its_first_characters(organisation: Organisation) -> None:
    member = make_member(organisation)
    with count_statements() as statements:
        token = api_token_issue(organisation_id=organisation.pk, membership_id=member.pk, name="laptop")

    kept = ApiToken.objects.get()
    assert len(statements) == 1
    assert len(token) == 48
    assert token.startswith("opsm_")
    assert bytes(kept.token_hash) == hashlib.sha256(token.encode()).digest()
    assert kept.token_prefix == token[:9]
    assert (kept.name, kept.membership_id, kept.expires_at, kept.revoked_at) == ("laptop", member.pk, None, None)


def test_no_two_tokens_are_alike(organisation: Organisation) -> None:
    member = make_member(organisation)
    tokens = {
        api_token_issue(organisation_id=organisation.pk, membership_id=member.pk, name="one of many") for _ in range(5)
    }

    assert len(tokens) == 5


def test_a_member_of_another_organisation_gets_no_token_of_this_one(organisation: Organisation) -> None:
    stranger = make_member(make_organisation())
    with pytest.raises(ServiceError) as refused:
        api_token_issue(organisation_id=organisation.pk, membership_id=stranger.pk, name="laptop")

    assert (refused.value.code, refused.value.field) == (ErrorCode.NOT_FOUND, ("membership",))
    enter(organisation.pk)
    assert ApiToken.objects.count() == 0


def test_a_token_has_a_name(organisation: Organisation) -> None:
    member = make_member(organisation)
    with pytest.raises(ServiceError) as refused:
        api_token_issue(organisation_id=organisation.pk, membership_id=member.pk, name="")

    assert (refused.value.code, refused.value.field) == (ErrorCode.REQUIRED, ("name",))

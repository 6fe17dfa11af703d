"""The key of an operation: in the operation's transaction, its credential's own, and gone when it has expired."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ops_model.models import IdempotencyKey, Organisation
from ops_model.services.idempotency_key import (
    KEPT,
    KeptAnswer,
    OperationKey,
    idempotency_key_answer,
    idempotency_key_claim,
    idempotency_keys_clean_up,
)
from tests import factories as make
from tests.database import connection_as, inside
from tests.statements import count_statements

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
ASKED, OTHER = bytes(range(32)), bytes(32)


@pytest.fixture
def operation(organisation: Organisation) -> OperationKey:
    """Have a key of the organisation that was never given."""
    return OperationKey(organisation_id=organisation.pk, credential_id=uuid4(), key="k")


def claim(operation: OperationKey, *, asked: bytes = ASKED, at: datetime = NOON) -> KeptAnswer | None:
    return idempotency_key_claim(operation=operation, request_hash=asked, at=at, wait_ms=50)


def execute(operation: OperationKey, body: bytes = b"{}", *, at: datetime = NOON) -> None:
    """Claim the key and keep an answer under it."""
    assert claim(operation, at=at) is None
    idempotency_key_answer(operation=operation, body=body, at=at)


def test_what_was_answered_is_kept_with_the_hash_of_what_was_asked(operation: OperationKey) -> None:
    body = '{"data":"ä \\u0000"}'.encode()
    execute(operation, body)

    assert claim(operation) == claim(operation, asked=OTHER) == KeptAnswer(request_hash=ASKED, body=body)


def test_it_is_its_credentials_own(operation: OperationKey) -> None:
    execute(operation)

    assert claim(replace(operation, credential_id=uuid4())) is None
    assert claim(replace(operation, key="K")) is None


def test_it_is_its_organisations_own(operation: OperationKey) -> None:
    execute(operation)

    other = make.make_organisation()
    assert claim(replace(operation, organisation_id=other.pk)) is None


def test_it_is_as_if_it_were_not_there_once_it_has_expired(operation: OperationKey) -> None:
    execute(operation)

    assert claim(operation, asked=OTHER, at=NOON + KEPT - timedelta(microseconds=1)) is not None
    assert claim(operation, asked=OTHER, at=NOON + KEPT) is None
    idempotency_key_answer(operation=operation, body=b"[]", at=NOON + KEPT)
    assert claim(operation, at=NOON + KEPT) == KeptAnswer(request_hash=OTHER, body=b"[]")


def test_the_time_out_is_of_the_wait_for_the_key_alone(operation: OperationKey) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 1234")
        claim(operation)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("1234ms",)


def test_each_answer_takes_a_few_expired_keys_of_its_organisation_along(operation: OperationKey) -> None:
    for number in range(25):
        execute(replace(operation, credential_id=uuid4(), key=f"{number}"), at=NOON + timedelta(seconds=number))
    execute(operation, at=NOON + KEPT + timedelta(seconds=11))

    assert [*IdempotencyKey.objects.order_by("expires_at").values_list("key", flat=True)] == [
        *(str(number) for number in range(10, 25)),
        "k",
    ]


@pytest.mark.parametrize("number", [1, 50])
def test_it_takes_one_round_trip_to_claim_and_one_to_keep(operation: OperationKey, number: int) -> None:
    for expired in range(number):
        execute(replace(operation, key=f"{expired}"))
    with count_statements() as statements:
        execute(operation, at=NOON + KEPT)
    assert len(statements) == 2, statements


@pytest.fixture
def crowded(committed: None) -> tuple[OperationKey, OperationKey]:
    """Have two organisations, each with 2,500 keys of which one, `0`, has not expired at noon."""
    return _crowded(), _crowded()


@transaction.atomic
def _crowded() -> OperationKey:
    organisation = make.make_organisation()
    operation = OperationKey(organisation_id=organisation.pk, credential_id=uuid4(), key="0")
    IdempotencyKey.objects.bulk_create(
        IdempotencyKey(
            organisation=organisation,
            credential_id=operation.credential_id,
            key=f"{number}",
            request_hash=ASKED,
            answer=b"{}",
            expires_at=NOON if number else NOON + timedelta(microseconds=1),
        )
        for number in range(2_500)
    )
    return operation


def left(operation: OperationKey) -> int:
    """Count the keys of an operation's organisation."""
    with inside(operation.organisation_id):
        return IdempotencyKey.objects.count()


def test_what_has_expired_is_cleaned_up_in_one_organisation(crowded: tuple[OperationKey, OperationKey]) -> None:
    one, other = crowded
    with count_statements() as statements:
        assert idempotency_keys_clean_up(organisation_id=one.organisation_id, at=NOON) == 2_499

    assert len(statements) == 4
    assert (left(one), left(other)) == (1, 2_500)
    assert idempotency_keys_clean_up(organisation_id=one.organisation_id, at=NOON) == 0


def test_cleaning_up_waits_for_nobody(crowded: tuple[OperationKey, OperationKey]) -> None:
    one, _ = crowded
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    with connection_as("ops_owner") as beside, beside.cursor() as cursor:
        cursor.execute(
            "SELECT FROM idempotency_key WHERE organisation_id = %s AND key IN ('1', '2') FOR UPDATE",
            [str(one.organisation_id)],
        )
        assert idempotency_keys_clean_up(organisation_id=one.organisation_id, at=NOON) == 2_497
    assert left(one) == 3

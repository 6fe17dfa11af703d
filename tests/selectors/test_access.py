"""The door: who signs in with a token, what they may read then, and who may not."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, OperationalError, ProgrammingError

from ops_model.domain.roles import Role, TokenScope
from ops_model.models import Account, Membership, Organisation
from ops_model.selectors.access import Access, Credential, Writing, access_look, access_open, token_hash
from ops_model.selectors.tenants import organisation_enter, snapshot_open, tenant_enter
from ops_model.services.account import account_ensure
from tests import factories as make
from tests.database import setting
from tests.factories import some_slug
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("committed")

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Signed:
    """A token and whose it is."""

    token: str
    membership_id: UUID
    organisation_id: UUID
    slug: str


def sign_up(*, membership: dict[str, Any] | None = None, time_zone: str = "UTC", **token: Any) -> Signed:
    """Make an organisation with a member and a token, and commit it."""
    with transaction.atomic():
        organisation = make.make_organisation(some_slug(), time_zone=time_zone)
        member = make.make_member(organisation, "Ada", Role.CONTRIBUTOR, **(membership or {}))
        return Signed(make.make_token(member, **token), member.pk, organisation.pk, organisation.slug)


@contextmanager
def opened(token: str, at: datetime = NOON, timeout_ms: int = 1000) -> Generator[Access | None]:
    """Begin a reading with a token."""
    with transaction.atomic():
        yield access_open(credential=Credential(token_hash=token_hash(token)), at=at, timeout_ms=timeout_ms)


@contextmanager
def opened_by_session(account_id: UUID, at: datetime = NOON) -> Generator[Access | None]:
    """Begin a reading as an account whose session was verified."""
    with transaction.atomic():
        yield access_open(credential=Credential(account_id=account_id), at=at, timeout_ms=1000)


def join(account: Account, **membership: Any) -> UUID:
    """Make an organisation in which an account has a membership, and return its id."""
    with transaction.atomic():
        organisation = make.make_organisation(some_slug())
        make.make_member(organisation, account=account, **membership)
        return organisation.pk


def make_account() -> Account:
    """Make an account that is a member nowhere."""
    with transaction.atomic():
        return account_ensure(email=f"{some_slug()}@example.com")


def rows_seen() -> int:
    """Count what can be seen of organisations and members."""
    return Organisation.objects.count() + Membership.objects.count()


def test_a_token_opens_the_organisation_of_its_membership() -> None:
    signed = sign_up(time_zone="Europe/Berlin")

    with opened(signed.token) as access:
        assert access is not None
        (seat,) = access.seats
        assert (seat.membership_id, seat.organisation_id) == (signed.membership_id, signed.organisation_id)
        assert (seat.organisation_slug, seat.time_zone) == (signed.slug, "Europe/Berlin")
        assert (seat.role, seat.capped, access.name) == (Role.CONTRIBUTOR, False, "Ada")
        assert (access.seat(signed.slug), access.seat_in(signed.organisation_id)) == (seat, seat)
        assert access.seat("another") is None
        assert list(Organisation.objects.values_list("id", flat=True)) == [signed.organisation_id]


def test_it_takes_nothing_but_the_opening() -> None:
    signed = sign_up()

    with count_statements() as statements, opened(signed.token):
        pass
    assert statements == []


def test_a_look_tells_what_opening_would_and_enters_nothing() -> None:
    signed = sign_up()
    credential = Credential(token_hash=token_hash(signed.token))

    with opened(signed.token) as access:
        pass
    assert access_look(credential=credential, at=NOON, timeout_ms=1000) == access
    assert [setting(name) for name in ("ops.organisations", "ops.user", "ops.key")] == ["", "", ""]
    assert not Organisation.objects.exists()
    assert access_look(credential=Credential(token_hash=bytes(32)), at=NOON, timeout_ms=1000) is None


def test_what_is_read_is_one_snapshot_that_cannot_be_written() -> None:
    signed = sign_up()

    with opened(signed.token, timeout_ms=1234):
        assert setting("transaction_isolation") == "repeatable read"
        assert setting("statement_timeout") == "1234ms"
        with pytest.raises(InternalError, match="read-only"), transaction.atomic():
            Organisation.objects.update(name="Other")


def test_a_statement_that_takes_too_long_is_ended() -> None:
    signed = sign_up()

    with (
        pytest.raises(OperationalError, match="statement timeout"),
        opened(signed.token, timeout_ms=20),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(5)")


@pytest.mark.parametrize("token", ["", "opsm_unknown", "' OR true --"])
def test_an_unknown_token_opens_nothing(token: str) -> None:
    sign_up()

    with opened(token) as access:
        assert access is None
        assert rows_seen() == 0


def test_a_revoked_token_opens_nothing() -> None:
    signed = sign_up(revoked_at=datetime(2026, 6, 1, tzinfo=UTC))

    with opened(signed.token) as access:
        assert access is None
        assert rows_seen() == 0


def test_a_token_opens_until_the_instant_at_which_it_expires() -> None:
    signed = sign_up(created_at=datetime(2026, 6, 1, tzinfo=UTC), expires_at=NOON)

    with opened(signed.token, NOON.replace(hour=11, minute=59)) as access:
        assert access is not None
    with opened(signed.token, NOON) as access:
        assert access is None
        assert rows_seen() == 0


def test_a_membership_ends_with_the_day_in_the_organisations_time_zone() -> None:
    signed = sign_up(membership={"ended_on": "2026-07-02"}, time_zone="Asia/Tokyo")

    with opened(signed.token, datetime(2026, 7, 1, 14, 59, tzinfo=UTC)) as access:
        assert access is not None
    with opened(signed.token, datetime(2026, 7, 1, 15, 0, tzinfo=UTC)) as access:
        assert access is None
        assert rows_seen() == 0


def test_what_was_opened_is_closed_with_the_transaction() -> None:
    signed = sign_up()
    with opened(signed.token):
        assert rows_seen() == 2

    with transaction.atomic():
        assert rows_seen() == 0
        assert setting("transaction_isolation") == "read committed"
        assert setting("statement_timeout") != "1s"


def test_a_token_of_narrow_scope_acts_as_less_than_its_member() -> None:
    signed = sign_up(scopes=[TokenScope.READ])

    with opened(signed.token) as access:
        assert access is not None
        assert [(seat.role, seat.capped) for seat in access.seats] == [(Role.VIEWER, True)]


def test_a_session_opens_every_organisation_of_its_account_and_no_other() -> None:
    account = make_account()
    joined = {join(account, role=Role.EDITOR), join(account, role=Role.VIEWER)}
    join(make_account())

    with opened_by_session(account.pk) as access:
        assert access is not None
        assert (access.account_id, access.token_id) == (account.pk, None)
        assert {seat.organisation_id for seat in access.seats} == joined
        assert {seat.role for seat in access.seats} == {Role.EDITOR, Role.VIEWER}
        assert set(Organisation.objects.values_list("id", flat=True)) == joined


def test_a_session_leaves_out_what_the_person_has_left_and_shows_nothing_of_it() -> None:
    account = make_account()
    stays = join(account)
    join(account, ended_on="2026-07-01")

    with opened_by_session(account.pk) as access:
        assert access is not None
        assert [seat.organisation_id for seat in access.seats] == [stays]
        assert list(Organisation.objects.values_list("id", flat=True)) == [stays]


def test_a_session_of_who_is_a_member_nowhere_opens_nothing() -> None:
    account = make_account()
    join(account, ended_on="2026-07-01")

    for nobody in (account, make_account()):
        with opened_by_session(nobody.pk) as access:
            assert access is None
            assert rows_seen() == 0


def test_a_writing_says_to_the_audit_log_who_by_what_token_in_which_request() -> None:
    signed = sign_up()
    writing = Writing(alone=True, request_id="r-1", operation="Rename")

    with transaction.atomic():
        credential = Credential(token_hash=token_hash(signed.token))
        access = access_open(credential=credential, at=NOON, timeout_ms=1000, writing=writing)
        assert access is not None
        assert json.loads(setting("pghistory.context_metadata")) == {
            "user": str(access.account_id),
            "token": str(access.token_id),
            "request": "r-1",
            "operation": "Rename",
        }
        assert setting("transaction_isolation") == "read committed"


def test_a_command_enters_by_the_slug() -> None:
    signed = sign_up()

    with transaction.atomic():
        snapshot_open()
        assert organisation_enter(slug=signed.slug) == signed.organisation_id
        assert rows_seen() == 2
    with transaction.atomic():
        assert organisation_enter(slug="nobody-has-this-slug") is None
        assert rows_seen() == 0


def test_entering_others_leaves_the_first() -> None:
    first, second = sign_up(), sign_up()

    with transaction.atomic():
        tenant_enter(organisation_ids=[first.organisation_id, second.organisation_id])
        assert Organisation.objects.count() == 2
        tenant_enter(organisation_ids=[second.organisation_id])
        assert [row.pk for row in Organisation.objects.all()] == [second.organisation_id]
        tenant_enter(organisation_ids=[])
        assert rows_seen() == 0


def test_a_snapshot_is_opened_before_anything_is_read() -> None:
    with transaction.atomic():
        rows_seen()
        with pytest.raises((ProgrammingError, InternalError), match="must be called before any query"):
            snapshot_open()
        transaction.set_rollback(True)

"""The command deletes what has expired, in all organisations or in those that are named."""

import re
from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from ops_model import clock
from ops_model.models import IdempotencyKey, Organisation
from tests import factories as make
from tests.database import inside

pytestmark = pytest.mark.usefixtures("committed")


def run(*arguments: str) -> str:
    """Run the command and return what it prints."""
    printed = StringIO()
    call_command("clean_up", *arguments, stdout=printed)
    return printed.getvalue()


@transaction.atomic
def make_keys(*expiries: datetime) -> Organisation:
    """Make an organisation with a key for each of these instants of expiry."""
    organisation = make.make_organisation()
    member = make.make_member(organisation)
    for number, expires_at in enumerate(expiries):
        make.make_idempotency_key(member, f"{number}", expires_at=expires_at)
    return organisation


def deleted(printed: str) -> dict[str, int]:
    """Return how many of what a run says it deleted."""
    return {name: int(count) for name, count in re.findall(r"Expired (.*) deleted: (\d+)\n", printed)}


def left(organisation: Organisation) -> list[str]:
    """Return the keys that an organisation has."""
    with inside(organisation.pk):
        return [*IdempotencyKey.objects.order_by("key").values_list("key", flat=True)]


def test_it_deletes_what_has_expired_in_all_organisations() -> None:
    now, hour = clock.now(), timedelta(hours=1)
    one, other = make_keys(now - hour, now + hour), make_keys(now, now + hour, now - 24 * hour)

    assert deleted(run())["idempotency keys"] >= 3
    assert (left(one), left(other)) == (["1"], ["1"])


def test_it_deletes_in_the_organisations_that_are_named() -> None:
    past = clock.now() - timedelta(hours=1)
    one, two, other = make_keys(past), make_keys(past, past), make_keys(past)

    assert deleted(run("--organisation", one.slug, "--organisation", two.slug))["idempotency keys"] == 3
    assert [*map(left, (one, two, other))] == [[], [], ["0"]]


def test_a_slug_that_no_organisation_has_is_told_and_nothing_is_deleted() -> None:
    one = make_keys(clock.now() - timedelta(hours=1))

    with pytest.raises(CommandError, match=r"There is no organisation nobody\."):
        run("--organisation", one.slug, "--organisation", "nobody")
    assert left(one) == ["0"]


def test_without_the_owners_address_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    one = make_keys(clock.now() - timedelta(hours=1))
    monkeypatch.delitem(connections.databases, "owner")
    monkeypatch.delattr(connections._connections, "owner", raising=False)  # type: ignore[attr-defined]

    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL, or name them: --organisation SLUG"):
        run()
    assert deleted(run("--organisation", one.slug))["idempotency keys"] == 1


def test_expired_sessions_and_tries_that_keep_nobody_waiting_go_and_others_stay() -> None:
    now, hour = clock.now(), timedelta(hours=1)
    email = f"{uuid4().hex}@example.com"
    for expiry in (now - hour, now + hour):
        Session.objects.create(session_key=uuid4().hex, session_data=email, expire_date=expiry)
    for tried_at in (now - hour, now):
        whose = {"username": email, "ip_address": "192.0.2.1", "user_agent": str(tried_at)}
        tried = AccessAttempt.objects.create(**whose, failures_since_start=1)
        AccessAttempt.objects.filter(pk=tried.pk).update(attempt_time=tried_at)

    counts = deleted(run())
    assert counts["sessions"] >= 1
    assert counts["tries to sign in"] >= 1
    assert [session.expire_date for session in Session.objects.filter(session_data=email)] == [now + hour]
    assert [tried.attempt_time for tried in AccessAttempt.objects.filter(username=email)] == [now]

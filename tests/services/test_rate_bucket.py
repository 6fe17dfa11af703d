"""Buckets: what is drawn is gone, time brings it back, and nobody sees another's."""

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections

from ops_model.models import RateBucket
from ops_model.services.rate_bucket import UNUSED, Drawn, rate_buckets_clean_up, rate_draw
from tests.api.world import empty
from tests.database import connection_as, setting

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def key(committed: None) -> bytes:
    """Have the digest of a token that exists."""
    world, _ = empty()
    return hashlib.sha256(next(iter(world.tokens.values())).encode()).digest()


def draw(key: bytes, least: int, *, most: int = 0, at: datetime = NOON, verified: bool = False) -> Drawn | None:
    """Draw from a bucket of 1,000 units into which 60 flow a minute."""
    return rate_draw(key=key, least=least, most=most, rate=60, burst=1000, at=at, timeout_ms=5000, verified=verified)


def test_a_new_bucket_is_full_and_what_is_drawn_is_gone(key: bytes) -> None:
    assert draw(key, 300) == Drawn(300, 700)
    assert draw(key, 300, most=500) == Drawn(500, 200)


def test_less_than_is_needed_is_not_drawn(key: bytes) -> None:
    assert draw(key, 900) == Drawn(900, 100)
    assert draw(key, 101, most=500) == Drawn(0, 100)
    assert draw(key, 100, most=500) == Drawn(100, 0)


def test_what_is_wanted_beyond_what_is_needed_is_drawn_as_far_as_it_is_there(key: bytes) -> None:
    assert draw(key, 900) == Drawn(900, 100)
    assert draw(key, 10, most=500) == Drawn(100, 0)


def test_time_fills_it_up_to_what_it_holds(key: bytes) -> None:
    assert draw(key, 1000) == Drawn(1000, 0)
    assert draw(key, 30, at=NOON + timedelta(seconds=29)) == Drawn(0, 29)
    assert draw(key, 30, at=NOON + timedelta(seconds=30)) == Drawn(30, 0)
    assert draw(key, 1, at=NOON + timedelta(days=9)) == Drawn(1, 999)


def test_a_clock_that_is_behind_takes_nothing_away(key: bytes) -> None:
    assert draw(key, 500) == Drawn(500, 500)
    assert draw(key, 100, at=NOON - timedelta(hours=1)) == Drawn(100, 400)
    assert draw(key, 401, at=NOON) == Drawn(0, 400)


def test_a_bucket_is_made_for_a_credential_that_exists_alone(key: bytes) -> None:
    unknown = hashlib.sha256(b"made up").digest()
    assert draw(unknown, 1) is None
    assert not RateBucket.objects.using("owner").filter(key=unknown).exists()
    assert draw(unknown, 1, verified=True) == Drawn(1, 999)
    connections["owner"].close()


def test_it_is_one_round_trip_and_waits_for_no_disk(key: bytes) -> None:
    sent: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        draw(key, 1)
    (drawn,) = (sql for sql in sent if "rate_bucket" in sql)
    assert drawn.count("INSERT INTO") == drawn.count("UPDATE rate_bucket") == 1
    assert "set_config('synchronous_commit', 'off', true)" in drawn


def test_nothing_of_it_is_left_in_the_connection(key: bytes) -> None:
    names = ("synchronous_commit", "statement_timeout", "ops.key")

    before = [*map(setting, names)]
    draw(key, 1)
    assert [*map(setting, names)] == before


def test_nobody_sees_or_empties_the_bucket_of_another(key: bytes) -> None:
    draw(key, 1)
    other = "0" * 64
    with connection_as("ops_app") as app, app.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rate_bucket")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('ops.key', %s, false)", [other])
        cursor.execute("UPDATE rate_bucket SET balance = 0")
        assert cursor.rowcount == 0
        cursor.execute("SELECT set_config('ops.key', %s, false)", [key.hex()])
        cursor.execute("SELECT balance FROM rate_bucket")
        assert cursor.fetchall() == [(999.0,)]


def test_of_many_at_once_none_draws_what_another_drew(key: bytes) -> None:
    drawn: list[int] = []

    def several() -> None:
        for _ in range(10):
            given = draw(key, 30)
            drawn.append(given.given if given else 0)
        connection.close()

    threads = [threading.Thread(target=several) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(drawn) == 990
    assert sorted(set(drawn)) == [0, 30]


def test_buckets_that_nobody_draws_from_are_forgotten(key: bytes) -> None:
    draw(key, 400)
    rate_buckets_clean_up(at=NOON + UNUSED)
    assert draw(key, 1) == Drawn(1, 599)
    assert rate_buckets_clean_up(at=NOON + UNUSED + timedelta(microseconds=1)) >= 1
    connections["owner"].close()
    assert draw(key, 1) == Drawn(1, 999)

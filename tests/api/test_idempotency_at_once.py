"""Operations with the same Idempotency-Key, at once: one is executed, and the others are told so or wait for it."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from ops_model.graphql.http.asked import Asked
from ops_model.selectors.access import Writing
from tests.api.client import Api, code_of
from tests.api.keys import ADD, SEVERAL, added, adding, is_replayed, sent
from tests.api.test_concurrent_writing import WRITERS, at_once, half_way
from tests.api.world import World


@contextmanager
def paused(begun: Event, go_on: Event, *, fails: bool = False) -> Iterator[None]:
    """Let this thread's operation wait once it has added a milestone, and then, if so asked, fail."""

    def wait(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if sql.startswith('INSERT INTO "milestone"'):
            begun.set()
            assert go_on.wait(30)
            if fails:
                raise RuntimeError
        return done

    with connection.execute_wrapper(wait):
        yield


@contextmanager
def half_done(send: Callable[[], Any], *, fails: bool = False) -> Iterator[tuple[Event, Future[Any]]]:
    """Have an operation that has written and not committed; it goes on with the event, or in the end."""
    begun, go_on = Event(), Event()

    def first() -> Any:
        try:
            with paused(begun, go_on, fails=fails):
                return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(first)
        try:
            assert begun.wait(30)
            yield go_on, future
        finally:
            go_on.set()


@pytest.mark.parametrize("several", [False, True], ids=["one mutation", "several, which write alone"])
def test_of_many_at_once_one_writes_and_all_get_its_answer(
    api: Api, initiative: str, settings: Settings, *, several: bool
) -> None:
    settings.GRAPHQL_LIMITS = {"key_wait_ms": 9_000, "statement_timeout_ms": 30_000}
    one, other = adding(initiative, "One"), adding(initiative, "Other")
    query = SEVERAL if several else ADD
    variables: dict[str, Any] = {"one": one, "other": other} if several else {"input": one}

    responses = at_once(WRITERS, lambda _: sent(api, query, "a key of many", **variables))

    assert {(response.status_code, response.content) for response in responses} == {(200, responses[0].content)}
    assert Counter(map(is_replayed, responses)) == {False: 1, True: WRITERS - 1}
    assert added(api, initiative) == ({"One": 1, "Other": 1} if several else {"One": 1})


def test_while_the_first_is_executed_a_repeat_is_told_so_and_later_gets_its_answer(
    api: Api, initiative: str, settings: Settings
) -> None:
    settings.GRAPHQL_LIMITS = {"key_wait_ms": 50}

    def send() -> Any:
        return sent(api, ADD, "k", input=adding(initiative))

    with half_done(send) as (go_on, first):
        refused = send()
        go_on.set()
        answer = first.result()

    assert (refused.status_code, code_of(refused)) == (409, "IDEMPOTENCY_IN_PROGRESS")
    assert refused.headers["Retry-After"] == "1"
    again = send()
    assert (is_replayed(again), again.content) == (True, answer.content)
    assert added(api, initiative) == {"Once": 1}


def test_a_repeat_that_waits_for_an_operation_that_writes_alone_is_told_likewise(
    api: Api, initiative: str, settings: Settings
) -> None:
    settings.GRAPHQL_LIMITS = {"statement_timeout_ms": 1_000}

    def send(key: str | None = "k") -> Any:
        return sent(api, SEVERAL, key, one=adding(initiative, "One"), other=adding(initiative, "Other"))

    with half_done(send):
        refused, without = send(), send(None)

    assert (refused.status_code, code_of(refused)) == (409, "IDEMPOTENCY_IN_PROGRESS")
    assert (without.status_code, code_of(without)) == (503, "TIMEOUT")
    assert is_replayed(send())
    assert added(api, initiative) == {"One": 1, "Other": 1}


def test_where_the_first_fails_the_one_that_waits_is_executed(
    api: Api, initiative: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.GRAPHQL_LIMITS = {"key_wait_ms": 9_000}
    waits = Event()

    def second() -> Any:
        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            if "idempotency_key" in sql:
                waits.set()
            return execute(sql, *rest)

        try:
            with connection.execute_wrapper(note):
                return sent(api, ADD, "k", input=adding(initiative))
        finally:
            connection.close()

    failing = half_done(lambda: sent(api, ADD, "k", input=adding(initiative)), fails=True)
    with failing as (go_on, first), ThreadPoolExecutor(1) as threads:
        future = threads.submit(second)
        assert waits.wait(30)
        go_on.set()
        failed, done = first.result(), future.result()

    assert code_of(failed) == "INTERNAL"
    assert (done.status_code, is_replayed(done)) == (200, False)
    assert added(api, initiative) == {"Once": 1}


def test_a_deadlock_is_begun_anew_with_its_key(
    example: World, api: Api, initiative: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock of whoever writes alone, two meet half-way; whoever is begun anew takes its key again."""
    monkeypatch.setattr(Asked, "writing", Writing(alone=False, request_id="r", operation=None))
    shown = api.data("query($s: String!) { organisation(slug: $s) { kpis { nodes { id } } } }", s=example.slug)
    pair = [node["id"] for node in shown["organisation"]["kpis"]["nodes"]]
    meet = Barrier(2)
    query = """mutation($one: KpiUpdateInput!, $other: KpiUpdateInput!, $add: MilestoneAddInput!) {
      one: kpiUpdate(input: $one) { userErrors { code } } other: kpiUpdate(input: $other) { userErrors { code } }
      milestoneAdd(input: $add) { milestone { id } } }"""

    def send(place: int) -> Any:
        one, other = ({"id": kpi, "version": 1, "source": f"{place}"} for kpi in (pair if place else pair[::-1]))
        return sent(api, query, f"writer {place}", one=one, other=other, add=adding(initiative, f"{place}"))

    def meeting(place: int) -> Any:
        with half_way(meet):
            return send(place)

    first, again = at_once(2, meeting), [send(0), send(1)]
    assert [*map(is_replayed, [*first, *again])] == [False, False, True, True]
    assert [response.content for response in first] == [response.content for response in again]
    assert added(api, initiative) == {"0": 1, "1": 1}

"""Operations that are sent again with the same Idempotency-Key: each is executed once, and answered alike each time."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http.response import HttpResponseBase
from pytest_django import Settings

from ops_model import clock
from ops_model.domain.roles import Role
from ops_model.graphql.http import execute
from ops_model.graphql.http.execute import Asked
from ops_model.selectors.access import Writing
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of, code_of
from tests.api.mutate import asked, data_version, document
from tests.api.test_concurrent_writing import WRITERS, at_once, half_way
from tests.api.world import World
from tests.statements import count_statements

ADD = document("milestoneAdd", "milestone { id name }")
SEVERAL = """mutation($one: MilestoneAddInput!, $other: MilestoneAddInput!) {
  one: milestoneAdd(input: $one) { milestone { id } userErrors { code } }
  other: milestoneAdd(input: $other) { milestone { id } userErrors { code } } }"""


@pytest.fixture
def initiative(example: World, api: Api) -> str:
    """Have the id of an initiative that nobody else writes to."""
    shown = api.data(
        'query($slug: String!) { organisation(slug: $slug) { initiative(code: "SQUADS") { id } } }', slug=example.slug
    )
    return str(shown["organisation"]["initiative"]["id"])


def sent(api: Api, query: str, key: str | None, /, *, accept: str = GRAPHQL_RESPONSE, **variables: Any) -> Any:
    """Send an operation under a key, and return the response."""
    headers = {"accept": accept, **({} if key is None else {"idempotency_key": key})}
    return api.post(json.dumps({"query": query, "variables": variables}), **headers)


def adding(initiative: str, name: str = "Once", **given: Any) -> dict[str, Any]:
    """Return the input that adds a milestone; sent twice it adds two."""
    return {"initiative": initiative, "name": name, "dueOn": "2026-10-01", **given}


def added(api: Api, initiative: str) -> Counter[str]:
    """Return how many milestones of each name were added to the initiative."""
    shown = asked(api, initiative, "... on Initiative { milestones { nodes { name } } }")
    names = Counter(node["name"] for node in shown["milestones"]["nodes"])
    return names - Counter({"First squad": 1, "All squads": 1})


def is_replayed(response: HttpResponseBase) -> bool:
    """Say whether a response says that it was given before."""
    return response.headers.get("Idempotency-Replayed") == "true"


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


def test_two_hundred_repeats_leave_one_effect_and_get_one_answer(api: Api, initiative: str) -> None:
    key = str(uuid4())
    responses = [sent(api, ADD, key, input=adding(initiative)) for _ in range(201)]

    assert {(response.status_code, response.content) for response in responses} == {(200, responses[0].content)}
    assert [is_replayed(response) for response in responses] == [False] + [True] * 200
    assert added(api, initiative) == {"Once": 1}


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


def test_a_key_is_of_one_operation(api: Api, initiative: str) -> None:
    sent(api, ADD, "k", input=adding(initiative))
    another = sent(api, ADD, "k", input=adding(initiative, "Another"))
    spaced = sent(api, f"{ADD} ", "k", input=adding(initiative))
    body = {"query": f"query Q {{ __typename }} {ADD.replace('mutation', 'mutation M', 1)}", "operationName": "M"}
    named = api.post(json.dumps({**body, "variables": {"input": adding(initiative)}}), idempotency_key="k")

    for response in (another, spaced, named):
        assert (response.status_code, code_of(response)) == (422, "IDEMPOTENCY_MISMATCH")
        assert not is_replayed(response)
    assert added(api, initiative) == {"Once": 1}


def test_the_order_of_members_and_variables_left_out_make_no_other_operation(api: Api, initiative: str) -> None:
    given = adding(initiative)
    first = sent(api, ADD, "k", input=given)
    turned = {"variables": {"input": dict(reversed(given.items()))}, "operationName": None, "query": ADD}

    again = api.post(json.dumps(turned), idempotency_key="k", accept=GRAPHQL_RESPONSE)
    assert (is_replayed(again), answer_of(again)) == (True, answer_of(first))


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


def test_a_key_under_which_nothing_was_written_is_free_for_the_corrected_operation(api: Api, initiative: str) -> None:
    unwritten = (
        sent(api, ADD, "k", input=adding(initiative, "")),  # userErrors
        sent(api, ADD, "k", input=adding(initiative, dueOn="2026-02-30")),  # variables that do not fit
        sent(api, "mutation { noSuchMutation }", "k"),  # a document that is not valid
        sent(api, "mutation {", "k"),
        sent(api, "mutation { __typename }", "k"),
        sent(api, ADD.replace("milestone {", "milestone @skip(if: true) {"), "k", input=adding("", "")),
        sent(Api(), ADD, "k", input=adding(initiative)),  # nobody signed in
        sent(Api("opsm_unknown"), ADD, "k", input=adding(initiative)),
    )
    assert not any(map(is_replayed, unwritten))

    response = sent(api, ADD, "k", input=adding(initiative))
    assert (answer_of(response)["data"]["milestoneAdd"]["userErrors"], is_replayed(response)) == ([], False)
    assert added(api, initiative) == {"Once": 1}


def test_an_answer_with_errors_leaves_the_key_free_although_a_mutation_of_it_had_written(
    api: Api, initiative: str
) -> None:
    shows = 'milestone { initiative { checkIns(after: "CURSOR") { nodes { id } } } }'
    failing = sent(api, document("milestoneAdd", shows), "k", input=adding(initiative))
    assert code_of(failing) == "BAD_USER_INPUT"
    assert added(api, initiative) == {}

    assert not is_replayed(sent(api, ADD, "k", input=adding(initiative)))
    assert added(api, initiative) == {"Once": 1}


def test_what_is_refused_beside_what_was_written_is_answered_again_as_it_was(api: Api, initiative: str) -> None:
    first, again = (
        sent(api, SEVERAL, "k", one=adding(initiative, "One"), other=adding(initiative, "")) for _ in range(2)
    )

    assert answer_of(first)["data"]["other"]["userErrors"] == [{"code": "REQUIRED"}]
    assert (is_replayed(again), again.content) == (True, first.content)
    assert added(api, initiative) == {"One": 1}


def test_what_was_written_without_being_asked_about_is_kept_too(api: Api, initiative: str) -> None:
    blind = "mutation($input: MilestoneAddInput!) { milestoneAdd(input: $input) { __typename } }"
    assert [is_replayed(sent(api, blind, "k", input=adding(initiative))) for _ in range(2)] == [False, True]
    assert added(api, initiative) == {"Once": 1}


def test_nobody_meets_anothers_keys(example: World, initiative: str) -> None:
    editor, admin = example.api(Role.EDITOR), example.api(Role.ADMIN)
    responses = [sent(api, ADD, "k", input=adding(initiative)) for api in (editor, admin, editor, admin)]

    assert [*map(is_replayed, responses)] == [False, False, True, True]
    assert responses[2].content == responses[0].content != responses[1].content == responses[3].content
    assert added(editor, initiative) == {"Once": 2}


def test_a_key_is_kept_for_24_hours(api: Api, initiative: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = clock.now()

    def replayed(name: str, *, after: timedelta) -> bool:
        monkeypatch.setattr(clock, "now", lambda: begin + after)
        response = sent(api, ADD, "k", input=adding(initiative, name))
        assert response.status_code == 200
        return is_replayed(response)

    day, moment = timedelta(hours=24), timedelta(milliseconds=1)
    assert not replayed("One", after=timedelta())
    assert replayed("One", after=day - moment)
    assert not replayed("Another", after=day)
    assert replayed("Another", after=2 * day - moment)
    assert not replayed("One", after=2 * day)
    assert added(api, initiative) == {"One": 2, "Another": 1}


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


def test_the_answer_is_the_same_in_the_other_media_type(api: Api, initiative: str) -> None:
    first, again = (sent(api, ADD, "k", accept=each, input=adding(initiative)) for each in (GRAPHQL_RESPONSE, JSON))

    assert first.headers["Content-Type"].startswith(GRAPHQL_RESPONSE)
    assert again.headers["Content-Type"].startswith(JSON)
    assert (is_replayed(again), again.status_code, again.content) == (True, 200, first.content)
    mismatch = sent(api, ADD, "k", accept=JSON, input=adding(initiative, "Another"))
    assert mismatch.status_code == 422


@pytest.mark.parametrize(
    ("key", "same"),
    [
        ("x", '"x"'),
        ("x" * 255, f'"{"x" * 255}"'),
        ('say "when"', r'"say \"when\""'),
        (r"back\slash", r'"back\\slash"'),
        ("~!#$%&'()*+,-./:;<=>?@[]^_`{|}", '"~!#$%&\'()*+,-./:;<=>?@[]^_`{|}"'),
    ],
)
def test_a_key_in_quotes_is_the_same_key(api: Api, initiative: str, key: str, same: str) -> None:
    responses = [sent(api, ADD, each, input=adding(initiative)) for each in (key, same)]
    assert [*map(is_replayed, responses)] == [False, True]


NO_KEYS = ["", '"', '""', '"x', '"x"y', '"x";a=1', r'"\x"', "x" * 256, f'"{"x" * 256}"', "é", "\x7f", "a\tb"]


@pytest.mark.parametrize("header", NO_KEYS)
def test_what_is_no_key_is_refused_on_a_mutation(api: Api, initiative: str, header: str) -> None:
    response = sent(api, ADD, header, input=adding(initiative))
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    assert "1 to 255 printable ASCII characters" in answer_of(response)["errors"][0]["message"]
    assert added(api, initiative) == {}


@pytest.mark.parametrize("header", [*NO_KEYS, "k"])
def test_a_query_has_no_use_for_a_key(api: Api, header: str) -> None:
    responses = [sent(api, "{ viewer { name } }", header) for _ in range(2)]
    assert [(response.status_code, is_replayed(response)) for response in responses] == [(200, False)] * 2


def test_an_answer_that_is_too_large_to_be_kept_is_not_committed(api: Api, initiative: str, settings: Settings) -> None:
    size = len(sent(api, ADD, "k", input=adding(initiative)).content)
    settings.GRAPHQL_LIMITS = {"kept_answer_bytes": size - 1}
    response = sent(api, ADD, "another", input=adding(initiative))

    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    assert f"larger than the {size - 1} bytes" in answer_of(response)["errors"][0]["message"]
    assert added(api, initiative) == {"Once": 1}
    settings.GRAPHQL_LIMITS = {"kept_answer_bytes": size}
    assert not is_replayed(sent(api, ADD, "another", input=adding(initiative)))


@pytest.mark.parametrize("key", ["k", None])
def test_what_cannot_be_written_as_json_is_not_committed(
    api: Api, initiative: str, key: str | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(body: object) -> None:
        raise TypeError(body)

    with monkeypatch.context() as broken:
        broken.setattr(execute, "answer_write", fail)
        response = sent(api, ADD, key, input=adding(initiative))

    assert (response.status_code, code_of(response)) == (500, "INTERNAL")
    assert added(api, initiative) == {}
    assert not is_replayed(sent(api, ADD, key, input=adding(initiative)))


def test_a_repeat_changes_nothing_that_is_remembered(example: World, api: Api, initiative: str) -> None:
    sent(api, ADD, "k", input=adding(initiative))
    before = data_version(api, example.slug)
    sent(api, ADD, "k", input=adding(initiative))

    assert data_version(api, example.slug) == before


def test_a_key_costs_two_round_trips_and_a_repeat_one(api: Api, initiative: str) -> None:
    def statements(key: str | None) -> int:
        with count_statements() as counted:
            sent(api, ADD, key, input=adding(initiative))
        return len(counted)

    without, first, again = statements(None), statements("k"), statements("k")
    assert (first - without, again) == (2, 1)

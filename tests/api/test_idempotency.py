"""Operations that are sent again with the same Idempotency-Key: each is executed once, and answered alike each time."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from ops_model import clock
from ops_model.domain.roles import Role
from ops_model.graphql.http import asked
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of, code_of
from tests.api.keys import ADD, SEVERAL, added, adding, is_replayed, sent
from tests.api.mutate import data_version, document
from tests.api.world import World
from tests.statements import count_statements


def test_two_hundred_repeats_leave_one_effect_and_get_one_answer(api: Api, initiative: str) -> None:
    key = str(uuid4())
    responses = [sent(api, ADD, key, input=adding(initiative)) for _ in range(201)]

    assert {(response.status_code, response.content) for response in responses} == {(200, responses[0].content)}
    assert [is_replayed(response) for response in responses] == [False] + [True] * 200
    assert added(api, initiative) == {"Once": 1}


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
        broken.setattr(asked, "answer_write", fail)
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

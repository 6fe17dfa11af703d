"""The rate limit over HTTP: each credential has its own, it costs no statement while the slice lasts, and says when to
come back."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from pytest_django import Settings

from ops_model.domain.cost import Branch, Cost
from ops_model.domain.roles import Role
from ops_model.graphql.http import rate
from ops_model.graphql.http.limits import Limits, limits_in_force
from ops_model.graphql.http.rate import Slices, operation_charge
from ops_model.models import RateBucket
from ops_model.selectors.access import Credential, token_hash
from tests.api.client import JSON, Api, answer_of, code_of
from tests.api.world import World
from tests.statements import count_statements

QUERY = "{ viewer { name } }"
COST = 102
ACCOUNT = UUID("01890000-0000-7000-8000-0000000000aa")


@pytest.fixture(autouse=True)
def _limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have buckets of 1,000 units, into which 600 flow a minute, slices of 50, and a process that knows none yet."""
    settings.OPS_RATE_LIMIT = 600
    settings.GRAPHQL_LIMITS = {"cost": 1000}
    monkeypatch.setattr(rate, "_SLICES", Slices())


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let it be so many seconds later."""
    noon = datetime.now(UTC)

    def later(seconds: float) -> None:
        monkeypatch.setattr("ops_model.clock.now", lambda: noon + timedelta(seconds=seconds))

    later(0)
    return later


@contextmanager
def _draws() -> Generator[list[str]]:
    drawn: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "rate_bucket" in sql:
            drawn.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield drawn


def _remaining(api: Api, query: str = QUERY) -> int:
    remaining = api.answer(query)["extensions"]["cost"]["remaining"]
    assert isinstance(remaining, int)
    return remaining


def _spent(api: Api) -> None:
    for left in range(1000 - COST, 0, -COST):
        assert _remaining(api) == left


def test_what_an_operation_costs_is_drawn_from_the_bucket(
    example: World, api: Api, at: Callable[[float], None]
) -> None:
    assert [_remaining(api) for _ in range(3)] == [1000 - COST, 1000 - 2 * COST, 1000 - 3 * COST]


def test_what_it_did_not_cost_is_given_back(example: World, api: Api, at: Callable[[float], None]) -> None:
    query = f'{{ organisation(slug: "{example.slug}") {{ kpis(first: 90) {{ nodes {{ code }} }} }} }}'
    cost = api.answer(query)["extensions"]["cost"]
    assert cost["actual"] < cost["requested"] - 50
    assert cost["remaining"] == 1000 - cost["actual"]


@pytest.mark.parametrize("media_type", [JSON, "application/graphql-response+json"])
def test_an_empty_bucket_is_told_with_when_to_come_back(api: Api, at: Callable[[float], None], media_type: str) -> None:
    _spent(api)
    with count_statements() as statements:
        response = api.post(json.dumps({"query": QUERY}), accept=media_type)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
    assert [sql for sql in statements if "rate_bucket" not in sql] == []
    assert answer_of(response) == {
        "errors": [
            {
                "message": "The operation may cost 102 and 82 remain, of 600 a minute; "
                "try again in 2 s, or ask for less at once.",
                "extensions": {
                    "code": "RATE_LIMITED",
                    "cost": {"requested": 102, "maximum": limits_in_force().cost, "remaining": 82},
                },
            }
        ]
    }


def test_whoever_comes_back_then_is_answered(api: Api, at: Callable[[float], None]) -> None:
    _spent(api)
    at(1.9)
    assert code_of(api.post(json.dumps({"query": QUERY}))) == "RATE_LIMITED"
    at(2)
    assert _remaining(api) == 0


def test_what_was_refused_has_drawn_nothing(api: Api, at: Callable[[float], None]) -> None:
    _spent(api)
    for _ in range(3):
        assert code_of(api.post(json.dumps({"query": QUERY}))) == "RATE_LIMITED"
    at(2)
    assert _remaining(api) == 0


@pytest.mark.parametrize("query", ["{ noSuchField }", "{ viewer { ...A } } fragment A on Viewer { ...A }", "{"])
def test_a_refused_document_costs_nothing(api: Api, at: Callable[[float], None], query: str) -> None:
    for _ in range(12):
        api.answer(query)
    assert _remaining(api) == 1000 - COST


def test_each_credential_has_a_bucket_of_its_own(example: World, at: Callable[[float], None]) -> None:
    _spent(example.api(Role.EDITOR))
    assert code_of(example.api(Role.EDITOR).post(json.dumps({"query": QUERY}))) == "RATE_LIMITED"
    assert _remaining(example.api(Role.VIEWER)) == 1000 - COST


def test_who_signed_in_by_session_has_a_bucket_too(committed: None) -> None:
    limits = Limits(cost=1000, rate=600)
    for left in (950, 900):
        charge = operation_charge(Credential(account_id=ACCOUNT), Cost(Branch(50, 1, 0, {})), limits)
        assert charge.told(50)["remaining"] == left


def test_another_process_draws_from_the_same_bucket(
    api: Api, at: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    _spent(api)
    monkeypatch.setattr(rate, "_SLICES", Slices())
    assert code_of(api.post(json.dumps({"query": QUERY}))) == "RATE_LIMITED"


def test_a_slice_lasts_for_many_operations(api: Api, settings: Settings, at: Callable[[float], None]) -> None:
    settings.OPS_RATE_LIMIT = 100 * COST * 20
    with _draws() as drawn:
        for _ in range(100):
            _remaining(api)
        assert len(drawn) == 1
        _remaining(api)
    assert len(drawn) == 2


def test_a_read_stays_read_only(api: Api, at: Callable[[float], None]) -> None:
    opened: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        opened.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        _remaining(api)
    places = {name: next(n for n, sql in enumerate(opened) if name in sql) for name in ("rate_bucket", "READ ONLY")}
    assert places["rate_bucket"] < places["READ ONLY"]


def test_made_up_tokens_fill_no_table_and_are_told_so(committed: None, at: Callable[[float], None]) -> None:
    tokens = [f"opsm_nobody{number}" for number in range(20)]
    for token in tokens:
        assert code_of(Api(token).post(json.dumps({"query": QUERY}))) == "UNAUTHENTICATED"
    keys = [token_hash(token) for token in tokens]
    assert not RateBucket.objects.using("owner").filter(key__in=keys).exists()
    connections["owner"].close()


def test_switched_off_it_draws_nothing(api: Api, settings: Settings) -> None:
    settings.OPS_RATE_LIMIT = None
    with _draws() as drawn:
        answers = [api.answer(QUERY) for _ in range(12)]
    assert drawn == []
    assert {answer["extensions"]["cost"]["remaining"] for answer in answers} == {None}


def test_a_mutation_is_charged_likewise(api: Api, settings: Settings, at: Callable[[float], None]) -> None:
    settings.GRAPHQL_LIMITS = {"cost": 2000}
    mutation = 'mutation { measurementWithdraw(input: {id: "x"}) { userErrors { code } } }'
    cost = api.answer(mutation)["extensions"]["cost"]
    assert cost["actual"] > 1000
    assert cost["remaining"] == 2000 - cost["actual"]


def test_the_least_used_credentials_are_let_go() -> None:
    slices = Slices(most=2)
    for name in (b"a", b"b"):
        slices.put(name, 10, balance=0)
    assert slices.take(b"a", 4) == 0
    slices.put(b"c", 10, balance=0)
    assert [slices.remaining(name) for name in (b"a", b"b", b"c")] == [6, 0, 10]

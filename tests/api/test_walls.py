"""With one organisation's token nothing of another's can be seen: by the application, and by row security alone."""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from ops_model.domain.roles import Role
from ops_model.graphql.http import execute
from ops_model.selectors.access import Access, access_open
from ops_model.selectors.tenants import tenant_enter
from tests.api.client import Api
from tests.api.selections import ListField, list_fields
from tests.api.world import World

LISTS = list(list_fields())
FILTER = re.compile(r"(\w+\.)?(organisation_id|organisation\.id) = (%\(organisation_id\)s|organisation\.id)")


def _documents(slug: str) -> list[str]:
    return [listed.document.replace("SLUG", slug) for listed in LISTS]


def _ids(answer: Any) -> Iterator[str]:
    if isinstance(answer, dict):
        yield from (value for name, value in answer.items() if name == "id")
        for value in answer.values():
            yield from _ids(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from _ids(value)


def _all_ids(world: World) -> set[str]:
    told = {id_ for document in _documents(world.slug) for id_ in _ids(world.api().data(document))}
    found = {id_ for id_ in told if not b64decode(id_).startswith(b"Change:")}  # a change is no Node
    kinds = {
        "Organisation",
        "Lever",
        "Initiative",
        "Kpi",
        "Milestone",
        "Membership",
        "Measurement",
        "CheckIn",
        "Vision",
    }
    assert kinds <= {
        world.api().data(f'{{ node(id: "{id_}") {{ __typename }} }}')["node"]["__typename"] for id_ in found
    }
    return found


@pytest.mark.parametrize("role", Role)
def test_another_organisation_is_as_if_it_did_not_exist(one: World, example: World, role: Role) -> None:
    outsider = example.api(role)
    asked = "query($slug: String!) { organisation(slug: $slug) { name } }"
    assert outsider.data(asked, slug=one.slug) == outsider.data(asked, slug="no-such-slug") == {"organisation": None}
    assert outsider.data('{ viewer { todo(organisation: "SLUG") { dueOn } } }'.replace("SLUG", one.slug)) == {
        "viewer": {"todo": []}
    }


def test_nothing_of_another_organisation_is_found_by_its_id(one: World, example: World) -> None:
    ids = sorted(_all_ids(one))
    outsider = example.api(Role.ADMIN)
    assert outsider.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids[:100]) == {
        "nodes": [None] * len(ids)
    }
    for id_ in ids:
        assert outsider.data("query($id: ID!) { node(id: $id) { id __typename } }", id=id_) == {"node": None}


def test_the_ids_of_others_filter_nothing_in(one: World, example: World) -> None:
    kpi = one.api().data(f'{{ organisation(slug: "{one.slug}") {{ kpis {{ nodes {{ id owner {{ id }} }} }} }} }}')
    (found,) = kpi["organisation"]["kpis"]["nodes"]
    asked = """query($slug: String!, $kpi: [ID!], $owner: [ID!]) { organisation(slug: $slug) {
      initiatives(filter: {or: [{kpi: $kpi}, {owner: $owner}]}) { totalCount } } }"""
    answer = example.api().data(asked, slug=example.slug, kpi=[found["id"]], owner=[found["owner"]["id"]])
    assert answer["organisation"]["initiatives"]["totalCount"] == 0


@contextmanager
def _filters_removed() -> Generator[list[str]]:
    """Take the application's own filter out of every statement; gives those that had one."""
    touched: list[str] = []

    def unfiltered(run: Callable[..., Any], sql: str, parameters: Any, many: Any, context: Any) -> Any:
        without, found = FILTER.subn("true", sql)
        touched.extend([sql] * bool(found))
        return run(without, parameters, many, context)

    with connection.execute_wrapper(unfiltered):
        yield touched


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.name)
def test_with_the_filters_removed_row_security_shows_one_organisation_alone(
    one: World, example: World, listed: ListField
) -> None:
    document = listed.document.replace("SLUG", example.slug)
    example.api().answer(document)  # writes down that the token is used: the next does not
    with_filters = example.api().answer(document)
    with _filters_removed() as touched:
        assert example.api().answer(document) == with_filters
    assert touched


def test_removing_the_filters_would_show_where_there_is_no_row_security(
    one: World, example: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_wide(**asked: Any) -> Access | None:
        access = access_open(**asked)
        tenant_enter(organisation_ids=[one.id, example.id])
        return access

    document = f'{{ organisation(slug: "{example.slug}") {{ kpis {{ nodes {{ id }} }} }} }}'
    alone = example.api().answer(document)
    monkeypatch.setattr(execute, "access_open", open_wide)
    assert example.api().answer(document) == alone
    with _filters_removed():
        assert example.api().answer(document) != alone


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.name)
def test_an_application_that_takes_one_organisation_for_another_reads_nothing_of_it(
    one: World, example: World, listed: ListField, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_mistaken(**asked: Any) -> Access | None:
        access = access_open(**asked)
        assert access
        seats = [replace(seat, organisation_id=one.id, organisation_slug=one.slug) for seat in access.seats]
        return replace(access, seats=tuple(seats))

    monkeypatch.setattr(execute, "access_open", open_mistaken)
    answer = json.dumps(Api(example.tokens[Role.ADMIN]).answer(listed.document.replace("SLUG", one.slug)))
    assert json.loads(answer)["errors"]
    assert not any(theirs in answer for theirs in ("INI-", "KPI-", "Rows", "Milestone", "Member"))

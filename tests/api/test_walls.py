"""With one organisation's token nothing of another's can be seen: by the application, and by row security alone."""

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ops_model.domain.changes import ChangedThing
from ops_model.domain.roles import Role
from ops_model.graphql.http import asked
from ops_model.graphql.tracker.node import CHANGE
from ops_model.models import Membership, Organisation
from ops_model.selectors.access import Access, access_open
from ops_model.selectors.tenants import tenant_enter
from tests import factories as make
from tests.api import world
from tests.api.browser import Browser, SessionApi, account_of
from tests.api.client import Api
from tests.api.selections import ListField, list_fields
from tests.api.unfiltered import filters_removed
from tests.api.world import World
from tests.database import inside

LISTS = list(list_fields())


def _documents(slug: str) -> list[str]:
    return [listed.document.replace("SLUG", slug) for listed in LISTS]


def _ids(answer: Any) -> Iterator[str]:
    """Yield the ids of an answer by which things can be asked for: changes cannot."""
    if isinstance(answer, dict):
        ids = (value for name, value in answer.items() if name == "id")
        yield from (each for each in ids if not b64decode(each).startswith(f"{CHANGE}:".encode()))
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
        "KpiLink",
        "ApiToken",
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


@pytest.mark.parametrize("listed", LISTS, ids=lambda each: each.name)
def test_with_the_filters_removed_row_security_shows_one_organisation_alone(
    one: World, example: World, listed: ListField
) -> None:
    document = listed.document.replace("SLUG", example.slug)
    example.api().answer(document)  # writes down that the token is used: the next does not
    with_filters = example.api().answer(document)
    with filters_removed() as touched:
        assert example.api().answer(document) == with_filters
    assert touched


@pytest.mark.parametrize("thing", ChangedThing)
def test_with_the_filters_removed_row_security_shows_the_changes_of_one_organisation_alone(
    one: World, example: World, thing: ChangedThing
) -> None:
    shown = "totalCount nodes { id at subject { id } actor { id } client fields { field from to } }"
    document = f"{{ changes(filter: {{thing: [{thing}]}}, first: 100) {{ {shown} }} }}"
    theirs, ours = (f'{{ organisation(slug: "{each.slug}") {document} }}' for each in (one, example))
    assert one.api().data(theirs)["organisation"]["changes"]["totalCount"]
    with_filters = example.api().data(ours)
    with filters_removed() as touched:
        assert example.api().data(ours) == with_filters
    assert touched


def test_with_the_filters_removed_nothing_of_another_organisation_is_found_by_its_id(
    one: World, example: World
) -> None:
    ids = sorted(_all_ids(one))
    with filters_removed() as touched:
        answer = example.api().data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
        for id_ in ids:
            assert example.api().data("query($id: ID!) { node(id: $id) { id __typename } }", id=id_) == {"node": None}
    assert answer == {"nodes": [None] * len(ids)}
    assert touched


def test_with_the_filters_removed_a_session_of_two_organisations_shows_nothing_of_a_third(
    one: World, committed: None
) -> None:
    here, there = world.rows(1), world.rows(1)
    session = _session_of_both(here, there)
    of_there, of_third, found = _all_ids(there), _all_ids(one), {}
    for listed in LISTS:
        with filters_removed() as touched:
            answer = session.answer(listed.document.replace("SLUG", here.slug))
        assert touched
        # What was reported of two organisations at once is no report: that one fails, and shows nothing.
        assert "errors" not in answer or listed.name.startswith("Reported")
        found[listed.name] = {*_ids(answer)}

    assert {name for name, ids in found.items() if ids & of_third} == set()
    assert len({name for name, ids in found.items() if ids & of_there}) > len(LISTS) / 3


def _session_of_both(here: World, there: World) -> Api:
    """Make the ADMIN of one organisation that of another, too, and open a browser in which they are signed in."""
    with inside(here.id):
        admin = Membership.objects.get(role=Role.ADMIN)
    account = account_of(admin)
    with inside(there.id):
        organisation = Organisation.objects.get(pk=there.id)
        make.make_member(organisation, account=account, email=admin.email, role=Role.ADMIN)
    return SessionApi(browser=Browser.of(admin))


def test_removing_the_filters_would_show_where_there_is_no_row_security(
    one: World, example: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_wide(**asked: Any) -> Access | None:
        access = access_open(**asked)
        tenant_enter(organisation_ids=[one.id, example.id])
        return access

    document = f'{{ organisation(slug: "{example.slug}") {{ kpis {{ nodes {{ id }} }} }} }}'
    alone = example.api().answer(document)
    monkeypatch.setattr(asked, "access_open", open_wide)
    assert example.api().answer(document) == alone
    with filters_removed():
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

    monkeypatch.setattr(asked, "access_open", open_mistaken)
    answer = json.dumps(Api(example.tokens[Role.ADMIN]).answer(listed.document.replace("SLUG", one.slug)))
    assert json.loads(answer)["errors"]
    assert not any(theirs in answer for theirs in ("INI-", "KPI-", "Rows", "Milestone", "Member"))

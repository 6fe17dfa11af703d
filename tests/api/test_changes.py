"""The audit log over HTTP: what is shown of changes, to whom, and how it is turned over."""

import base64
import json
from typing import Any

import pytest
from django.db import transaction

from ops_model.domain.roles import Role
from ops_model.models import Kpi, Membership
from tests import factories as make
from tests.api.browser import Browser
from tests.api.client import Api
from tests.api.desk import id_of
from tests.api.world import World
from tests.database import inside
from tests.statements import count_statements

CHANGES = """
query Changes($slug: String!, $filter: ChangeFilter, $first: Int, $after: String, $last: Int, $before: String) {
  organisation(slug: $slug) {
    changes(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id kind thing client requestId operation
        subject { __typename id ... on Kpi { code } }
        actor { name }
        fields { field from to }
      }
    }
  }
}
"""
RENAME = """
mutation Rename($id: ID!) {
  kpiUpdate(input: {id: $id, version: 1, name: "Promoters"}) { kpi { name } userErrors { code } }
}
"""


def changes(api: Api, world: World, **variables: Any) -> Any:
    """Return a page of changes."""
    return api.data(CHANGES, slug=world.slug, **variables)["organisation"]["changes"]


def said(change: Any) -> dict[str, tuple[str | None, str | None]]:
    """Return what was changed from what to what."""
    return {each["field"]: (each["from"], each["to"]) for each in change["fields"]}


def node_id(api: Api, world: World, code: str) -> str:
    """Return the opaque id of a KPI."""
    document = "query ($slug: String!, $code: String!) { organisation(slug: $slug) { kpi(code: $code) { id } } }"
    found: str = api.data(document, slug=world.slug, code=code)["organisation"]["kpi"]["id"]
    return found


def test_what_a_mutation_changed_is_told_from_what_to_what(example: World, api: Api) -> None:
    kpi = node_id(api, example, "eNPS")
    assert api.data(RENAME, id=kpi)["kpiUpdate"]["userErrors"] == []

    (change,) = changes(api, example, first=1)["nodes"]
    assert {key: change[key] for key in ("kind", "thing", "subject", "fields")} == {
        "kind": "UPDATED",
        "thing": "KPI",
        "subject": {"__typename": "Kpi", "id": kpi, "code": "eNPS"},
        "fields": [{"field": "name", "from": "eNPS", "to": "Promoters"}],
    }
    assert api.data("query ($id: ID!) { node(id: $id) { id } }", id=change["id"]) == {"node": None}


def test_a_mutation_that_was_refused_or_failed_is_in_no_log(example: World, api: Api) -> None:
    before = changes(api, example)["totalCount"]
    kpi = node_id(api, example, "eNPS")
    stale = RENAME.replace("version: 1", "version: 7")
    assert api.data(stale, id=kpi)["kpiUpdate"]["userErrors"] == [{"code": "CONFLICT"}]
    failing = RENAME.replace("kpi { name }", 'kpi { name measurements(after: "x") { totalCount } }')
    assert api.answer(failing, id=kpi)["data"] is None

    assert changes(api, example)["totalCount"] == before


def test_every_acknowledged_write_is_in_the_log_exactly_once(example: World, api: Api) -> None:
    kpi = node_id(api, example, "eNPS")
    record = """mutation ($kpi: ID!, $on: Date!, $value: Decimal!) {
      measurementRecord(input: {kpi: $kpi, observedOn: $on, value: $value}) { userErrors { message } } }"""
    for day in range(1, 21):
        answer = api.data(record, kpi=kpi, on=f"2026-04-{day:02}", value=str(day))
        assert answer["measurementRecord"]["userErrors"] == []

    page = changes(api, example, filter={"thing": ["MEASUREMENT"]}, first=20)
    assert [said(change)["value"] for change in page["nodes"]] == [(None, str(day)) for day in range(20, 0, -1)]
    assert len({change["id"] for change in page["nodes"]}) == 20
    assert {change["kind"] for change in page["nodes"]} == {"CREATED"}


NAMED_RENAME = "mutation Rename($input: KpiUpdateInput!) { kpiUpdate(input: $input) { userErrors { code } } }"


def test_who_did_it_with_what_and_in_which_request_is_shown(example: World, api: Api) -> None:
    with inside(example.id):
        editor = Membership.objects.get(role=Role.EDITOR)
        kpi = id_of(Kpi.objects.get(code="eNPS"))
    body = {"query": NAMED_RENAME, "variables": {"input": {"id": kpi, "version": 1, "name": "By its token"}}}
    assert api.post(json.dumps(body), **{"x-request-id": "0f8e"}).headers["X-Request-ID"] == "0f8e"

    (change,) = changes(api, example, first=1)["nodes"]
    assert (change["actor"], change["client"]) == ({"name": "Editor"}, "test")
    assert (change["requestId"], change["operation"]) == ("0f8e", "Rename")
    assert changes(api, example, filter={"actor": [id_of(editor)]})["nodes"] == [change]


def test_what_was_done_in_a_browser_says_so(example: World, api: Api) -> None:
    with inside(example.id):
        editor = Membership.objects.get(role=Role.EDITOR)
        kpi = id_of(Kpi.objects.get(code="eNPS"))
    answer = Browser.of(editor).post(NAMED_RENAME, input={"id": kpi, "version": 1, "name": "By its person"})

    (change,) = changes(api, example, first=1)["nodes"]
    assert (change["actor"], change["client"]) == ({"name": "Editor"}, "browser")
    assert change["requestId"] == answer.headers["X-Request-ID"]


def test_pages_are_turned_over_both_ways(example: World, api: Api) -> None:
    every = changes(api, example, first=100)
    assert every["totalCount"] == len(every["nodes"])
    assert every["pageInfo"]["hasNextPage"] is False
    page = changes(api, example, first=3)
    found = page["nodes"]
    while page["pageInfo"]["hasNextPage"]:
        page = changes(api, example, first=3, after=page["pageInfo"]["endCursor"])
        found += page["nodes"]
    assert found == every["nodes"]
    page = changes(api, example, last=4)
    found = page["nodes"]
    while page["pageInfo"]["hasPreviousPage"]:
        page = changes(api, example, last=4, before=page["pageInfo"]["startCursor"])
        found = page["nodes"] + found
    assert found == every["nodes"]


def test_they_can_be_asked_for_several_times_and_below_nodes(example: World, api: Api) -> None:
    (organisation,) = api.data(
        """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organisation {
          kpis: changes(filter: {thing: [KPI]}) { totalCount }
          measured: changes(filter: {thing: [MEASUREMENT]}, first: 2) { nodes { fields { to } } }
        } } }""",
        ids=[base64.b64encode(f"Organisation:{example.id}".encode()).decode()],
    )["nodes"]

    assert organisation["kpis"] == {"totalCount": 2}
    assert len(organisation["measured"]["nodes"]) == 2


def test_filters_choose_by_subject_kind_and_day(example: World, api: Api) -> None:
    kpi = node_id(api, example, "eNPS")
    assert {change["thing"] for change in changes(api, example, filter={"subject": [kpi]})["nodes"]} == {
        "KPI",
        "KPI_TERMS",
    }
    assert changes(api, example, filter={"kind": ["DELETED"]})["totalCount"] == 0
    past = {"changedOn": {"to": "2001-01-01"}}
    assert changes(api, example, filter=past)["totalCount"] == 0
    assert changes(api, example, filter={"changedOn": {"from": "2001-01-01"}, "thing": ["KPI"]})["totalCount"] == 2


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"filter": {"subject": ["x"]}}, "'x' is not an id"),
        ({"filter": {"actor": ["S3BpOjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMA=="]}}, "is the id of a Kpi"),
        ({"first": 101}, "'first' must be from 0 to 100"),
        ({"after": "x"}, "none of this API's"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    example: World, api: Api, asked: dict[str, Any], message: str
) -> None:
    error = api.error(CHANGES, slug=example.slug, **asked)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert message in error["message"]


@pytest.mark.parametrize("role", Role)
def test_changes_of_tokens_are_shown_to_administrators_alone(example: World, role: Role) -> None:
    page = changes(example.api(role), example, filter={"thing": ["API_TOKEN"]})
    every = changes(example.api(role), example, first=100)

    shown = len(Role) if role is Role.ADMIN else 0
    assert page["totalCount"] == len(page["nodes"]) == shown
    assert len([change for change in every["nodes"] if change["thing"] == "API_TOKEN"]) == shown
    assert "hash" not in json.dumps(page).lower()


@pytest.mark.parametrize("role", Role)
def test_a_members_email_is_shown_as_the_member_shows_it(example: World, role: Role) -> None:
    asked = {"thing": ["MEMBERSHIP"], "kind": ["CREATED"]}
    emails = {
        said(change)["role"][1]: said(change)["email"]
        for change in changes(example.api(role), example, filter=asked)["nodes"]
    }

    shown = {of for of, (_, email) in emails.items() if email}
    assert shown == ({"VIEWER"} if role is Role.VIEWER else {*map(str, Role)})


@pytest.mark.parametrize("role", Role)
def test_no_account_is_shown_to_anybody(example: World, role: Role) -> None:
    with inside(example.id):
        accounts = {str(account) for account in Membership.objects.values_list("account_id", flat=True)}

    answer = json.dumps(example.api(role).answer(CHANGES, slug=example.slug, first=100))
    assert not any(account in answer for account in accounts)


def test_another_organisations_changes_are_not_there(example: World) -> None:
    with transaction.atomic():
        other = make.make_organisation()
        stranger = make.make_token(make.make_member(other, role=Role.ADMIN))

    assert Api(stranger).data(CHANGES, slug=example.slug)["organisation"] is None
    kpi = node_id(example.api(), example, "eNPS")
    asked = Api(stranger).data(CHANGES, slug=other.slug, filter={"subject": [kpi]})
    assert asked["organisation"]["changes"]["nodes"] == []


def test_a_page_of_all_kinds_takes_at_most_four_statements_more_than_its_organisation(ten: World) -> None:
    def taken(**asked: Any) -> int:
        with count_statements() as statements:
            changes(ten.api(), ten, **asked)
        return len(statements)

    document = "query ($slug: String!) { organisation(slug: $slug) { name } }"
    ten.api().data(document, slug=ten.slug)  # writes down that the token is used: the next do not
    with count_statements() as statements:
        ten.api().data(document, slug=ten.slug)
    plain, total = len(statements), 1
    assert taken(first=100, filter={"thing": ["KPI"]}) - plain == 2 + total
    assert taken(first=100, filter={"thing": ["MEASUREMENT"]}) - plain == 3 + total
    assert taken(first=100) - plain <= 4 + total

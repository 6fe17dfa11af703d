"""How writing answers: payloads read back, operations of several mutations, versions, and what is left out."""

import json
from typing import Any

import pytest

from ops_model.domain.roles import Role
from tests.api.client import GRAPHQL_RESPONSE, Api, answer_of, code_of
from tests.api.mutate import asked, data_version, document, mutate, refused, written
from tests.api.world import World

SHOWN = "initiative { version summary tags updatedBy { name } owner { name } milestones { totalCount } }"
TWO = """mutation($first: InitiativeUpdateInput!, $second: InitiativeUpdateInput!) {
  first: initiativeUpdate(input: $first) { initiative { version name } userErrors { code } }
  second: initiativeUpdate(input: $second) { initiative { version name } userErrors { code } }
}"""


@pytest.fixture
def squads(example: World, api: Api) -> dict[str, Any]:
    """Have the example's initiative: its id and version."""
    shown = api.data(
        'query($slug: String!) { organisation(slug: $slug) { initiative(code: "SQUADS") { id version } } }',
        slug=example.slug,
    )
    initiative: dict[str, Any] = shown["organisation"]["initiative"]
    return initiative


def test_a_payload_shows_what_was_written_and_by_whom(api: Api, squads: dict[str, Any]) -> None:
    shown = written(api, "initiativeUpdate", SHOWN, **squads, summary="More.", tags=["a", "b"])["initiative"]

    assert (shown["version"], shown["summary"], shown["tags"]) == (2, "More.", ["a", "b"])
    assert shown["updatedBy"] == {"name": "Editor"}
    assert shown["milestones"] == {"totalCount": 2}


def test_in_an_update_what_is_left_out_stays_and_null_clears(api: Api, squads: dict[str, Any]) -> None:
    written(api, "initiativeUpdate", SHOWN, **squads, summary="More.")
    shown = written(api, "initiativeUpdate", SHOWN, id=squads["id"], version=2, owner=None)["initiative"]

    assert (shown["summary"], shown["owner"]) == ("More.", None)


def test_the_mark_of_the_client_is_given_back(api: Api, squads: dict[str, Any]) -> None:
    for given in ({"summary": "More."}, {"name": ""}):
        payload = api.data(
            document("initiativeUpdate", "clientMutationId"), input={**squads, **given, "clientMutationId": "form 7"}
        )
        assert payload["initiativeUpdate"]["clientMutationId"] == "form 7"


def test_a_stale_version_is_a_conflict_that_tells_the_newest(example: World, api: Api, squads: dict[str, Any]) -> None:
    written(api, "initiativeUpdate", SHOWN, **squads, summary="First.")
    before = data_version(api, example.slug)
    (reason,) = mutate(api, "initiativeUpdate", "initiative { name }", **squads, summary="Second.")["userErrors"]

    assert (reason["code"], reason["field"], reason["currentVersion"]) == ("CONFLICT", ["input", "version"], 2)
    assert data_version(api, example.slug) == before
    assert asked(api, squads["id"], "... on Initiative { summary }") == {"summary": "First."}


def test_a_mutation_sees_what_those_before_it_wrote(api: Api, squads: dict[str, Any]) -> None:
    answered = api.data(TWO, first={**squads, "name": "One"}, second={**squads, "version": 2, "name": "Two"})

    assert answered["first"] == {"initiative": {"version": 2, "name": "One"}, "userErrors": []}
    assert answered["second"] == {"initiative": {"version": 3, "name": "Two"}, "userErrors": []}


def test_a_mutation_with_user_errors_leaves_nothing_and_the_others_stand(api: Api, squads: dict[str, Any]) -> None:
    answered = api.data(TWO, first={**squads, "name": ""}, second={**squads, "name": "Two"})

    assert answered["first"] == {"initiative": None, "userErrors": [{"code": "REQUIRED"}]}
    assert answered["second"] == {"initiative": {"version": 2, "name": "Two"}, "userErrors": []}


def test_what_a_mutation_wrote_before_it_was_refused_is_gone(example: World, api: Api) -> None:
    """The KPI and the first version of its terms are written when the second is looked at."""
    before = data_version(api, example.slug)
    terms = [{"direction": "INCREASE", "validFrom": "2026-01-01"}, {"validFrom": "2026-02-01", "reason": " "}]
    kpi = {"code": "K", "name": "K", "lever": "CULTURE", "unit": "%"}

    assert refused(api, "kpiCreate", organisation=example.slug, **kpi, terms=terms) == [("INVALID", "terms.1.reason")]
    assert data_version(api, example.slug) == before


def test_an_answer_with_errors_has_no_data_and_has_written_nothing(
    example: World, api: Api, squads: dict[str, Any]
) -> None:
    before = data_version(api, example.slug)
    unreadable = TWO.replace("version name } userErrors { code } }\n}", "milestones(first: 1000) { totalCount } } }\n}")
    answer = api.answer(unreadable, first={**squads, "name": "One"}, second={**squads, "version": 2, "name": "Two"})

    assert answer["data"] is None
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", ["second", "initiative", "milestones"])
    assert data_version(api, example.slug) == before


def test_nothing_is_written_by_get(example: World, api: Api, squads: dict[str, Any]) -> None:
    before = data_version(api, example.slug)
    variables = json.dumps({"input": {**squads, "name": "One"}})
    response = api.get({"query": document("initiativeUpdate"), "variables": variables})

    assert (response.status_code, code_of(response)) == (405, "BAD_REQUEST")
    assert data_version(api, example.slug) == before


def test_nothing_is_written_without_a_token(squads: dict[str, Any]) -> None:
    body = {"query": document("initiativeUpdate"), "variables": {"input": {**squads, "name": "One"}}}
    response = Api().post(json.dumps(body), accept=GRAPHQL_RESPONSE)

    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")


def test_user_errors_are_answered_with_status_200(api: Api, squads: dict[str, Any]) -> None:
    body = {"query": document("initiativeUpdate"), "variables": {"input": {**squads, "name": ""}}}
    response = api.post(json.dumps(body), accept=GRAPHQL_RESPONSE)

    assert response.status_code == 200
    assert "errors" not in answer_of(response)


def test_another_organisation_is_not_there_whoever_asks(example: World, squads: dict[str, Any], one: World) -> None:
    admin = one.api(Role.ADMIN)
    kpi = {"code": "K", "name": "K", "lever": "CULTURE", "unit": "%", "terms": [{"direction": "INCREASE"}]}

    assert refused(admin, "initiativeUpdate", **squads, name="Ours now") == [("NOT_FOUND", "id")]
    assert refused(admin, "kpiCreate", organisation=example.slug, **kpi) == [("NOT_FOUND", "organisation")]
    assert refused(admin, "milestoneAdd", initiative=squads["id"], name="Ours", dueOn="2026-08-01") == [
        ("NOT_FOUND", "initiative")
    ]

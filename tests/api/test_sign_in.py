"""Without a valid token there are no data, and no schema either."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from ops_model.domain.roles import Role
from ops_model.models import ApiToken, Membership
from tests import factories as make
from tests.api.client import GRAPHQL_RESPONSE, JSON, Api, answer_of
from tests.api.world import World
from tests.database import enter

UNAUTHENTICATED = {
    "errors": [
        {
            "message": "Sign in: send the header 'Authorization: Bearer TOKEN', or sign in by a browser at /sign-in/.",
            "extensions": {"code": "UNAUTHENTICATED"},
        }
    ]
}
ASKED = (
    "{ viewer { name } }",
    '{ organisation(slug: "x") { name } }',
    "{ framework { version } }",
    "{ __schema { types { name } } }",
    '{ __type(name: "Query") { name } }',
    "{ noSuchField }",
    "{ __typename viewer { name } }",
    "{ ...F } fragment F on Query { __typename }",
    "{ __typename(a: 1) }",
    "{ __typename @skip(if: false) }",
    "{ __typename { name } }",
    "query($a: Int) { __typename }",
    "query @a { __typename }",
    "mutation { __typename }",
    "{ viewr { name } }",
    "{ ... { __typename } }",
    "mutation { x }",
)


@pytest.mark.parametrize("document", ASKED)
@pytest.mark.parametrize("media_type", [JSON, GRAPHQL_RESPONSE])
def test_without_a_token_nothing_is_answered(document: str, media_type: str) -> None:
    response = Api().post(json.dumps({"query": document}), accept=media_type)
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer_of(response) == UNAUTHENTICATED


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer opsm_unknown", "Basic b3BzbQ==", "opsm_unknown", "Bearer a\x80b", "Bearer a b"],
)
def test_what_is_no_token_signs_nobody_in(committed: None, header: str) -> None:
    response = Api().post(json.dumps({"query": "{ viewer { name } }"}), authorization=header)
    assert (response.status_code, answer_of(response)) == (401, UNAUTHENTICATED)


def test_a_token_signs_its_member_in(example: World) -> None:
    asked = "{ viewer { name memberships { role organisation { slug } } } }"
    assert example.api(Role.VIEWER).data(asked) == {
        "viewer": {
            "name": "Viewer",
            "memberships": [{"role": "VIEWER", "organisation": {"slug": example.slug}}],
        }
    }


def test_the_scheme_may_be_written_in_any_case(example: World) -> None:
    response = Api().post(
        json.dumps({"query": "{ viewer { name } }"}), authorization=f"bearer  {example.tokens[Role.VIEWER]}"
    )
    assert response.status_code == 200


def test_a_revoked_token_signs_nobody_in(example: World) -> None:
    with transaction.atomic():
        enter(example.id)
        ApiToken.objects.filter(membership__role=Role.VIEWER).update(revoked_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert example.api(Role.VIEWER).answer("{ viewer { name } }") == UNAUTHENTICATED
    assert example.api(Role.EDITOR).data("{ viewer { name } }")


SIGNED_IN = {
    "data": {"viewer": {"name": "Admin"}},
    "extensions": {"cost": {"requested": 102, "actual": 102, "maximum": 100_000, "remaining": None}},
}


@pytest.mark.parametrize(("days", "answer"), [(-1, UNAUTHENTICATED), (1, SIGNED_IN)])
def test_a_token_is_valid_until_it_expires(example: World, days: int, answer: dict[str, object]) -> None:
    with transaction.atomic():
        enter(example.id)
        member = Membership.objects.get(role=Role.ADMIN)
        token = make.make_token(
            member,
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
            expires_at=datetime.now(UTC) + timedelta(days=days),
        )
    assert Api(token).answer("{ viewer { name } }") == answer


def test_the_token_of_an_ended_member_signs_nobody_in(example: World) -> None:
    with transaction.atomic():
        enter(example.id)
        Membership.objects.filter(role=Role.VIEWER).update(ended_on=date(2020, 1, 1))
    assert example.api(Role.VIEWER).answer("{ viewer { name } }") == UNAUTHENTICATED


def test_suggestions_are_for_who_signed_in(api: Api) -> None:
    asked = "{ viewr { name } }"
    assert api.error(asked)["message"] == "Cannot query field 'viewr' on type 'Query'. Did you mean 'viewer'?"
    assert Api().answer(asked) == UNAUTHENTICATED


def test_introspection_is_for_who_signed_in(api: Api) -> None:
    assert api.data("{ __schema { queryType { name } } }") == {"__schema": {"queryType": {"name": "Query"}}}

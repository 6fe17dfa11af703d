"""Members and tokens, as an administrator keeps them."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from ops_model import clock
from ops_model.domain.roles import Role, TokenScope
from ops_model.models import ApiToken, Membership
from tests import factories as make
from tests.api.client import Api, code_of
from tests.api.desk import Desk, id_of, some_email
from tests.api.mutate import asked, data_version, document, refused, written
from tests.database import inside

TOKENS = """query($slug: String!) { organisation(slug: $slug) { apiTokens { totalCount nodes {
  id name prefix scopes membership { name } createdBy { name } expiresAt revokedAt lastUsedAt } } } }"""
WHO = "{ viewer { name memberships { role } } }"
MEMBER = "membership { id version name email role endedOn viewerCan }"


@pytest.fixture
def desk(committed: None) -> Desk:
    """Have an organisation of one's own."""
    return Desk.new()


@pytest.fixture
def admin(desk: Desk) -> Api:
    """Ask as its one ADMIN."""
    return desk.api()


def tokens_of(api: Api, desk: Desk) -> list[dict[str, Any]]:
    """Return the tokens that an organisation shows."""
    found: list[dict[str, Any]] = api.data(TOKENS, slug=desk.slug)["organisation"]["apiTokens"]["nodes"]
    return found


def test_whoever_is_invited_is_a_member_by_the_role_that_is_given(desk: Desk, admin: Api) -> None:
    email = some_email()
    invited = written(
        admin, "memberInvite", MEMBER, organisation=desk.slug, email=email, name="Grace", role="CONTRIBUTOR"
    )["membership"]

    assert invited | {"id": "", "viewerCan": []} == {
        "id": "",
        "version": 1,
        "name": "Grace",
        "email": email,
        "role": "CONTRIBUTOR",
        "endedOn": None,
        "viewerCan": [],
    }
    assert sorted(invited["viewerCan"]) == ["MEMBER_CHANGE_ROLE", "MEMBER_END"]


def test_who_is_a_member_is_not_invited_twice_and_who_was_ended_is_one_again(desk: Desk, admin: Api) -> None:
    email = some_email()
    given = {"organisation": desk.slug, "email": email, "name": "Grace", "role": "VIEWER"}
    first = written(admin, "memberInvite", MEMBER, **given)["membership"]
    assert refused(admin, "memberInvite", **{**given, "email": email.upper()}) == [("DUPLICATE", "email")]

    token = written(
        admin, "apiTokenCreate", "token", organisation=desk.slug, name="Old", scopes=["READ"], membership=first["id"]
    )["token"]
    assert Api(token).data(WHO)
    written(admin, "memberEnd", MEMBER, id=first["id"], version=1)
    again = written(admin, "memberInvite", MEMBER, **{**given, "role": "EDITOR"})["membership"]
    assert (again["id"], again["version"], again["role"], again["endedOn"]) == (first["id"], 3, "EDITOR", None)
    assert "errors" in Api(token).answer(WHO), "tokens from before stay at an end"


def test_one_person_is_invited_by_two_organisations_and_stays_one(desk: Desk, admin: Api) -> None:
    other, email = Desk.new(), some_email()
    given = {"email": email, "name": "Grace", "role": "VIEWER"}
    ids = [
        written(each.api(), "memberInvite", "membership { id }", organisation=each.slug, **given)["membership"]["id"]
        for each in (desk, other)
    ]
    assert len({*ids}) == 2
    assert asked(admin, ids[1], "id") is None


def test_a_role_counts_from_when_it_is_changed(desk: Desk, admin: Api) -> None:
    viewer, api = desk.members[Role.VIEWER], desk.api(Role.VIEWER)
    assert api.data(WHO)["viewer"]["memberships"] == [{"role": "VIEWER"}]
    written(admin, "memberChangeRole", MEMBER, id=id_of(viewer), version=1, role="EDITOR")
    assert api.data(WHO)["viewer"]["memberships"] == [{"role": "EDITOR"}]
    assert refused(admin, "memberChangeRole", id=id_of(viewer), version=1, role="VIEWER") == [("CONFLICT", "version")]


def test_who_is_ended_has_no_way_in(desk: Desk, admin: Api) -> None:
    gone = desk.members[Role.CONTRIBUTOR]
    ended = written(admin, "memberEnd", MEMBER, id=id_of(gone), version=1)["membership"]

    assert ended["endedOn"] == "2026-07-01"
    assert "errors" in desk.api(Role.CONTRIBUTOR).answer(WHO)
    assert refused(admin, "memberEnd", id=id_of(gone), version=2) == [("INVALID", "id")]
    assert refused(admin, "memberChangeRole", id=id_of(gone), version=2, role="VIEWER") == [("INVALID", "id")]


def test_a_membership_ends_today_or_later(desk: Desk, admin: Api) -> None:
    someone = id_of(desk.someone())
    assert refused(admin, "memberEnd", id=someone, version=1, endedOn="2026-06-30") == [("OUT_OF_RANGE", "endedOn")]
    ended = written(admin, "memberEnd", MEMBER, id=someone, version=1, endedOn="2126-08-01")["membership"]
    assert ended["endedOn"] == "2126-08-01"


@pytest.mark.parametrize(("mutation", "given"), [("memberEnd", {}), ("memberChangeRole", {"role": "EDITOR"})])
def test_the_last_administrator_stays(mutation: str, given: dict[str, str], desk: Desk, admin: Api) -> None:
    last = id_of(desk.members[Role.ADMIN])
    before = data_version(admin, desk.slug)
    assert refused(admin, mutation, id=last, version=1, **given) == [("INVALID", "id")]
    assert data_version(admin, desk.slug) == before

    desk.someone(Role.ADMIN)
    written(admin, mutation, "membership { id }", id=last, version=1, **given)


def test_an_administrator_who_will_have_left_is_no_successor(desk: Desk, admin: Api) -> None:
    desk.someone(Role.ADMIN, ended_on=date(2126, 1, 1))
    assert refused(admin, "memberEnd", id=id_of(desk.members[Role.ADMIN]), version=1) == [("INVALID", "id")]


def test_two_administrators_who_end_each_other_at_once_leave_one(desk: Desk) -> None:
    first, second = desk.members[Role.ADMIN], desk.someone(Role.ADMIN)
    with inside(desk.world.id):
        askers = [desk.api(), Api(make.make_token(second))]

    def end(asker: Api, member: Membership) -> None:
        try:
            asker.answer(document("memberEnd"), input={"id": id_of(member), "version": 1})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for ending in [pool.submit(end, asker, other) for asker, other in zip(askers, (second, first), strict=True)]:
            ending.result()
    with inside(desk.world.id):
        assert Membership.objects.filter(role=Role.ADMIN, ended_on=None).count() == 1


def test_a_token_is_shown_once_and_signs_its_member_in(desk: Desk, admin: Api) -> None:
    someone = desk.someone(Role.EDITOR)
    given = {"organisation": desk.slug, "name": "Dashboard", "scopes": ["READ"], "membership": id_of(someone)}
    made = written(admin, "apiTokenCreate", "token apiToken { id prefix scopes createdBy { name } }", **given)

    assert made["token"].startswith(made["apiToken"]["prefix"])
    assert made["apiToken"]["createdBy"] == {"name": "Admin"}
    viewer = Api(made["token"]).data(WHO)["viewer"]
    assert viewer == {"name": "Someone", "memberships": [{"role": "EDITOR"}]}
    assert made["token"] not in str(admin.data(TOKENS, slug=desk.slug))


def test_a_token_is_ones_own_unless_it_is_said_whose(desk: Desk, admin: Api) -> None:
    given = {"organisation": desk.slug, "name": "Mine", "scopes": ["ADMIN"]}
    made = written(admin, "apiTokenCreate", "apiToken { membership { name } expiresAt }", **given)["apiToken"]
    assert made == {"membership": {"name": "Admin"}, "expiresAt": None}


def test_who_has_left_gets_no_token(desk: Desk, admin: Api) -> None:
    given = {"organisation": desk.slug, "name": "Late", "scopes": ["READ"], "membership": id_of(desk.gone_member())}
    assert refused(admin, "apiTokenCreate", **given) == [("INVALID", "membership")]


def test_a_revoked_token_is_one_no_longer(desk: Desk, admin: Api) -> None:
    token = desk.scoped_token(TokenScope.READ)
    (id_,) = [each["id"] for each in tokens_of(admin, desk) if each["scopes"] == ["READ"]]
    revoked = written(admin, "apiTokenRevoke", "apiToken { revokedAt viewerCan }", id=id_)["apiToken"]

    assert revoked["revokedAt"]
    assert revoked["viewerCan"] == ["API_TOKEN_REVOKE"]
    assert "errors" in Api(token).answer(WHO)
    assert refused(admin, "apiTokenRevoke", id=id_) == [("INVALID", "id")]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.EDITOR])
def test_tokens_are_shown_to_administrators_alone(role: Role, desk: Desk) -> None:
    assert desk.api(role).data(TOKENS, slug=desk.slug) == {"organisation": {"apiTokens": None}}
    assert asked(desk.api(role), id_of(desk.token()), "id") is None


def test_an_administrators_token_that_reads_alone_shows_no_tokens_and_no_emails(desk: Desk) -> None:
    api = Api(desk.scoped_token(TokenScope.READ))
    shown = api.data(
        "query($slug: String!) { organisation(slug: $slug) { apiTokens { totalCount } members { nodes { email } } } }",
        slug=desk.slug,
    )["organisation"]

    assert shown["apiTokens"] is None
    assert [member["email"] for member in shown["members"]["nodes"] if member["email"]] == [
        desk.members[Role.ADMIN].email
    ]


def test_when_a_token_was_used_is_written_down_to_the_minute_and_changes_no_data(
    desk: Desk, admin: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime(2126, 7, 1, 12, 0, tzinfo=UTC)
    api, seen = Api(desk.scoped_token(TokenScope.WRITE)), []
    before = data_version(admin, desk.slug)
    for moment in (noon, noon + timedelta(seconds=59), noon + timedelta(seconds=61)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        api.data(WHO)
        (used,) = [each["lastUsedAt"] for each in tokens_of(admin, desk) if each["scopes"] == ["WRITE"]]
        seen.append(datetime.fromisoformat(used))

    assert seen == [noon, noon, noon + timedelta(seconds=61)]
    assert data_version(admin, desk.slug) == before


def test_only_the_hash_of_a_token_is_kept(desk: Desk, admin: Api) -> None:
    given = {"organisation": desk.slug, "name": "Kept", "scopes": ["READ"]}
    token = written(admin, "apiTokenCreate", "token", **given)["token"]
    with inside(desk.world.id):
        kept = ApiToken.objects.get(name="Kept")
    assert token not in {str(value) for value in vars(kept).values()}
    assert len(token) == len("opsm_") + 43


def test_a_token_is_not_made_under_a_key_that_would_keep_its_answer(desk: Desk, admin: Api) -> None:
    given = {"organisation": desk.slug, "name": "Kept", "scopes": ["READ"]}
    body = json.dumps({"query": document("apiTokenCreate", "token"), "variables": {"input": given}})
    answer = admin.post(body, **{"idempotency-key": "k"})

    assert (answer.status_code, code_of(answer)) == (400, "BAD_REQUEST")
    assert "Kept" not in {each["name"] for each in tokens_of(admin, desk)}

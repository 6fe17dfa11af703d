"""People sign in by pages, and ask both APIs by the session of their browser."""

import json
import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from ops_model.domain.roles import Role
from ops_model.models import Membership
from ops_model.sign_in import views
from tests import factories as make
from tests.api.browser import SIGN_IN, Browser, SessionApi, account_of, some_password
from tests.api.client import answer_of, code_of
from tests.api.desk import Desk, id_of
from tests.api.endpoints import Endpoint
from tests.api.mutate import document, refused, written
from tests.database import inside

VIEWER = "{ viewer { email memberships { role organisation { slug } } } }"


@pytest.fixture
def desk(committed: None) -> Desk:
    """Have an organisation of one's own."""
    return Desk.new()


@pytest.fixture
def ada(desk: Desk) -> Membership:
    """Have its editor."""
    return desk.members[Role.EDITOR]


def text_of(page: object) -> str:
    """Return what a page says."""
    return getattr(page, "content", b"").decode()


def test_an_email_and_its_password_sign_in_and_lead_to_where_one_came_from(ada: Membership) -> None:
    password = some_password()
    account_of(ada, password)
    browser = Browser()

    answer = browser.sign_in(ada.email.upper(), password, next="/graphql/?x=1")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/graphql/?x=1")
    assert browser.account_id == str(ada.account_id)


def test_it_leads_to_no_other_site(ada: Membership) -> None:
    account_of(ada, password := some_password())
    answer = Browser().sign_in(ada.email, password, next="https://elsewhere.example/")
    assert answer.headers["Location"] == "/graphql/"


@pytest.mark.parametrize("email", ["nobody@example.com", "nobody", "a\0b@example.com", "x" * 10_000 + "@example.com"])
def test_who_is_nobody_is_told_no_more_than_whose_password_is_wrong(ada: Membership, email: str) -> None:
    account_of(ada, some_password())
    browser = Browser()
    wrong = browser.sign_in(ada.email, "not the password")
    unknown = browser.sign_in("nobody@example.com", "not the password")
    odd = browser.sign_in(email, "not the password")

    assert [wrong.status_code, unknown.status_code, odd.status_code] == [200, 200, 200]
    said = [re.findall(r'role="alert">([^<]*)<', text_of(page)) for page in (wrong, unknown)]
    assert said[0] == said[1] != []
    assert browser.account_id is None


def test_a_password_that_is_kept_as_an_older_django_kept_it_signs_in_and_is_kept_anew(
    ada: Membership, settings: Settings
) -> None:
    account_of(ada, password := some_password())
    before = account_of(ada).password
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]

    assert Browser().sign_in(ada.email, password).status_code == 302
    assert account_of(ada).password.startswith("pbkdf2_sha256$") is not before.startswith("pbkdf2_sha256$")
    assert Browser().sign_in(ada.email, password).status_code == 302


def test_an_account_without_a_password_signs_nobody_in(ada: Membership) -> None:
    browser = Browser()
    for password in ("", "!", " "):
        assert browser.sign_in(ada.email, password).status_code == 200
    assert browser.account_id is None


def test_a_session_asks_the_api_as_its_person(desk: Desk, ada: Membership) -> None:
    membership = {"role": "EDITOR", "organisation": {"slug": desk.slug}}
    assert Browser.of(ada).data(VIEWER) == {"viewer": {"email": ada.email, "memberships": [membership]}}


def test_a_session_asks_only_with_the_token_against_forged_requests(endpoint: Endpoint, ada: Membership) -> None:
    browser = Browser.of(ada)
    for token in ("", "x" * 32, "x" * 64):
        answer = browser.post(endpoint.signed_in, path=endpoint.path, forgery_token=token)
        assert (answer.status_code, code_of(answer)) == (403, "BAD_REQUEST")
        assert "X-CSRFToken" in answer_of(answer)["errors"][0]["message"]
    assert browser.post(endpoint.signed_in, path=endpoint.path).status_code == 200


def test_a_header_counts_alone_whatever_cookie_comes_with_it(endpoint: Endpoint, desk: Desk, ada: Membership) -> None:
    browser, elsewhere = Browser.of(ada), Desk.new()
    answers = [
        browser.client.post(
            endpoint.path,
            data={"query": endpoint.of_slug, "variables": {"slug": desk.slug}},
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )
        for token in (desk.world.tokens[Role.VIEWER], elsewhere.world.tokens[Role.ADMIN], "opsm_unknown")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 401]
    shown = [[*answer_of(answer)["data"].values()] for answer in answers[:2]]
    assert shown[0] != shown[1] == [None]


def test_signing_out_ends_the_session_and_takes_a_form_of_ours(endpoint: Endpoint, ada: Membership) -> None:
    browser = Browser.of(ada)
    assert browser.client.get(f"{SIGN_IN}out/").status_code == 405
    assert browser.client.post(f"{SIGN_IN}out/").status_code == 403
    kept = browser.client.cookies["sessionid"].value

    assert browser.submit(SIGN_IN + "out/").status_code == 302
    assert browser.post(endpoint.signed_in, path=endpoint.path).status_code == 401
    browser.client.cookies["sessionid"] = kept
    assert browser.post(endpoint.signed_in, path=endpoint.path).status_code == 401


def test_a_new_password_ends_every_session(endpoint: Endpoint, ada: Membership) -> None:
    browser = Browser.of(ada)
    assert browser.post(endpoint.signed_in, path=endpoint.path).status_code == 200
    account_of(ada, some_password())
    assert browser.post(endpoint.signed_in, path=endpoint.path).status_code == 401


def test_who_has_left_everywhere_is_not_signed_in(endpoint: Endpoint, desk: Desk, ada: Membership) -> None:
    browser = Browser.of(ada)
    with inside(desk.world.id):
        Membership.objects.filter(pk=ada.pk).update(ended_on=date(2020, 1, 1))
    assert browser.post(endpoint.signed_in, path=endpoint.path).status_code == 401


def test_after_ten_wrong_passwords_the_address_waits_and_others_behind_it_do_not(desk: Desk, ada: Membership) -> None:
    password = some_password()
    account_of(ada, password)
    grace = desk.members[Role.ADMIN]
    browser = Browser()
    spelt = [ada.email, ada.email.upper()] * 5
    statuses = [browser.sign_in(email, "wrong").status_code for email in spelt]

    assert statuses == [200] * 9 + [429]
    assert browser.sign_in(ada.email, password).status_code == 429
    assert Browser.of(grace).account_id == str(grace.account_id)
    elsewhere = Browser(Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.7"))
    assert elsewhere.sign_in(ada.email, password).status_code == 302


def test_a_password_is_set_by_a_link_that_is_sent_once(ada: Membership) -> None:
    browser = Browser()
    for email in ("nobody@example.com", ada.email):
        assert browser.submit(f"{SIGN_IN}password/", email=email).headers["Location"] == f"{SIGN_IN}password/sent/"
    (letter,) = mail.outbox
    assert letter.to == [ada.email]
    (link,) = re.findall(r"http://[^\s]+", str(letter.body))
    address = browser.page(link.removeprefix("http://testserver")).headers["Location"]

    short = browser.submit(address, new_password1="short", new_password2="short")
    assert "at least 12" in text_of(short)
    password = some_password()
    assert browser.submit(address, new_password1=password, new_password2=password).status_code == 302
    assert browser.sign_in(ada.email, password).status_code == 302
    again = Browser().page(link.removeprefix("http://testserver"))
    assert "no longer good" in text_of(again)


def test_the_link_leads_to_the_name_that_the_server_is_known_by_whatever_host_was_asked(
    ada: Membership, settings: Settings
) -> None:
    settings.OPS_HOSTS = ["tracker.acme.example"]
    Client().post(f"{SIGN_IN}password/", {"email": ada.email}, headers={"host": "localhost:1"})

    assert "http://tracker.acme.example/sign-in/password/" in str(mail.outbox[0].body)


def test_while_a_password_is_being_tried_the_next_one_waits_or_is_told_to_come_back(
    ada: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "WAIT_SECONDS", 0)
    with views.TRIES_AT_ONCE:
        answer = Browser().sign_in(ada.email, "some password")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert Browser().sign_in(ada.email, "some password").status_code == 200


def test_a_key_is_good_once_also_where_its_person_joins_another_organisation_meanwhile(
    desk: Desk, ada: Membership
) -> None:
    api, initiative = SessionApi(browser=Browser.of(ada)), id_of(desk.initiative())
    added = {"query": document("milestoneAdd", "milestone { id }")}
    body = json.dumps(added | {"variables": {"input": {"initiative": initiative, "name": "M", "dueOn": "2026-09-01"}}})
    first = api.post(body, **{"idempotency-key": "key-777"})
    for earlier in (uuid4(), UUID(int=0)):
        another, account = Desk.new(), account_of(ada)
        with inside(another.world.id):
            make.make_member(another.organisation(), account=account, email=ada.email, id=earlier)
        again = api.post(body, **{"idempotency-key": "key-777"})
        assert (again.headers["Idempotency-Replayed"], answer_of(again)) == ("true", answer_of(first))


@pytest.mark.parametrize("link", ["x/y", "MDE5/y", "AA/set-password", "_w/x-y", "a" * 5000 + "/y"])
def test_a_link_that_is_none_says_so(committed: None, link: str) -> None:
    page = Browser().page(f"{SIGN_IN}password/{link}/")
    assert page.status_code == 200
    assert "no longer good" in text_of(page)


@pytest.mark.parametrize("address", ["", "password/", "password/sent/", "password/x/y/"])
def test_nothing_runs_on_a_page_and_no_cache_keeps_it(committed: None, address: str) -> None:
    page = Browser().page(SIGN_IN + address)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]
    assert "<script" not in text_of(page)


def test_the_cookies_are_for_https_and_for_requests_from_here(ada: Membership, settings: Settings) -> None:
    cookies = Browser.of(ada).client.cookies
    for name in ("sessionid", "csrftoken"):
        assert (cookies[name]["secure"], cookies[name]["samesite"]) == (True, "Lax")
    assert cookies["sessionid"]["httponly"]


def test_a_person_of_two_organisations_sees_and_writes_in_both_and_in_no_third(ada: Membership) -> None:
    here, there, third = Desk.new(), Desk.new(), Desk.new()
    account = account_of(ada)
    with inside(here.world.id):
        make.make_member(here.organisation(), account=account, email=ada.email, role=Role.EDITOR)
    with inside(there.world.id):
        make.make_member(there.organisation(), account=account, email=ada.email, role=Role.VIEWER)
    api = SessionApi(browser=Browser.of(ada))
    slugs = "query($slug: String!) { organisation(slug: $slug) { slug kpis { nodes { id } } } }"
    kpis = {desk.slug: id_of(desk.kpi()) for desk in (here, there, third)}

    for desk in (here, there):
        shown = {"slug": desk.slug, "kpis": {"nodes": [{"id": kpis[desk.slug]}]}}
        assert api.data(slugs, slug=desk.slug)["organisation"] == shown
    assert api.data(slugs, slug=third.slug) == {"organisation": None}
    nodes = api.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[*kpis.values()])["nodes"]
    assert nodes == [{"id": kpis[here.slug]}, {"id": kpis[there.slug]}, None]
    written(api, "kpiUpdate", "kpi { name }", id=kpis[here.slug], version=1, name="Renamed")
    assert refused(api, "kpiUpdate", id=kpis[there.slug], version=1, name="Renamed") == [("FORBIDDEN", "")]
    assert refused(api, "kpiUpdate", id=kpis[third.slug], version=1, name="Renamed") == [("NOT_FOUND", "id")]
    assert refused(api, "kpiUpdate", id="no id", version=1, name="Renamed") == [("INVALID", "id")]
    linked = {"initiative": id_of(there.initiative()), "kpi": kpis[here.slug]}
    assert refused(api, "initiativeLinkKpi", **linked) == [("FORBIDDEN", "")]

"""A browser: cookies, pages, and the API asked by session."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http.response import HttpResponseBase
from django.test import Client

from ops_model.models import Account, Membership
from ops_model.services.account import account_by_id, account_set_password
from tests.api.client import GRAPHQL_RESPONSE, JSON, TRACKER, Api, answer_of

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SIGN_IN = "/sign-in/"


def some_password() -> str:
    """Return a password that nobody has guessed."""
    return uuid4().hex


def account_of(member: Membership, password: str | None = None) -> Account:
    """Return the account of a member, with this password if one is given."""
    account = account_by_id(account_id=member.account_id)
    assert account is not None
    if password:
        account_set_password(account=account, password=password)
    return account


@dataclass(frozen=True, slots=True)
class Browser:
    """One person's browser; checks forged requests as the server does."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    @classmethod
    def of(cls, member: Membership) -> "Browser":
        """Open a browser in which a member is signed in."""
        browser, password = cls(), some_password()
        account_of(member, password)
        assert browser.sign_in(member.email, password).status_code == 302
        return browser

    @property
    def account_id(self) -> str | None:
        """Whose session it is."""
        found: str | None = self.client.session.get(SESSION_KEY)
        return found

    def page(self, address: str) -> HttpResponseBase:
        """Open a page."""
        return self.client.get(address, headers={"accept": HTML})

    def submit(self, address: str, **given: str) -> HttpResponseBase:
        """Open a page and send its form, with the origin that a browser tells under the page's own policy."""
        silent = self.page(address).headers["Referrer-Policy"] == "no-referrer"
        origin = "null" if silent else "http://testserver"
        return self.client.post(
            address, {**given, "csrfmiddlewaretoken": self.forgery_token}, headers={"origin": origin}
        )

    def sign_in(self, email: str, password: str, **given: str) -> HttpResponseBase:
        """Send the form to sign in."""
        return self.submit(SIGN_IN, username=email, password=password, **given)

    @property
    def forgery_token(self) -> str:
        """The token against forged requests, as a page of ours reads it from its cookie."""
        return self.client.cookies[settings.CSRF_COOKIE_NAME].value

    def post(
        self, document: str, *, path: str = TRACKER, forgery_token: str | None = None, **variables: Any
    ) -> HttpResponseBase:
        """Ask an API by session; without a token against forged requests where it is empty."""
        token = self.forgery_token if forgery_token is None else forgery_token
        headers = {"accept": GRAPHQL_RESPONSE, **({"x-csrftoken": token} if token else {})}
        body = json.dumps({"query": document, "variables": variables})
        return self.client.post(path, data=body, content_type=JSON, headers=headers)

    def data(self, document: str, **variables: Any) -> Any:
        """Ask the tracker by session, and return the data of an answer without errors."""
        answer = answer_of(self.post(document, **variables))
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


@dataclass(frozen=True, slots=True)
class SessionApi(Api):
    """Asks as an API client does, by the session of a browser."""

    browser: Browser = field(default_factory=Browser)

    def post(self, body: bytes | str, *, content_type: str = JSON, **headers: str) -> HttpResponseBase:
        """Send a body as it is."""
        data = body if isinstance(body, bytes) else body.encode()
        signed = {"x-csrftoken": self.browser.forgery_token, **headers}
        return self.browser.client.post(self.path, data=data, content_type=content_type, headers=signed)

    def file(self, address: str, **parameters: str) -> HttpResponseBase:
        """Fetch a table as a file."""
        return self.browser.client.get(address, parameters)

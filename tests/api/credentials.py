"""All that someone may ask with, and what it makes them to an organisation."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role, TokenScope
from ops_model.models import Membership
from tests import factories as make
from tests.api import world
from tests.api.access_table import REACH, Standing
from tests.api.browser import Browser, SessionApi, account_of
from tests.api.client import Api
from tests.api.desk import Desk
from tests.database import inside

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LATER = datetime(2021, 1, 1, tzinfo=UTC)
QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"


@dataclass(frozen=True, slots=True)
class HeaderApi(Api):
    """Asks with a header of any kind."""

    header: str = ""

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        return {"authorization": self.header, **headers}


@dataclass(frozen=True, slots=True)
class Credential:
    """A way to ask: what it is, what it makes of who asks to the first of two organisations, and how it is made."""

    name: str
    standing: Standing
    make: Callable[[Desk, Desk], Api]
    elsewhere: Standing = Standing.STRANGER
    """What it makes of a stranger to their own organisation."""
    capped: bool = False
    """Whether it allows less than its member's role."""


def _token(role: Role = Role.ADMIN, **columns: Any) -> Callable[[Desk, Desk], Api]:
    def make_one(here: Desk, _: Desk) -> Api:
        with inside(here.world.id):
            return Api(make.make_token(here.members[role], **columns))

    return make_one


def _token_of_who_left(here: Desk, _: Desk) -> Api:
    gone = here.gone_member()
    with inside(here.world.id):
        return Api(make.make_token(gone))


def _session(role: Role) -> Callable[[Desk, Desk], Api]:
    return lambda here, _: SessionApi(browser=Browser.of(here.members[role]))


def _session_of_who_left(here: Desk, _: Desk) -> Api:
    member = here.someone(Role.EDITOR)
    browser = Browser.of(member)
    with inside(here.world.id):
        Membership.objects.filter(pk=member.pk).update(ended_on=date(2020, 1, 1))
    return SessionApi(browser=browser)


def _session_among_three(role: Role, elsewhere: Role) -> Callable[[Desk, Desk], Api]:
    """Make one of a person who has another role in two other organisations: of the three, the first and the last by
    slug."""

    def make_one(here: Desk, _: Desk) -> Api:
        member = here.someone(role)
        here.kpi(member)
        account = account_of(member)
        for slug in (f"a-{uuid4().hex}", f"z-{uuid4().hex}"):
            with transaction.atomic():
                make.make_member(make.make_organisation(slug), account=account, email=member.email, role=elsewhere)
        return SessionApi(browser=Browser.of(member))

    return make_one


def _elsewhere(made: Callable[[Desk, Desk], Api]) -> Callable[[Desk, Desk], Api]:
    return lambda here, there: made(there, here)


NOBODY, STRANGER = Standing.NOBODY, Standing.STRANGER

CREDENTIALS = (
    Credential("nothing", NOBODY, lambda *_: Api()),
    Credential("a header that is no token's", Standing.GARBLED, lambda *_: HeaderApi(header="Basic b3BzbQ==")),
    Credential("a token that nobody made", NOBODY, lambda *_: Api("opsm_unknown")),
    Credential("an expired token", NOBODY, _token(created_at=LONG_AGO, expires_at=LATER)),
    Credential("a revoked token", NOBODY, _token(revoked_at=LONG_AGO)),
    Credential("the token of someone who has left", NOBODY, _token_of_who_left),
    Credential("the session of someone who has left", NOBODY, _session_of_who_left),
    *(
        Credential(f"a token of ADMIN to {scope}", REACH[scope], _token(scopes=[scope]), capped=True)
        for scope in (TokenScope.READ, TokenScope.WRITE)
    ),
    *(Credential(f"a token of {role} to ADMIN", Standing[role], _token(role)) for role in Role),
    *(Credential(f"a session of {role}", Standing[role], _session(role)) for role in Role),
    Credential(
        "a session of a VIEWER who is ADMIN elsewhere", Standing.VIEWER, _session_among_three(Role.VIEWER, Role.ADMIN)
    ),
    Credential(
        "a session of an ADMIN who is VIEWER elsewhere", Standing.ADMIN, _session_among_three(Role.ADMIN, Role.VIEWER)
    ),
    *(
        Credential(f"a token of another organisation's {role}", STRANGER, _elsewhere(_token(role)), Standing[role])
        for role in (Role.VIEWER, Role.ADMIN)
    ),
    Credential("a session of another organisation's ADMIN", STRANGER, _elsewhere(_session(Role.ADMIN)), Standing.ADMIN),
)

Keys = dict[str, Api]
"""Each credential's name, and the client that asks with it."""


def credentials_made(here: Desk, there: Desk) -> Keys:
    """Make every credential, of two organisations."""
    return {credential.name: credential.make(here, there) for credential in CREDENTIALS}


@contextmanager
def quickly(blocker: DjangoDbBlocker) -> Generator[None]:
    """Use the database for all tests of a module, on the day of the tests; passwords are hashed quickly."""
    with blocker.unblock(), override_settings(OPS_TODAY=world.TODAY, PASSWORD_HASHERS=[QUICK]):
        yield

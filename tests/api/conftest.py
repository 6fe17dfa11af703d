"""Fixtures of the API's tests: they commit, in organisations of their own, and nothing is cleaned up."""

import pytest
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from ops_model.domain.roles import Role
from tests.api import world
from tests.api.client import Api
from tests.api.endpoints import ENDPOINTS, Endpoint
from tests.api.reporting import Reports
from tests.api.world import World


@pytest.fixture(autouse=True)
def _today(settings: Settings) -> None:
    settings.OPS_TODAY = world.TODAY


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def example(committed: None) -> World:
    """Have the organisation of the worked example."""
    return world.worked_example()


@pytest.fixture(scope="session")
def _rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[World, World]:
    with django_db_blocker.unblock():
        return world.rows(1), world.rows(10)


@pytest.fixture
def one(committed: None, _rows: tuple[World, World]) -> World:
    """Have an organisation with one of everything; all tests share it, and none may change it."""
    return _rows[0]


@pytest.fixture
def ten(committed: None, _rows: tuple[World, World]) -> World:
    """Have an organisation with ten of everything; all tests share it, and none may change it."""
    return _rows[1]


@pytest.fixture
def api(example: World) -> Api:
    """Ask about the worked example as its editor."""
    return example.api(Role.EDITOR)


@pytest.fixture
def initiative(example: World, api: Api) -> str:
    """Have the id of an initiative that nobody else writes to."""
    shown = api.data(
        'query($slug: String!) { organisation(slug: $slug) { initiative(code: "SQUADS") { id } } }', slug=example.slug
    )
    return str(shown["organisation"]["initiative"]["id"])


@pytest.fixture
def reports(ten: World) -> Reports:
    """Have the tables of an organisation with ten of everything."""
    return Reports(ten)


@pytest.fixture
def example_reports(example: World) -> Reports:
    """Have the tables of the worked example."""
    return Reports(example)


@pytest.fixture(params=ENDPOINTS, ids=str)
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """Have each API in turn: what takes this tests a rule of both."""
    each: Endpoint = request.param
    return each


@pytest.fixture
def nobody(endpoint: Endpoint) -> Api:
    """Ask each API without a token."""
    return Api(path=endpoint.path)


@pytest.fixture
def member(endpoint: Endpoint, one: World) -> Api:
    """Ask each API as an editor of the organisation with one of everything."""
    return one.api(Role.EDITOR, path=endpoint.path)

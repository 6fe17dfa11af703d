"""Fixtures of every room.

Tests run as the application's role on a database that the owner migrated once. `db` is pytest-django's: a transaction
that is rolled back. `committed` lets a test commit for real; nothing is cleaned up: each makes an organisation of its
own, and the walls keep them apart.
"""

from collections.abc import Generator

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from ops_model.models import Organisation
from tests.database import database_of_its_own
from tests.factories import make_organisation


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let documentation be printed anew instead of only compared (tests/api/test_docs.py)."""
    parser.addoption("--rewrite-docs", action="store_true", help="print the answers in the documentation anew")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Generator[None]:
    """Have one database for the run; pytest-django's way asks for rights that the application's role has not."""
    with django_db_blocker.unblock(), database_of_its_own():
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[None]:
    """Let the test use the database, and commit."""
    with django_db_blocker.unblock():
        yield
        assert not connection.in_atomic_block
        connection.close()


@pytest.fixture
def organisation(db: None) -> Organisation:
    """Have an organisation, entered, that is rolled back."""
    return make_organisation()

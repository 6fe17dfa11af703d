"""Fixtures of the models' tests: two worlds, committed once, for tests that roll back what they do beside them."""

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.models.world import World, make_world


@pytest.fixture(scope="session")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[World, World]:
    """Have two organisations with something of everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        return make_world("world"), make_world("other")


@pytest.fixture
def world(worlds: tuple[World, World], db: None) -> World:
    """Have the first of the two, in a transaction that is rolled back."""
    return worlds[0]


@pytest.fixture
def other(worlds: tuple[World, World], db: None) -> World:
    """Have the second of the two."""
    return worlds[1]

"""Fixtures of the compiler's tests."""

from collections.abc import Generator

import pytest
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from fixtures.demo import DEMO_DAY
from tests.api.demo_world import demo_loaded
from tests.compiler.asking import SLUG, Asking
from tests.compiler.compared import Reference


@pytest.fixture(scope="package")
def _asking(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[Asking]:
    with django_db_blocker.unblock():
        yield Asking(demo_loaded(SLUG))


@pytest.fixture
def asking(_asking: Asking, committed: None, settings: Settings) -> Asking:
    """Ask the demo's first organisation on the demo's day."""
    settings.OPS_TODAY = DEMO_DAY
    return _asking


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch) -> Reference:
    """See what graphql-core is asked for by what executes programs."""
    return Reference(monkeypatch)

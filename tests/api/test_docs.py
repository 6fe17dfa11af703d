"""Every query in the documentation has the answer that is printed below it: asked as the VIEWER of meridian, and what
writes as its EDITOR, unless the page says otherwise; each from the same data.

`pytest tests/api/test_docs.py --rewrite-docs` prints the answers anew; read the difference before you keep it.
"""

import re
from collections.abc import Generator
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from backend.bootstrap import ROOT
from fixtures.demo import DEMO_DAY
from ops_model.graphql.http.errors import ErrorCode
from tests.api.demo_world import demo_loaded
from tests.api.documented import Documented, documented
from tests.api.world import World


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[World]:
    """Have the demo's first organisation, as someone has who tries the documentation."""
    with django_db_blocker.unblock():
        yield demo_loaded()


@pytest.fixture(autouse=True)
def _demo_day(settings: Settings, _today: None) -> None:
    settings.OPS_TODAY = DEMO_DAY


@pytest.mark.parametrize("example", [*documented()], ids=str)
def test_a_documented_query_has_its_printed_answer(
    example: Documented, demo: World, committed: None, request: pytest.FixtureRequest
) -> None:
    with transaction.atomic() if example.writes else nullcontext():
        answer = demo.api(example.role, path=example.path).answer(example.query)
        if example.writes:
            transaction.set_rollback(True)
    if request.config.getoption("--rewrite-docs"):
        example.rewrite(answer)
    assert_same(answer, example.answer)


def test_there_are_queries_in_the_documentation() -> None:
    assert {"README.md", "api.md", "reporting.md"} <= {example.page.name for example in documented()}


def assert_same(answer: Any, printed: Any, path: str = "") -> None:
    """Compare two answers wholly; a figure's last digits depend on how a Python adds up."""
    if isinstance(answer, dict) and isinstance(printed, dict):
        assert answer.keys() == printed.keys(), path
        for key, value in answer.items():
            assert_same(value, printed[key], f"{path}.{key}")
    elif isinstance(answer, list) and isinstance(printed, list):
        assert len(answer) == len(printed), path
        for place, value in enumerate(answer):
            assert_same(value, printed[place], f"{path}.{place}")
    elif isinstance(answer, float) and isinstance(printed, float):
        assert answer == pytest.approx(printed, rel=1e-9, abs=1e-12), path
    else:
        assert answer == printed, path


def test_the_guide_names_every_code_of_an_error() -> None:
    (errors,) = re.findall(r"^## Errors$(.*?)^```", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE | re.DOTALL)
    assert {code.value for code in ErrorCode} <= set(re.findall(r"[A-Z_]{5,}", errors))

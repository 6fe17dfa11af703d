"""Every query in the documentation has the answer that is printed below it: asked as the VIEWER of meridian, and what
writes as its EDITOR, unless the page says otherwise; each from the same data.

`pytest tests/api/test_docs.py --rewrite-docs` prints the answers anew; read the difference before you keep it.
"""

import re
from collections.abc import Generator, Mapping
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from backend.bootstrap import ROOT
from fixtures.demo import DEMO_DAY, demo_documents, reported_days
from ops_model.domain.roles import Role
from ops_model.graphql.http.errors import ErrorCode
from ops_model.services.api_token import api_token_issue
from ops_model.services.organisation_load import organisation_load
from ops_model.services.snapshot import snapshots_take
from tests.api.client import Api
from tests.api.documented import Documented, documented


@pytest.fixture(scope="module")
def readers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Generator[Mapping[Role, Api]]:
    """Ask about the demo's first organisation as someone does who tries the documentation."""
    document = demo_documents()[0]
    with django_db_blocker.unblock():
        loaded = organisation_load(document=document)
        snapshots_take(organisation_id=loaded.organisation_id, days=reported_days(document), today=DEMO_DAY)
        yield {
            role: Api(
                api_token_issue(
                    organisation_id=loaded.organisation_id,
                    membership_id=loaded.membership_ids[f"{role.lower()}@meridian.example"],
                    name="docs",
                )
            )
            for role in Role
        }


@pytest.fixture(autouse=True)
def _demo_day(settings: Settings, _today: None) -> None:
    settings.OPS_TODAY = DEMO_DAY


@pytest.mark.parametrize("example", [*documented()], ids=str)
def test_a_documented_query_has_its_printed_answer(
    example: Documented, readers: Mapping[Role, Api], committed: None, request: pytest.FixtureRequest
) -> None:
    with transaction.atomic() if example.writes else nullcontext():
        answer = readers[example.role].answer(example.query)
        if example.writes:
            transaction.set_rollback(True)
    if request.config.getoption("--rewrite-docs"):
        example.rewrite(answer)
    assert_same(answer, example.answer)


def test_there_are_queries_in_the_documentation() -> None:
    assert {"README.md", "api.md"} <= {example.page.name for example in documented()}


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

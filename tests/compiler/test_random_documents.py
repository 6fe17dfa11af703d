"""Any document about the demo, at both APIs, is answered as graphql-core answers it."""

from typing import Any

import pytest
from graphql import StringValueNode, print_schema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_graphql import queries

from ops_model.domain.roles import Role
from tests.api.client import REPORTING, TRACKER
from tests.api.random_documents import random_query
from tests.api.tried import tried
from tests.compiler.asking import SCHEMAS, SLUG, Asking
from tests.compiler.compared import Reference

TEXTS: dict[str, st.SearchStrategy[str]] = {
    "Date": st.dates().filter(lambda day: 2024 <= day.year <= 2027).map(str),
    "DateTime": st.datetimes().map(lambda at: f"{at.isoformat()}Z"),
    "Decimal": st.sampled_from(["12.50", "1e3", ""]),
    "ID": st.text(max_size=9),
    "String": st.just(SLUG) | st.text(max_size=9),
}
ROLES = st.sampled_from([*Role])


def _scalars() -> dict[str, st.SearchStrategy[Any]]:
    return {name: texts.map(lambda text: StringValueNode(value=text)) for name, texts in TEXTS.items()}


@pytest.mark.parametrize("path", [TRACKER, REPORTING])
def test_any_document_is_answered_as_graphql_core_does(path: str, asking: Asking, reference: Reference) -> None:
    schema = SCHEMAS[path]

    @tried(8, deep=2_000)
    @given(text=queries(print_schema(schema), custom_scalars=_scalars()), role=ROLES)
    def each(text: str, role: Role) -> None:
        asking.compare(schema, text, role)

    each()
    assert all(result.errors for result in reference.results)


def test_any_large_document_is_answered_as_graphql_core_does(asking: Asking, reference: Reference) -> None:
    @tried(15, deep=1_000)
    @given(text=random_query(), role=ROLES)
    def each(text: str, role: Role) -> None:
        asking.compare(SCHEMAS[TRACKER], text.replace("SLUG", SLUG), role)

    each()
    assert all(result.errors for result in reference.results)

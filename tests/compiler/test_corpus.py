"""Every query that is written down anywhere is answered by a program, as graphql-core answers it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from backend.bootstrap import ROOT
from ops_model.domain.roles import Role
from tests.api.client import REPORTING, TRACKER
from tests.api.documented import documented
from tests.api.selections import list_fields
from tests.compiler.asking import SCHEMAS, SLUG, Asking
from tests.compiler.compared import Reference

EXAMPLES = {TRACKER: "ops_model/graphql/tracker/examples", REPORTING: "ops_model/graphql/reporting/examples"}
BENCHMARK = ROOT / "benchmarks/documents/tracker"


@dataclass(frozen=True, slots=True)
class Written:
    """A query of the corpus: where it is written, and the API that it is for."""

    name: str
    path: str
    text: str

    def __str__(self) -> str:
        """Return what a test run calls it."""
        return self.name


def written() -> Iterator[Written]:
    """Yield every query of the documentation, the examples, the benchmark and, made from the schema, one a list."""
    for query in documented():
        if not query.writes:
            yield Written(str(query), query.path, query.query)
    for path, folder in EXAMPLES.items():
        for file in sorted((ROOT / folder).glob("*.graphql")):
            yield Written(file.name, path, file.read_text())
    for file in sorted(BENCHMARK.glob("q?.graphql")):
        yield Written(file.name, TRACKER, file.read_text())
    for field in list_fields():
        yield Written(field.name, TRACKER, field.document)


@pytest.mark.parametrize("query", [*written()], ids=str)
def test_what_is_written_down_is_answered_by_a_program(query: Written, asking: Asking, reference: Reference) -> None:
    text = query.text.replace('"meridian"', f'"{SLUG}"').replace("SLUG", SLUG)
    variables = {"organisation": SLUG} if "$organisation" in text else {}
    asking.compare(SCHEMAS[query.path], text, Role.ADMIN, **variables)
    assert all(result.errors for result in reference.results)

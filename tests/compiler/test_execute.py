"""What is executed by a program, what by graphql-core, and what ends an operation."""

from typing import Any

import pytest
from django.db import DatabaseError
from graphql import GraphQLSchema, build_schema, execute_sync, parse
from pytest_django import Settings

from ops_model.domain.roles import Role
from ops_model.graphql.compiler.execute import execute_query
from ops_model.graphql.compiler.programs import Programs
from ops_model.graphql.http import asked as http_asked
from ops_model.graphql.http.errors import failure_of
from tests.api.client import REPORTING, TRACKER
from tests.compiler.asking import SLUG, Asking
from tests.compiler.compared import Reference, compared, eager


class Failing:
    """A resolver that raises, and counts how often it is asked."""

    def __init__(self, error: Exception) -> None:
        self.times = 0
        self._error = error

    def __call__(self, *_: object) -> None:
        """Raise."""
        self.times += 1
        raise self._error


def _schema(**resolvers: Any) -> GraphQLSchema:
    schema = build_schema(
        "type Query { one: Int two: Int node: Node } type Mutation { one: Int } interface Node { name: String }"
        " type Thing implements Node { name: String }"
    )
    kinds: Any = schema.type_map
    kinds["Node"].resolve_type = lambda *_: "Thing"
    kinds["Query"].fields["node"].resolve = lambda *_: {}
    for name, resolver in resolvers.items():
        kind = "Thing" if name == "name" else "Query"
        kinds[kind].fields[name].resolve = resolver
    kinds["Mutation"].fields["one"].resolve = lambda *_: 1
    return schema


def test_a_query_is_executed_by_a_program_from_the_second_time_on(reference: Reference) -> None:
    programs, schema = Programs(most=10, fields=100), _schema(one=lambda *_: 1)
    for text in ("{ one }", "{ two }", "{ one }", "{ one }"):
        execute_query(schema, parse(text), programs=programs)
    assert len(reference.results) == 2


def test_schemas_operations_and_conditions_have_programs_of_their_own() -> None:
    text = "query A($b: Boolean!) { one two @include(if: $b) } query B($b: Boolean!) { two @include(if: $b) }"
    programs, document = eager(), parse(text)
    for schema in (_schema(one=lambda *_: 1), _schema(one=lambda *_: 2)):
        for name in ("A", "B"):
            for with_two in (True, False, True):
                asked: Any = {"variable_values": {"b": with_two}, "operation_name": name}
                found = execute_query(schema, document, **asked, programs=programs)
                assert found == execute_sync(schema, document, **asked)


def test_changes_and_what_has_no_text_are_left_to_graphql_core(reference: Reference) -> None:
    schema = _schema()
    for document in (parse("mutation { one }"), parse("{ one }", no_location=True)):
        execute_query(schema, document, programs=eager())
    assert len(reference.results) == 2


@pytest.mark.parametrize("variables", [{}, {"b": None}, {"b": 1}, {"b": "true"}])
def test_variables_that_do_not_fit_are_refused_by_graphql_core(variables: dict[str, Any]) -> None:
    result = compared(_schema(), "query($b: Boolean!) { one @skip(if: $b) }", variables)
    assert result.data is None


@pytest.mark.parametrize("text", ["{ one two }", "{ node { name } two }"])
def test_what_ends_the_operation_is_raised_and_nothing_is_executed_again(text: str, reference: Reference) -> None:
    failing = Failing(DatabaseError("gone"))
    schema = _schema(one=failing, name=failing)
    with pytest.raises(DatabaseError, match="gone"):
        execute_query(schema, parse(text), failure_of=failure_of, programs=eager())
    assert failing.times == 1
    assert reference.results == []


def test_any_other_error_is_answered_by_graphql_core(reference: Reference) -> None:
    failing = Failing(LookupError("not there"))
    result = execute_query(_schema(one=failing), parse("{ one two }"), failure_of=failure_of, programs=eager())
    assert [error.path for error in result.errors or ()] == [["one"]]
    assert failing.times == 2
    assert len(reference.results) == 1


QUERIES = {
    TRACKER: f'{{ organisation(slug: "{SLUG}") {{ name levers {{ name }} }} }}',
    REPORTING: f'{{ kpis(organisation: "{SLUG}", first: 2) {{ totalCount nodes {{ key asOf }} }} }}',
}


@pytest.mark.parametrize(("path", "text"), QUERIES.items())
@pytest.mark.parametrize("compiles", [True, False])
def test_both_apis_execute_programs_unless_they_are_switched_off(
    path: str, text: str, *, compiles: bool, asking: Asking, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []

    def executed(*args: Any, original: Any = execute_query, **kwargs: Any) -> Any:
        called.append("program")
        return original(*args, **kwargs, programs=eager())

    monkeypatch.setattr(http_asked, "execute_query", executed)
    settings.OPS_COMPILE = compiles
    answer = asking.world.api(Role.VIEWER, path=path).answer(text)
    assert called == (["program"] if compiles else [])
    assert "errors" not in answer

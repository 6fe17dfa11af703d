"""What an execution comes to, so that two can be compared: to the last byte, and to the class of each value."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import ExecutionResult, GraphQLSchema, execute_sync, parse

from ops_model.graphql.compiler import execute
from ops_model.graphql.compiler.execute import execute_query
from ops_model.graphql.compiler.programs import Programs


@dataclass(frozen=True, slots=True)
class Outcome:
    """The data as JSON and as Python writes them, and of each error its message, path, places and cause."""

    written: str
    data: str
    errors: tuple[tuple[Any, ...], ...]


def outcome(result: ExecutionResult) -> Outcome:
    """Return what a result comes to."""
    errors = tuple(
        (error.message, error.path, error.locations, type(error.original_error), repr(error.original_error))
        for error in result.errors or ()
    )
    return Outcome(json.dumps(result.data, default=repr), repr(result.data), errors)


def eager() -> Programs:
    """Return programs that are compiled when they are asked for first."""
    return Programs(most=100, fields=10_000, tries=0)


_PROGRAMS = eager()


def compared(
    schema: GraphQLSchema, text: str, variables: dict[str, Any] | None = None, *, context: Any = None
) -> ExecutionResult:
    """Execute a document in both ways, look whether they come to the same, and return the result."""
    document = parse(text)
    expected = execute_sync(schema, document, context_value=context, variable_values=variables)
    found = execute_query(schema, document, context_value=context, variable_values=variables, programs=_PROGRAMS)
    assert outcome(found) == outcome(expected), text
    return expected


class Reference:
    """graphql-core, as it is asked by what executes programs; the results are kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.results: list[ExecutionResult] = []
        monkeypatch.setattr(execute, "execute_sync", self)

    def __call__(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        """Execute, and keep the result."""
        self.results.append(execute_sync(*args, **kwargs))
        return self.results[-1]

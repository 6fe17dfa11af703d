"""The one call by which a query is executed: by its program, and by graphql-core wherever that has no answer."""

from collections.abc import Callable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    GraphQLSchema,
    OperationType,
    execute_sync,
    get_argument_values,
)
from graphql.execution.execute import assume_not_awaitable

from ops_model.graphql.compiler.dialect import dialect_of
from ops_model.graphql.compiler.program import Program, program_of
from ops_model.graphql.compiler.programs import Programs

_PROGRAMS = Programs(most=500, fields=20_000)


class Execution(ExecutionContext):
    """One execution of a program, with the arguments of its `given` fields."""

    arguments: list[dict[str, Any]]


def execute_query(
    schema: GraphQLSchema,
    document: DocumentNode,
    *,
    context_value: Any = None,
    variable_values: dict[str, Any] | None = None,
    operation_name: str | None = None,
    failure_of: Callable[[Exception], Exception | None] = lambda _: None,
    programs: Programs = _PROGRAMS,
) -> ExecutionResult:
    """Execute an operation of a valid document as `execute_sync` does, with the same result.

    Resolvers may be called twice: what a program cannot answer, as all that has errors, graphql-core executes from the
    start. Where `failure_of` knows an error to end the operation, what it returns is raised instead. What is no query
    is left to graphql-core alone.
    """
    execution = Execution.build(
        schema, document, None, context_value, variable_values, operation_name, is_awaitable=assume_not_awaitable
    )
    if isinstance(execution, Execution) and execution.operation.operation is OperationType.QUERY:
        program = _program(execution, document, programs)
        result = program and _executed(program, execution, failure_of)
        if result:
            return result
    return execute_sync(
        schema,
        document,
        context_value=context_value,
        variable_values=variable_values,
        operation_name=operation_name,
    )


def _program(execution: Execution, document: DocumentNode, programs: Programs) -> Program | None:
    """Return the operation's program for the variables that directives may have; None for what is not compiled."""
    if document.loc is None:
        return None
    switches = {name: value for name, value in execution.variable_values.items() if isinstance(value, bool)}

    def compiled() -> Program | None:
        try:
            return program_of(execution, switches, dialect_of(execution.schema))
        except Exception:  # whatever it is, graphql-core says it
            return None

    name = execution.operation.name.value if execution.operation.name else None
    return programs.get((execution.schema, document.loc.source.body, name, *switches.items()), compiled)


def _executed(
    program: Program, execution: Execution, failure_of: Callable[[Exception], Exception | None]
) -> ExecutionResult | None:
    """Return the result; None where it is not one without errors."""
    errors: list[Exception] = []
    try:
        execution.arguments = [get_argument_values(*field, execution.variable_values) for field in program.given]
        data = program.run(execution)
    except Exception as raised:
        errors.append(raised)
    errors += execution.collected_errors.errors
    for error in errors:
        if failure := failure_of(error):
            raise failure
    return None if errors else ExecutionResult(data, None)

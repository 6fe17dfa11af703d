"""One operation: one transaction, opened by whoever asks, executed until all that it needs has been read."""

from dataclasses import dataclass

from django.db import transaction
from graphql import DocumentNode, ExecutionResult, GraphQLSchema, execute_sync

from ops_model import clock
from ops_model.graphql.http.answers import Answer
from ops_model.graphql.http.documents import asks_typename_alone, document_parse, document_validate, operation_pick
from ops_model.graphql.http.errors import (
    ApiError,
    ErrorCode,
    RefusedError,
    database_error_of,
    field_entry,
    refusal_entries,
    unauthenticated,
)
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.selectors.access import Access, access_open, token_hash
from ops_model.selectors.reading import Reading


@dataclass(frozen=True, slots=True)
class Context:
    """What resolvers are handed: who asks, and all that this one operation reads, of one moment."""

    access: Access
    reading: Reading


def operation_answer(schema: GraphQLSchema, request: GraphQLRequest, *, token: str | None, limits: Limits) -> Answer:
    """Execute one operation for whoever holds the token.

    Everything is read in one transaction; the first statement signs in. Raises ApiError and RefusedError for what ends
    the request as a whole, and the database's own errors.
    """
    document = document_parse(request.query)
    operation = operation_pick(document, request)
    if asks_typename_alone(document, operation):
        return _answer(execute_sync(schema, document, operation_name=request.operation_name))
    if token is None:
        raise unauthenticated()
    with transaction.atomic():
        context = _context_open(token, limits)
        document_validate(schema, document, operation, limits)
        return _answer(_result(schema, document, request, context, limits))


def _context_open(token: str, limits: Limits) -> Context:
    access = access_open(token_hash=token_hash(token), at=clock.now(), timeout_ms=limits.statement_timeout_ms)
    if access is None:
        raise unauthenticated()
    return Context(access, Reading(access, clock.today))


def _result(
    schema: GraphQLSchema, document: DocumentNode, request: GraphQLRequest, context: Context, limits: Limits
) -> ExecutionResult:
    """Execute, and where histories were asked for that are not read yet, read all of them and execute again: so each
    is one statement for all its parents, however many."""
    for _ in range(limits.history_rounds):
        result = execute_sync(
            schema,
            document,
            context_value=context,
            variable_values=request.variables,
            operation_name=request.operation_name,
        )
        _database_errors_raise(result)
        if not context.reading.histories.pending:
            return result
        context.reading.histories.load()
    raise ApiError(
        ErrorCode.GRAPHQL_VALIDATION_FAILED,
        f"The operation nests histories more than {limits.history_rounds - 1} deep.",
    )


def _database_errors_raise(result: ExecutionResult) -> None:
    """A failed statement ends its transaction, so nothing that other fields answered is of one moment any more."""
    for error in result.errors or ():
        if failure := database_error_of(error):
            raise failure


def _answer(result: ExecutionResult) -> Answer:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        raise RefusedError(refusal_entries(errors, ErrorCode.BAD_USER_INPUT))
    body: dict[str, object] = {"errors": [field_entry(error) for error in errors]} if errors else {}
    return Answer(status=200, body={**body, "data": result.data})

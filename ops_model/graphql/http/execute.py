"""One operation: one transaction, opened by whoever asks, executed until all that it needs has been read."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import Error as DatabaseError
from django.db import transaction
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
)

from ops_model import clock
from ops_model.domain.cost import Cost
from ops_model.graphql.http.answers import Answer
from ops_model.graphql.http.documents import (
    asks_typename_alone,
    cost_check,
    document_parse,
    document_validate,
    operation_pick,
)
from ops_model.graphql.http.errors import (
    ApiError,
    ErrorCode,
    RefusedError,
    database_error_of,
    field_entry,
    is_collision,
    refusal_entries,
    unauthenticated,
)
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.rate import rate_charge, rate_settle
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.graphql.http.trusted import text_check, trusted_check, trusted_text
from ops_model.selectors.access import Access, Writing, access_open, token_hash
from ops_model.selectors.histories import Histories
from ops_model.selectors.reading import Reading


@dataclass(frozen=True, slots=True)
class Context:
    """What resolvers are handed: who asks, and all that this one operation reads, of one moment."""

    access: Access
    reading: Reading


def operation_answer(schema: GraphQLSchema, request: GraphQLRequest, *, token: str | None, limits: Limits) -> Answer:
    """Execute one operation for whoever holds the token.

    Everything is read or written in one transaction; the first statement signs in. What it may cost is drawn from the
    token's bucket before. Raises ApiError and RefusedError for what ends the request as a whole, and the database's own
    errors.
    """
    text = request.query or _trusted_text(request, token, limits)
    text_check(text, request.document_hash)
    document = document_parse(text, limits)
    operation = operation_pick(document, request)
    if asks_typename_alone(document, operation):
        return _answer(execute_sync(schema, document, operation_name=request.operation_name))
    if token is None:
        raise unauthenticated()
    with _told_to_members(token, limits):
        trusted_check(text)
        document_validate(schema, document, operation, limits)
        cost = cost_check(schema, document, operation, request.variables, limits)
    key = token_hash(token)
    rate_charge(key, cost.requested, limits)
    asked = Asked(schema, document, operation, request, limits)
    if operation.operation is OperationType.MUTATION:
        answer = _written(asked, token, tries=limits.write_tries)
    else:
        answer = _read(asked, token)
    return _with_cost(answer, cost, key, limits)


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation, ready to be executed."""

    schema: GraphQLSchema
    document: DocumentNode
    operation: OperationDefinitionNode
    request: GraphQLRequest
    limits: Limits

    @property
    def writing(self) -> Writing:
        """Beside whom it writes: one mutation beside others, several alone."""
        match self.operation.selection_set.selections:
            case (FieldNode(),):
                return Writing.BESIDE_OTHERS
        return Writing.ALONE

    def execute(self, context: Context) -> ExecutionResult:
        """Execute it once. A failed statement ends its transaction, so nothing that other fields answered is of one
        moment any more: it is raised."""
        result = execute_sync(
            self.schema,
            self.document,
            context_value=context,
            variable_values=self.request.variables,
            operation_name=self.request.operation_name,
        )
        for error in result.errors or ():
            if failure := database_error_of(error):
                raise failure
        return result


def _trusted_text(request: GraphQLRequest, token: str | None, limits: Limits) -> str:
    """Return the text of the trusted document that is asked for by its hash."""
    if token is None or request.document_hash is None:
        raise unauthenticated()
    with _told_to_members(token, limits):
        return trusted_text(request.document_hash)


@contextmanager
def _told_to_members(token: str, limits: Limits) -> Generator[None]:
    """Sign in before a refusal is raised: who is not signed in learns nothing of the schema, nor of what is trusted."""
    try:
        yield
    except (ApiError, RefusedError):
        with transaction.atomic():
            _context_open(token, limits)
        raise


def _with_cost(answer: Answer, cost: Cost, key: bytes, limits: Limits) -> Answer:
    """Say in an answer what it cost, and give back what it did not."""
    actual = cost.actual(answer.body["data"])
    remaining = rate_settle(key, cost.requested - actual, limits)
    told = {"requested": cost.requested, "actual": actual, "maximum": limits.cost, "remaining": remaining}
    return replace(answer, body={**answer.body, "extensions": {"cost": told}})


def _read(asked: Asked, token: str) -> Answer:
    with transaction.atomic():
        context = _context_open(token, asked.limits)
        return _answer(_result(asked, context))


def _written(asked: Asked, token: str, *, tries: int) -> Answer:
    """Execute a mutation: all of it in one transaction, in which every field has a savepoint of its own.

    An answer with errors has written nothing and has no data: whoever gets it knows what stands. A transaction that got
    in another's way begins anew, from the first statement on.
    """
    try:
        with transaction.atomic():
            context = _context_open(token, asked.limits, asked.writing)
            result = asked.execute(context)
            if result.errors:
                transaction.set_rollback(True)
                result = ExecutionResult(data=None, errors=result.errors)
            return _answer(result)
    except DatabaseError as error:
        if tries > 1 and is_collision(error):
            return _written(asked, token, tries=tries - 1)
        raise


def _context_open(token: str, limits: Limits, writing: Writing | None = None) -> Context:
    access = access_open(
        token_hash=token_hash(token), at=clock.now(), timeout_ms=limits.statement_timeout_ms, writing=writing
    )
    if access is None:
        raise unauthenticated()
    return Context(access, Reading(access, clock.today, histories=Histories(batched=not writing)))


def _result(asked: Asked, context: Context) -> ExecutionResult:
    """Execute, and where histories were asked for that are not read yet, read all of them and execute again: so each
    is one statement for all its parents, however many."""
    limits = asked.limits
    for _ in range(limits.history_rounds):
        result = asked.execute(context)
        if not context.reading.histories.pending:
            return result
        context.reading.histories.load()
    raise ApiError(
        ErrorCode.GRAPHQL_VALIDATION_FAILED,
        f"The operation nests histories more than {limits.history_rounds - 1} deep.",
    )


def _answer(result: ExecutionResult) -> Answer:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        raise RefusedError(refusal_entries(errors, ErrorCode.BAD_USER_INPUT))
    body: dict[str, object] = {"errors": [field_entry(error) for error in errors]} if errors else {}
    return Answer(status=200, body={**body, "data": result.data})

"""One operation: one transaction, opened by whoever asks, executed until all that it needs has been read."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import orjson
from django.conf import settings
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
from ops_model.graphql.compiler.execute import execute_query
from ops_model.graphql.http.answers import Answer, answer_write, data_answer
from ops_model.graphql.http.answers_remembered import Answers, Remembered, answer_key
from ops_model.graphql.http.credentials import token_note_use
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
    failure_of,
    field_entry,
    is_collision,
    refusal_entries,
    unauthenticated,
)
from ops_model.graphql.http.idempotency import Once, once_read
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.rate import Charge, operation_charge
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.graphql.http.trusted import text_check, trusted_check, trusted_text
from ops_model.selectors.access import Access, Credential, Writing, access_open
from ops_model.selectors.database import MAIN, read_from
from ops_model.selectors.histories import Histories
from ops_model.selectors.reading import Reading

_ANSWERS = Answers()


class Remembering(StrEnum):
    """What a process remembers between requests: nothing, the states of organisations, or answers too."""

    OFF = "off"
    STATE = "state"
    ANSWERS = "answers"


@dataclass(slots=True)
class Context:
    """What resolvers are handed: who asks, and all that this one operation reads, of one moment. Mutations set `wrote`
    where one has written something, and `shows_secret` where the answer shows what is kept nowhere."""

    access: Access
    reading: Reading
    wrote: bool = False
    shows_secret: bool = False


def operation_answer(
    schema: GraphQLSchema,
    request: GraphQLRequest,
    *,
    credential: Credential | None,
    limits: Limits,
    database: str = MAIN,
    repeats: bool = False,
) -> Answer:
    """Execute one operation for whoever signs in by the credential (None: nobody does).

    Everything is read or written in one transaction; the first statement signs in. What is read is read from
    `database`, by its alias. `repeats`: the same question has the same answer while the data are of the same version,
    as far as the reading tells. What it may cost is drawn from the credential's bucket before. Raises ApiError and
    RefusedError for what ends the request as a whole, and the database's own errors.
    """
    text = request.query or _trusted_text(request, credential, limits)
    text_check(text, request.document_hash)
    document = document_parse(text, limits)
    operation = operation_pick(document, request)
    if asks_typename_alone(document, operation):
        return answer_write({"data": execute_sync(schema, document, operation_name=request.operation_name).data})
    if credential is None:
        raise unauthenticated()
    with _told_to_members(credential, limits):
        trusted_check(text)
        document_validate(schema, document, operation, limits)
        cost = cost_check(schema, document, operation, request.variables, limits)
    charge = operation_charge(credential, cost, limits)
    asked = Asked(
        schema, document, operation, replace(request, query=text), limits, credential, charge, database, repeats
    )
    if operation.operation is OperationType.MUTATION:
        answer, access = _written(asked, once_read(request, limits), tries=limits.write_tries)
    else:
        answer, access = _read(asked)
    charge.settle()
    token_note_use(access, at=clock.now())
    return answer


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation, ready to be executed."""

    schema: GraphQLSchema
    document: DocumentNode
    operation: OperationDefinitionNode
    request: GraphQLRequest
    limits: Limits
    credential: Credential
    charge: Charge
    database: str
    repeats: bool

    @property
    def writing(self) -> Writing:
        """How it writes: one mutation beside others, several alone."""
        match self.operation.selection_set.selections:
            case (FieldNode(),):
                alone = False
            case _:
                alone = True
        name = self.operation.name.value if self.operation.name else None
        return Writing(alone=alone, request_id=self.request.id, operation=name)

    def execute(self, context: Context) -> ExecutionResult:
        """Execute it once. What fails the operation as a whole is raised: after a failed statement, which ends its
        transaction, nothing that other fields answered is of one moment any more."""
        execute = partial(execute_query, failure_of=failure_of) if settings.OPS_COMPILE else execute_sync
        result = execute(
            self.schema,
            self.document,
            context_value=context,
            variable_values=self.request.variables,
            operation_name=self.request.operation_name,
        )
        for error in result.errors or ():
            if failure := failure_of(error):
                raise failure
        return result


def _trusted_text(request: GraphQLRequest, credential: Credential | None, limits: Limits) -> str:
    """Return the text of the trusted document that is asked for by its hash."""
    if credential is None or request.document_hash is None:
        raise unauthenticated()
    with _told_to_members(credential, limits):
        return trusted_text(request.document_hash)


@contextmanager
def _told_to_members(credential: Credential, limits: Limits) -> Generator[None]:
    """Sign in before a refusal is raised: who is not signed in learns nothing of the schema, nor of what is trusted."""
    try:
        yield
    except (ApiError, RefusedError):
        with transaction.atomic():
            context_open(credential, limits)
        raise


def _read(asked: Asked) -> tuple[Answer, Access]:
    remembering = Remembering(settings.OPS_REMEMBER)
    with read_from(asked.database), transaction.atomic(using=asked.database):
        context = context_open(asked.credential, asked.limits, remembers=remembering is not Remembering.OFF)
        if asked.repeats and remembering is Remembering.ANSWERS:
            return _remembered(asked, context), context.access
        return _answer(_result(asked, context), asked.charge), context.access


def _remembered(asked: Asked, context: Context) -> Answer:
    """Return the answer that is remembered, or execute, and remember what changes with nothing but its key."""
    key = answer_key(asked.schema, asked.request, context.reading)
    known = _ANSWERS.get(key)
    if known is None:
        result = _result(asked, context)
        if result.errors or result.data is None or not context.reading.is_of_versions:
            return _answer(result, asked.charge)
        known = Remembered(orjson.dumps(result.data), asked.charge.cost.actual(result.data))
        _ANSWERS.put(key, known)
    return data_answer(known.data, {"cost": asked.charge.told(known.cost)})


def _written(asked: Asked, once: Once, *, tries: int) -> tuple[Answer, Access]:
    """Execute a mutation: all of it in one transaction, in which every field has a savepoint of its own; or return what
    was answered when it was sent first, with the same Idempotency-Key.

    A transaction that got in another's way begins anew, from the first statement on.
    """
    try:
        with transaction.atomic():
            with once.turn():
                context = context_open(asked.credential, asked.limits, asked.writing)
                kept = once.claim(context.access)
            return kept or _written_now(asked, context, once), context.access
    except DatabaseError as error:
        if tries > 1 and is_collision(error):
            return _written(asked, once, tries=tries - 1)
        raise


def _written_now(asked: Asked, context: Context, once: Once) -> Answer:
    """Execute a mutation. An answer with errors has written nothing and has no data: whoever gets it knows what stands,
    and may send it again with the same key."""
    result = asked.execute(context)
    if result.errors:
        transaction.set_rollback(True)
        return _answer(ExecutionResult(data=None, errors=result.errors), asked.charge)
    answer = _answer(result, asked.charge)
    once.keep(answer, wrote=context.wrote, shows_secret=context.shows_secret)
    return answer


def context_open(
    credential: Credential, limits: Limits, writing: Writing | None = None, *, remembers: bool = False
) -> Context:
    """Sign in, as the first statement of a transaction, and return what is read there. Raises ApiError UNAUTHENTICATED.
    As many statements as `access_open`."""
    timeout_ms = limits.statement_timeout_ms
    access = access_open(credential=credential, at=clock.now(), timeout_ms=timeout_ms, writing=writing)
    if access is None:
        raise unauthenticated()
    histories = Histories(batched=not writing)
    return Context(access, Reading(access, clock.today, histories=histories, remembers=remembers))


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


def _answer(result: ExecutionResult, charge: Charge) -> Answer:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        raise RefusedError(refusal_entries(errors, ErrorCode.BAD_USER_INPUT))
    body: dict[str, object] = {"errors": [field_entry(error) for error in errors]} if errors else {}
    cost = charge.told(charge.cost.actual(result.data))
    return answer_write({**body, "data": result.data, "extensions": {"cost": cost}})

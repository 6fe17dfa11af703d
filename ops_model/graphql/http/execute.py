"""One operation: parsed, judged and charged, then executed in one transaction."""

from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import replace

from django.db import Error as DatabaseError
from django.db import transaction
from graphql import ExecutionResult, GraphQLSchema, OperationType, execute_sync

from ops_model import clock
from ops_model.graphql.http.answers import Answer, answer_write
from ops_model.graphql.http.asked import Asked, Context, context_open, result_answer
from ops_model.graphql.http.credentials import token_note_use
from ops_model.graphql.http.documents import (
    asks_typename_alone,
    cost_check,
    document_parse,
    document_validate,
    operation_pick,
)
from ops_model.graphql.http.errors import ApiError, RefusedError, is_collision, unauthenticated
from ops_model.graphql.http.idempotency import Once, once_read
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.querying import query_answer
from ops_model.graphql.http.rate import operation_charge
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.graphql.http.trusted import text_check, trusted_check, trusted_text
from ops_model.selectors.access import Access, Credential
from ops_model.selectors.database import MAIN


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
    request = replace(request, query=text)
    document = document_parse(text, limits)
    operation = operation_pick(document, request)
    if asks_typename_alone(document, operation):
        return answer_write({"data": execute_sync(schema, document, operation_name=request.operation_name).data})
    if credential is None:
        raise unauthenticated()
    with _told_to_members(credential, limits):
        trusted_check(text)
        document_validate(schema, document, operation, limits)
        question = request.digest if operation.operation is OperationType.QUERY else None
        cost = cost_check(schema, document, operation, request.variables, limits, digest=question)
    charge = operation_charge(credential, cost, limits)
    asked = Asked(
        schema, document, operation, request, limits, credential, charge, database, question if repeats else None
    )
    if operation.operation is OperationType.MUTATION:
        answer, access = _written(asked, once_read(request, limits), tries=limits.write_tries)
    else:
        answer, access = query_answer(asked)
    charge.settle()
    token_note_use(access, at=clock.now())
    return answer


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
            with closing(context.reading):
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
        return result_answer(ExecutionResult(data=None, errors=result.errors), asked.charge)
    answer = result_answer(result, asked.charge)
    once.keep(answer, wrote=context.wrote, shows_secret=context.shows_secret)
    return answer

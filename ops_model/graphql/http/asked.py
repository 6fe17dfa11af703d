"""An operation that is ready to be executed, and what its resolvers are handed."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    execute_sync,
)

from ops_model import clock
from ops_model.graphql.compiler.execute import execute_query
from ops_model.graphql.http.answers import Answer, answer_write
from ops_model.graphql.http.answers_remembered import Key
from ops_model.graphql.http.errors import (
    ErrorCode,
    RefusedError,
    failure_of,
    field_entry,
    refusal_entries,
    unauthenticated,
)
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.rate import Charge
from ops_model.graphql.http.request import GraphQLRequest
from ops_model.selectors.access import Access, Credential, Seat, Writing, access_open
from ops_model.selectors.histories import Histories
from ops_model.selectors.reading import Reading


@dataclass(slots=True)
class Context:
    """What resolvers are handed: who asks, and all that this one operation reads, of one moment. Mutations set `wrote`
    where one has written something, and `shows_secret` where the answer shows what is kept nowhere."""

    access: Access
    reading: Reading
    wrote: bool = False
    shows_secret: bool = False


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
    question: bytes | None
    """The question's digest, where the same one may have the same answer again."""

    def key(self, days: tuple[tuple[Seat, date], ...]) -> Key | None:
        """Return what its answer depends on, asked from these seats on these days; None where it depends on more."""
        return None if self.question is None else Key(self.schema, self.question, days)

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


def result_answer(result: ExecutionResult, charge: Charge) -> Answer:
    """Return a result as an answer, and as what it costs. Raises RefusedError where all of it was refused."""
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        raise RefusedError(refusal_entries(errors, ErrorCode.BAD_USER_INPUT))
    body: dict[str, object] = {"errors": [field_entry(error) for error in errors]} if errors else {}
    cost = charge.told(charge.cost.actual(result.data))
    return answer_write({**body, "data": result.data, "extensions": {"cost": cost}})

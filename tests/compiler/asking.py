"""Asking an organisation of the demo in both ways, each with a reading of its own, histories in rounds as ever."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from graphql import ExecutionResult, GraphQLSchema, execute_sync, parse

from ops_model.domain.roles import Role
from ops_model.graphql.compiler.execute import execute_query
from ops_model.graphql.http.asked import context_open
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.reporting.schema import SCHEMA as REPORTING_SCHEMA
from ops_model.graphql.tracker.schema import SCHEMA as TRACKER_SCHEMA
from ops_model.selectors.access import Credential, token_hash
from tests.api.client import REPORTING, TRACKER
from tests.api.world import World
from tests.compiler.compared import Outcome, eager, outcome

SLUG = "compiled"
SCHEMAS = {TRACKER: TRACKER_SCHEMA, REPORTING: REPORTING_SCHEMA}

Execute = Callable[..., ExecutionResult]


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks for whoever has a role in an organisation."""

    world: World

    def compare(self, schema: GraphQLSchema, text: str, role: Role = Role.ADMIN, **variables: str) -> Outcome:
        """Execute a document in both ways, look whether they come to the same, and return it."""
        expected = self._outcome(execute_sync, schema, text, role, variables)
        compiled = partial(execute_query, programs=eager())
        assert self._outcome(compiled, schema, text, role, variables) == expected, text
        return expected

    def _outcome(
        self, execute: Execute, schema: GraphQLSchema, text: str, role: Role, variables: dict[str, str]
    ) -> Outcome:
        credential, limits, document = Credential(token_hash(self.world.tokens[role])), Limits(), parse(text)
        with transaction.atomic():
            context = context_open(credential, limits)
            for _ in range(limits.history_rounds):
                result = execute(schema, document, context_value=context, variable_values=variables)
                if not context.reading.histories.pending:
                    break
                context.reading.histories.load()
        return outcome(result)

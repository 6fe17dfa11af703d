"""The tracker's schema, and its text."""

from pathlib import Path

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from ops_model.graphql.compiler.dialect import dialect_declare
from ops_model.graphql.http.cost import costs_declare
from ops_model.graphql.tracker.costs import COSTS
from ops_model.graphql.tracker.dialect import STRAWBERRY
from ops_model.graphql.tracker.mutations.root import Mutation
from ops_model.graphql.tracker.queries import Query
from ops_model.graphql.tracker.scalars import STRAWBERRY_SCALARS

SCHEMA_FILE = Path(__file__).parent / "schema.graphql"

STRAWBERRY_SCHEMA = strawberry.Schema(
    query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=STRAWBERRY_SCALARS)
)

# Strawberry has no public name for it; graphql/http executes it without Strawberry's own HTTP and extensions.
SCHEMA: GraphQLSchema = STRAWBERRY_SCHEMA._schema
costs_declare(SCHEMA, COSTS)
dialect_declare(SCHEMA, STRAWBERRY)


def schema_text() -> str:
    """Return the schema in GraphQL's definition language, as SCHEMA_FILE has it."""
    return f"{STRAWBERRY_SCHEMA.as_str()}\n"

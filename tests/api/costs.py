"""What documents cost before they are asked."""

from typing import Any

from graphql import GraphQLSchema, get_operation_ast

from ops_model.graphql.http.cost import operation_cost
from ops_model.graphql.http.documents import document_parse
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.tracker.schema import SCHEMA


def requested(document: str, schema: GraphQLSchema = SCHEMA, **variables: Any) -> int:
    """Return what a document's operation may cost, in the tracker's schema or another."""
    parsed = document_parse(document, Limits())
    operation = get_operation_ast(parsed)
    assert operation is not None
    return operation_cost(schema, parsed, operation, variables).requested

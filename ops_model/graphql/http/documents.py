"""From the text of a document to one operation that may be executed, and what it may cost."""

from collections.abc import Mapping
from threading import Condition
from typing import Any, cast

from cachetools import LRUCache, cached
from cachetools.keys import hashkey
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    GraphQLSyntaxError,
    Location,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    StringValueNode,
    Visitor,
    get_operation_ast,
    parse,
    validate,
    visit,
)

from ops_model.domain.cost import Cost
from ops_model.graphql.http.cost import operation_cost
from ops_model.graphql.http.errors import ApiError, ErrorCode, RefusedError, refusal_entries
from ops_model.graphql.http.limits import Limits
from ops_model.graphql.http.measure import document_measure
from ops_model.graphql.http.request import GraphQLRequest, text_problem

MOST_BYTES = 50_000_000
"""What the remembered documents may take together, by the estimate of `document_bytes`."""

NODE_BYTES = 150
"""What a character of a document takes once it is parsed, on average."""

MOST_VALID = 5_000
"""How many documents are remembered to be valid."""

MOST_COSTS = 2_000
"""Of how many questions it is remembered what they cost."""

LONGEST_NAME = 100
"""Characters that the name of an operation may have: the audit log writes it down with every change."""


def document_bytes(document: DocumentNode) -> int:
    """Estimate what a parsed document takes in memory."""
    return NODE_BYTES * len(_text(document))


@cached(LRUCache(MOST_BYTES, getsizeof=document_bytes), condition=Condition())
def document_parse(text: str, limits: Limits) -> DocumentNode:
    """Parse a document that is not larger than the limits allow; those that were are remembered. Raises RefusedError
    GRAPHQL_PARSE_FAILED, ApiError GRAPHQL_VALIDATION_FAILED."""
    try:
        document = parse(text, max_tokens=limits.tokens)
        document_measure(document, limits)
        if "\\u" in text:
            visit(document, _EscapedTexts())
    except GraphQLSyntaxError as error:
        raise RefusedError(refusal_entries([error], ErrorCode.GRAPHQL_PARSE_FAILED)) from None
    except RecursionError:
        raise ApiError(ErrorCode.GRAPHQL_PARSE_FAILED, "The document is nested too deeply.") from None
    return document


def documents_forget() -> None:
    """Forget all documents: for who wants to see them parsed and validated."""
    document_parse.cache_clear()
    _validate.cache_clear()
    _cost_of_question.cache_clear()


def operation_pick(document: DocumentNode, request: GraphQLRequest) -> OperationDefinitionNode:
    """Return the operation that the request names, or the only one there is.

    Raises ApiError: GRAPHQL_VALIDATION_FAILED where there is no such one, BAD_REQUEST (405) for a change asked by GET.
    """
    operation = get_operation_ast(document, request.operation_name)
    if operation is None:
        message = (
            f"The document has no operation named '{request.operation_name}'."
            if request.operation_name is not None
            else "Name one operation of the document in 'operationName': it must have exactly one otherwise."
        )
        raise ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, message)
    if operation.name and len(operation.name.value) > LONGEST_NAME:
        message = f"The operation's name is longer than {LONGEST_NAME} characters."
        raise ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, message)
    if operation.operation is not OperationType.QUERY and not request.may_change:
        raise ApiError(
            ErrorCode.BAD_REQUEST, "Only queries may be asked by GET.", status=405, headers={"Allow": "POST"}
        )
    return operation


def asks_typename_alone(document: DocumentNode, operation: OperationDefinitionNode) -> bool:
    """Say whether an operation reads nothing but `__typename` of its root: all that is answered to everyone."""
    return (
        len(document.definitions) == 1
        and operation.operation is OperationType.QUERY
        and not operation.variable_definitions
        and not operation.directives
        and all(_is_bare_typename(selection) for selection in operation.selection_set.selections)
    )


def _is_bare_typename(selection: SelectionNode) -> bool:
    match selection:
        case FieldNode(name=NameNode(value="__typename"), arguments=(), directives=(), selection_set=None):
            return True
    return False


def document_validate(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, limits: Limits
) -> None:
    """Validate a document against the schema; those that are valid are remembered. Raises ApiError or RefusedError:
    GRAPHQL_VALIDATION_FAILED, or BAD_USER_INPUT for a value that a scalar cannot be."""
    if schema.get_root_type(operation.operation) is None:
        message = f"This API knows no {operation.operation.value}."
        raise ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, message)
    _validate(schema, document, limits)


def _text(document: DocumentNode) -> str:
    return cast("Location", document.loc).source.body


def _as_valid(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> object:
    return hashkey(schema, _text(document), limits)


@cached(LRUCache(MOST_VALID), key=_as_valid, condition=Condition())
def _validate(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> None:
    try:
        errors = validate(schema, document, max_errors=limits.shown_errors)
    except RecursionError:
        raise ApiError(ErrorCode.GRAPHQL_VALIDATION_FAILED, "The document is nested too deeply.") from None
    if errors:
        raise RefusedError(refusal_entries(errors, ErrorCode.GRAPHQL_VALIDATION_FAILED))


def cost_check(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limits: Limits,
    *,
    digest: bytes | None = None,
) -> Cost:
    """Return what an operation of a valid document costs; of a question that has a digest it is remembered. Raises
    ApiError COST_LIMIT where it may cost too much."""
    asked = schema, document, operation, variables
    cost = operation_cost(*asked) if digest is None else _cost_of_question(*asked, digest=digest)
    if cost.requested > limits.cost:
        message = (
            f"The operation may cost {cost.requested}, and {limits.cost} is the most: ask for less at once, "
            "by a smaller 'first', fewer lists in lists, or several operations."
        )
        raise ApiError(
            ErrorCode.COST_LIMIT, message, told={"cost": {"requested": cost.requested, "maximum": limits.cost}}
        )
    return cost


def _as_question(schema: GraphQLSchema, *_: object, digest: bytes) -> object:
    return hashkey(schema, digest)


@cached(LRUCache(MOST_COSTS), key=_as_question, condition=Condition())
def _cost_of_question(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    *,
    digest: bytes,
) -> Cost:
    del digest
    return operation_cost(schema, document, operation, variables)


class _EscapedTexts(Visitor):
    """Refuses what an escape in a string of the document stands for, as request.py does for what is written out."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if problem := text_problem(node.value):
            raise ApiError(ErrorCode.BAD_REQUEST, problem)

"""Whether documents of a front end may be trusted: what the API would say of each."""

from collections.abc import Iterator

from graphql import GraphQLSchema, OperationDefinitionNode

from ops_model.graphql.http.documents import cost_check, document_parse, document_validate
from ops_model.graphql.http.errors import ApiError, RefusedError
from ops_model.graphql.http.limits import Limits


def document_problems(schema: GraphQLSchema, text: str, limits: Limits) -> Iterator[str]:
    """Say why the API would refuse a document, every operation of it taken by itself; nothing where it would not.

    Its cost is that of its variables' defaults: what clients send is counted when they send it.
    """
    if len(text.encode()) > limits.document_bytes:
        yield f"It is larger than {limits.document_bytes} bytes."
        return
    try:
        document = document_parse(text, limits)
        operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        if not operations:
            yield "It has no operation."
        for operation in operations:
            document_validate(schema, document, operation, limits)
            cost_check(schema, document, operation, {}, limits)
    except RefusedError as error:
        yield from (entry["message"] for entry in error.entries)
    except ApiError as error:
        yield error.message

"""The two APIs, as commands name them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graphql import GraphQLSchema

from ops_model.graphql.reporting import schema as reporting
from ops_model.graphql.tracker import schema as tracker


@dataclass(frozen=True, slots=True)
class Api:
    """An API: its schema, the file that has it, and what that file should say."""

    schema: GraphQLSchema
    file: Path
    text: Callable[[], str]


APIS = {
    "tracker": Api(tracker.SCHEMA, tracker.SCHEMA_FILE, tracker.schema_text),
    "reporting": Api(reporting.SCHEMA, reporting.SCHEMA_FILE, reporting.schema_text),
}

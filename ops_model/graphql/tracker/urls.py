"""The tracker's addresses, below /graphql/."""

from pathlib import Path

from django.urls import path

from ops_model.graphql.http.graphiql.page import asset_view, page_view
from ops_model.graphql.http.view import graphql_view
from ops_model.graphql.tracker.schema import SCHEMA

EXAMPLES = tuple(file.read_text() for file in sorted((Path(__file__).parent / "examples").glob("*.graphql")))

urlpatterns = [
    path("", graphql_view(SCHEMA, page=page_view(title="Operating model tracker", examples=EXAMPLES))),
    path("assets/<str:name>", asset_view),
]

"""The tracker's addresses, below /graphql/."""

from pathlib import Path

from django.urls import path

from ops_model.graphql.http.graphiql.page import asset_view, page_view, queries_in
from ops_model.graphql.http.view import graphql_view
from ops_model.graphql.tracker.schema import SCHEMA

EXAMPLES = queries_in(Path(__file__).parent / "examples")
_PAGE = page_view(title="Operating model tracker", examples=EXAMPLES)

urlpatterns = [
    path("", graphql_view(SCHEMA, page=_PAGE, repeats=True)),
    path("assets/<str:name>", asset_view),
]

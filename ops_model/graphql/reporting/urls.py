"""The addresses of the reporting API, below /graphql/reporting/, and of its files, below /reporting/."""

from pathlib import Path

from django.urls import path

from ops_model.graphql.http.graphiql.page import asset_view, page_view, queries_in
from ops_model.graphql.http.limits import reporting_limits
from ops_model.graphql.http.view import graphql_view
from ops_model.graphql.reporting.files import file_view
from ops_model.graphql.reporting.schema import SCHEMA
from ops_model.selectors.database import reporting_database

EXAMPLES = queries_in(Path(__file__).parent / "examples")
_PAGE = page_view(title="Operating model reports", examples=EXAMPLES)

urlpatterns = [
    path("", graphql_view(SCHEMA, page=_PAGE, limits_of=reporting_limits, database_of=reporting_database)),
    path("assets/<str:name>", asset_view),
]
file_urlpatterns = [path("<slug:address>.<slug:suffix>", file_view)]

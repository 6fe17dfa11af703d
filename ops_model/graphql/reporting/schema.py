"""The schema of the reporting API: a connection for each table. There is no mutation."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import graphene
from graphql import GraphQLResolveInfo, GraphQLSchema

from ops_model.domain.cost import REPORT, Declared
from ops_model.graphql.compiler.dialect import dialect_declare
from ops_model.graphql.http import relay as words
from ops_model.graphql.http.asked import Context
from ops_model.graphql.http.cost import costs_declare
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.http.scalars import SCALARS
from ops_model.graphql.reporting.arguments import filter_arguments, order_argument, order_read
from ops_model.graphql.reporting.dialect import GRAPHENE
from ops_model.graphql.reporting.pages import MOST_ROWS, PAGE, Page, PageArguments, page_of
from ops_model.graphql.reporting.types import CONNECTIONS
from ops_model.graphql.reporting.words import SCALAR_TYPES
from ops_model.reporting.errors import ReportError
from ops_model.reporting.filters import filter_set
from ops_model.reporting.names import camel_case
from ops_model.reporting.reading import StateRows, TableParameters, table_rows
from ops_model.reporting.tables import TABLES, Table

SCHEMA_FILE = Path(__file__).parent / "reporting.graphql"


def _organisations(root: None, info: GraphQLResolveInfo) -> list[str]:
    del root
    context: Context = info.context
    return [seat.organisation_slug for seat in context.access.seats]


def _field(table: Table) -> graphene.Field:
    return graphene.Field(
        CONNECTIONS[table.view],
        args={
            "organisation": graphene.Argument(
                graphene.NonNull(graphene.String), description="The organisation's slug."
            ),
            **(_DAY if table.is_of_state else {}),
            **filter_arguments(table),
            **_page_arguments(table),
        },
        resolver=_resolver(table),
        description=f"Rows of {table.plural}. {table.about} Null unless the viewer is a member of the organisation.",
    )


_DAY = {
    "as_of": graphene.Argument(
        SCALAR_TYPES[date],
        description="The day, to its end, as of which things stand; null: today in the organisation's time zone.",
    )
}


def _page_arguments(table: Table) -> Mapping[str, graphene.Argument]:
    return {
        "order_by": order_argument(table),
        "first": graphene.Argument(graphene.Int, description=f"How many from the start, 0..{MOST_ROWS}; null: {PAGE}."),
        "after": graphene.Argument(graphene.String, description=words.AFTER),
        "last": graphene.Argument(
            graphene.Int, description=f"How many from the end, 0..{MOST_ROWS}; not together with first."
        ),
        "before": graphene.Argument(graphene.String, description=words.BEFORE),
    }


def _resolver(table: Table) -> Any:
    names = filter_set(table).base_filters.keys()

    def resolve(root: None, info: GraphQLResolveInfo, organisation: str, **given: Any) -> Page | None:
        del root
        context: Context = info.context
        seat = context.access.seat(organisation)
        if seat is None:
            return None
        reading = context.reading
        filters = {name: value for name, value in given.items() if name in names}
        asked = TableParameters(filters, order_read(given.get("order_by")), given.get("as_of"))
        shown, state_of = reading.beside(StateRows), partial(reading.of_seat_at, seat)
        try:
            rows = table_rows(table, seat.organisation_id, asked, shown=shown, state_of=state_of)
        except ReportError as error:
            raise BadInputError(str(error)) from None
        return page_of(rows, PageArguments(**{each.name: given.get(each.name) for each in fields(PageArguments)}))

    return resolve


_FIELDS = {
    "organisations": graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        resolver=_organisations,
        description="The slugs of the organisations that the viewer is a member of.",
    ),
    **{table.name: _field(table) for table in TABLES},
}
_ABOUT = "All that can be asked: tables. What may not be seen is null, as what does not exist."
Query = type("Query", (graphene.ObjectType,), {"__doc__": _ABOUT, **_FIELDS})


def _costs() -> Mapping[str, Declared]:
    costs: dict[str, Declared] = {}
    for table in TABLES:
        costs[f"Query.{camel_case(table.name)}"] = Declared(size=PAGE, most=MOST_ROWS, weight=REPORT)
        costs[f"{table.type_name}Connection.totalCount"] = Declared(weight=REPORT)
        costs[f"{table.type_name}Connection.groups"] = Declared(size=PAGE, most=MOST_ROWS, weight=REPORT)
    return costs


def _schema() -> graphene.Schema:
    made = graphene.Schema(query=Query)
    for scalar in SCALARS.values():  # graphene has no word for it
        made.graphql_schema.type_map[scalar.name].specified_by_url = scalar.specified_by
    costs_declare(made.graphql_schema, _costs())
    dialect_declare(made.graphql_schema, GRAPHENE)
    return made


_GRAPHENE_SCHEMA = _schema()
SCHEMA: GraphQLSchema = _GRAPHENE_SCHEMA.graphql_schema


def schema_text() -> str:
    """Return the schema in GraphQL's definition language, as SCHEMA_FILE has it."""
    return f"{_GRAPHENE_SCHEMA}\n"

"""The types of a table: its row, by graphene-django from the view's model, its connection, and groups of rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import graphene
from django.db import models
from graphene_django import DjangoObjectType
from graphene_django.converter import convert_django_field
from graphql import GraphQLResolveInfo

from ops_model.graphql.http.asked import Context
from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.reporting.connections import Connection
from ops_model.graphql.reporting.pages import MOST_ROWS, PAGE, Page, size_read
from ops_model.graphql.reporting.words import SCALAR_TYPES, enum_of, names_enum
from ops_model.models import reporting as views
from ops_model.models.reporting.columns import meaning_of, unit_of
from ops_model.reporting.reading import StateRows, row_groups, sums_of
from ops_model.reporting.state_rows import Row
from ops_model.reporting.tables import TABLES, TABLES_BY_VIEW, Column, Table

MOST_DIMENSIONS = 5
_CONVERTED = {models.DateField: date, models.DateTimeField: datetime, models.DecimalField: Decimal}
_NESTED: Mapping[str, tuple[str, type[views.ReportRow], str]] = {
    "kpi_id": ("kpi", views.RptKpi, "KPI"),
    "initiative_id": ("initiative", views.RptInitiative, "initiative"),
}
"""Which columns lead to a row of the state: the field, the view and what it is."""


def _convert(kind: "type[models.Field[Any, Any]]", scalar: Any) -> None:
    @convert_django_field.register(kind)  # type: ignore[untyped-decorator]
    def convert(field: Any, registry: Any = None) -> Any:
        del registry
        return scalar(description=str(field.help_text), required=not field.null)


for _kind, _python in _CONVERTED.items():
    _convert(_kind, SCALAR_TYPES[_python])
_convert(models.UUIDField, graphene.ID)


class _RowType(DjangoObjectType):
    """A row, which is a mapping of its columns: a model's instance costs four times as much."""

    class Meta:
        abstract = True

    is_type_of = None


class _RowConnection(Connection):
    """A page of rows, and groups of all of them."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, node: Any = None, **options: Any) -> None:
        table = TABLES_BY_VIEW[node._meta.model]
        cls.groups = _groups(table)
        super().__init_subclass_with_meta__(node=node, description=f"A page of {table.plural}.", **options)


def _row_type(table: Table) -> Any:
    meta = type(
        "Meta",
        (),
        {
            "model": table.view,
            "name": table.type_name,
            "description": table.about,
            "fields": [*table.columns],
            "convert_choices_to_enum": False,
        },
    )
    words = {name: _word(column) for name, column in table.columns.items() if column.choices}
    return type(table.type_name, (_RowType,), {**words, **_nested(table), "Meta": meta})


def _word(column: Column) -> Any:
    return enum_of(column)(description=str(column.help_text), required=not column.null)


def _nested(table: Table) -> dict[str, Any]:
    """Return the fields that lead from a row to the thing that it is of."""
    then = "on the same day" if table.is_of_state else "today"
    return {
        name: graphene.Field(
            lambda view=view: ROW_TYPES[view],
            resolver=_row_of(table, view, column),
            description=f"The {called} as it stands {then}; null where it did not exist.",
        )
        for column, (name, view, called) in _NESTED.items()
        if column in table.columns and table.view is not view
    }


def _row_of(table: Table, view: type[views.ReportRow], column: str) -> Any:
    def resolve(row: Mapping[str, Any], info: GraphQLResolveInfo) -> Row | None:
        context: Context = info.context
        organisation = context.reading.organisation(row["organisation"])
        if organisation is None:
            return None
        state = context.reading.at(organisation, row["as_of"] if table.is_of_state else None)
        return context.reading.beside(StateRows).of(view, state).get(str(row[column]))

    return resolve


def _groups(table: Table) -> Any:
    dimensions = {name: f"{meaning_of(table.columns[name])}." for name in table.dimensions}
    told = f"What {table.plural} can be grouped by."
    by = graphene.List(graphene.NonNull(names_enum(f"{table.type_name}Dimension", told, dimensions)))

    def resolve(page: Page, info: GraphQLResolveInfo, by: Sequence[Any], first: int | None = None) -> list[Row]:
        del info
        size = size_read("first", first)
        if not 0 < len({*by}) <= MOST_DIMENSIONS:
            raise BadInputError(f"'by' names 1 to {MOST_DIMENSIONS} dimensions.")
        names = [each.value for each in by]
        return [_group(table, names, row) for row in row_groups(table, page.rows, names)[:size]]

    return graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(_group_type(table)))),
        by=graphene.Argument(graphene.NonNull(by), description=f"By what, 1 to {MOST_DIMENSIONS} of them."),
        first=graphene.Int(description=f"How many groups at most, 0..{MOST_ROWS}; null: {PAGE}."),
        resolver=resolve,
        description="The whole list, under its filter, in groups: how many rows each has and what adds up. In the "
        "order of the dimensions.",
    )


def _group(table: Table, by: Sequence[str], row: Row) -> Row:
    sums = sums_of(table, by)
    return {**row, "sums": {name: row[f"sum_{name}"] for name in sums} if sums else None}


def _group_type(table: Table) -> Any:
    fields = {name: _dimension(table.columns[name]) for name in table.dimensions}
    fields["count"] = graphene.Int(required=True, description="How many rows it has.")
    if table.sums:
        over = ", and over days: group by AS_OF" if table.is_of_days else ""
        fields["sums"] = graphene.Field(_sums_type(table), description=f"What adds up; null where nothing does{over}.")
    told = f"A group of {table.plural}. A dimension that they are not grouped by is null."
    return type(f"{table.type_name}Group", (graphene.ObjectType,), {**fields, "__doc__": told})


def _dimension(column: Column) -> Any:
    also = ", and where it is null itself" if column.null else ""
    told = f"{meaning_of(column)}; null where they are not grouped by it{also}."
    if column.choices:
        return enum_of(column)(description=told)
    match column:
        case models.BooleanField():
            return graphene.Boolean(description=told)
        case models.DateField():
            return SCALAR_TYPES[date](description=told)
    return graphene.String(description=told)


def _sums_type(table: Table) -> Any:
    fields = {name: _sum(table.columns[name]) for name in table.sums}
    told = f"What adds up in a group of {table.plural}."
    return type(f"{table.type_name}Sums", (graphene.ObjectType,), {**fields, "__doc__": told})


def _sum(column: Column) -> Any:
    kind = graphene.Int if isinstance(column, models.IntegerField) else graphene.Float
    return kind(description=f"{meaning_of(column)}: the sum, in {unit_of(column)}; null where no row has one.")


ROW_TYPES: Mapping[type[views.ReportRow], Any] = {table.view: _row_type(table) for table in TABLES}
"""The row type of each view."""

CONNECTIONS: Mapping[type[views.ReportRow], Any] = {
    view: _RowConnection.create_type(f"{row._meta.name}Connection", node=row) for view, row in ROW_TYPES.items()
}
"""The type of a page of each view's rows."""

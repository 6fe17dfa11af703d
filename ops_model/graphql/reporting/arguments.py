"""The arguments of a table's field: its filters, which are django-filter's, and its order."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import graphene
from django_filters import BooleanFilter, DateFilter, Filter, IsoDateTimeFilter, NumberFilter

from ops_model.graphql.reporting.words import ENUMS, SCALAR_TYPES, enum_of, names_enum
from ops_model.models.reporting.columns import meaning_of
from ops_model.reporting.filters import AnyId, AnyText, AnyWord, FloatBound, WholeBound, filter_set
from ops_model.reporting.ordering import DESCENDING
from ops_model.reporting.tables import Table
from ops_model.selectors.ordering import OrderDirection


def filter_arguments(table: Table) -> Mapping[str, graphene.Argument]:
    """Return an argument for each filter of a table, by its name."""
    filters: Mapping[str, Filter] = filter_set(table).base_filters
    return {name: graphene.Argument(_type(each, table), description=str(each.label)) for name, each in filters.items()}


def _type(asked: Filter, table: Table) -> Any:
    match asked:
        case AnyWord():
            return graphene.List(graphene.NonNull(enum_of(table.columns[asked.field_name])))
        case AnyText():
            return graphene.List(graphene.NonNull(graphene.String))
        case AnyId():
            return graphene.List(graphene.NonNull(graphene.ID))
        case BooleanFilter():
            return graphene.Boolean
        case DateFilter():
            return SCALAR_TYPES[date]
        case IsoDateTimeFilter():
            return SCALAR_TYPES[datetime]
        case NumberFilter():
            return SCALAR_TYPES[Decimal]
        case WholeBound():
            return graphene.Int
        case FloatBound():
            return graphene.Float
    return graphene.String


def order_argument(table: Table) -> graphene.Argument:
    """Return the argument that says in which order rows come: columns, each ascending or descending."""
    columns = {name: f"{meaning_of(column)}." for name, column in table.varying.items()}
    column = names_enum(f"{table.type_name}Column", f"What {table.plural} can be ordered by.", columns)
    direction = ENUMS[OrderDirection]
    key = type(
        f"{table.type_name}Order",
        (graphene.InputObjectType,),
        {
            "__doc__": f"A key by which {table.plural} are ordered.",
            "column": graphene.InputField(graphene.NonNull(column), description="By what."),
            "direction": graphene.InputField(
                direction, default_value=OrderDirection.ASC, description="Which way; null: ascending."
            ),
        },
    )
    told = ", ".join(name.upper() for name in table.order)
    return graphene.Argument(
        graphene.List(graphene.NonNull(key)),
        description=f"In which order, the most important first, at most 5; null: by {told}.",
    )


def order_read(given: Iterable[Any] | None) -> list[str]:
    """Return the keys of an order as the tables read them."""
    descending = {OrderDirection.DESC: DESCENDING}
    return [f"{descending.get(key['direction'], '')}{key['column'].value}" for key in given or ()]

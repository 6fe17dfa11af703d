"""The order of rows."""

from collections.abc import Iterable, Sequence

from django.db.models import F, Func, IntegerField, Value
from django.db.models.expressions import Expression, OrderBy

from ops_model.reporting.errors import ReportError
from ops_model.reporting.tables import Table

DESCENDING = "-"
MOST_KEYS = 5


def row_order(table: Table, by: Sequence[str]) -> tuple[OrderBy, ...]:
    """Return the order by some of the table's columns, `-` before one for descending; by none: the table's own. What is
    alike is ordered by key, so that pages do not overlap. Raises ReportError for too many."""
    keys = by or table.order
    if len(keys) > MOST_KEYS:
        raise ReportError("orderBy", f"An order has at most {MOST_KEYS} columns.")
    return (*(_by(table, key) for key in keys), F("key").asc())


def group_order(table: Table, by: Iterable[str]) -> tuple[OrderBy, ...]:
    """Return the order of groups: by their dimensions, each ascending."""
    return tuple(_by(table, name) for name in by)


def _by(table: Table, key: str) -> OrderBy:
    """By one column: words in the order of the model (levers as in the framework, healths best first), what is null
    last either way."""
    name = key.removeprefix(DESCENDING)
    column = table.columns[name]
    shown: Expression | F = F(name)
    if column.choices:
        words = Value([word for word, _ in column.choices])
        shown = Func(words, F(name), function="array_position", output_field=IntegerField())
    last = True if column.null else None
    return OrderBy(shown, descending=key.startswith(DESCENDING), nulls_last=last)

"""Reading a table: its rows under a filter and in an order, and groups of them."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Sum

from ops_model.models import reporting as views
from ops_model.reporting.errors import ReportError
from ops_model.reporting.filters import Rows, filter_set
from ops_model.reporting.ordering import group_order, row_order
from ops_model.reporting.state_rows import Row, state_rows
from ops_model.reporting.tables import Table
from ops_model.selectors.database import database, database_connection
from ops_model.selectors.state import OrganisationState

View = type[views.ReportRow]


class StateRows:
    """The rows of states that one transaction has computed, and what of them the views of it show."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[tuple[View, OrganisationState], Mapping[str, Row]] = {}
        self._shown: dict[View, list[OrganisationState]] = defaultdict(list)

    def of(self, view: View, state: OrganisationState) -> Mapping[str, Row]:
        """Return the rows of a state by their keys. No statement."""
        if (view, state) not in self._made:
            self._made[view, state] = {row["key"]: row for row in state_rows(view, state)}
        return self._made[view, state]

    def show(self, view: View, state: OrganisationState) -> None:
        """Let the view show the rows of a state, beside those of others. One statement, none for a second time."""
        if state in self._shown[view]:
            return
        self._shown[view].append(state)
        rows = [row for each in self._shown[view] for row in self.of(view, each).values()]
        with database_connection().cursor() as cursor:
            setting = f"ops.{view._meta.db_table}"
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, json.dumps(rows, default=str)])


def table_rows(
    shown: StateRows,
    table: Table,
    state: OrganisationState,
    *,
    filters: Mapping[str, Any] | None = None,
    order: Sequence[str] = (),
) -> Rows:
    """Return the rows of a table of an organisation, of the database that is read, as a query that is still to be
    asked; rows of things are as of the state's day, facts of whichever day.

    One statement for the rows of a state, none for others. Raises ReportError for a filter or an order that cannot be.
    """
    rows: Rows = table.view._default_manager.using(database()).filter(organisation_id=state.id).values(*table.columns)
    asked = filter_set(table)(data=filters or {}, queryset=rows)
    if not asked.is_valid():
        field, messages = next(iter(asked.form.errors.items()))
        raise ReportError(field, " ".join(messages))
    ordered: Rows = asked.qs.order_by(*row_order(table, order))
    if table.is_of_state:
        shown.show(table.view, state)
        return ordered.filter(as_of=state.as_of)
    return ordered


def row_groups(table: Table, rows: Rows, by: Sequence[str]) -> Rows:
    """Return how many rows each group has, as `count`, and what adds up, as `sum_` and the column's name; ordered by
    the dimensions. Over several days shares and points add up to nothing: the sums are there within a day alone."""
    names = dict.fromkeys(by)
    sums = {f"sum_{name}": Sum(name) for name in sums_of(table, by)}
    groups: Rows = rows.order_by().values(*names).annotate(count=Count("key"), **sums)
    return groups.order_by(*group_order(table, names))


def sums_of(table: Table, by: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that add up in groups by these dimensions."""
    return table.sums if not table.has_days or "as_of" in by else ()

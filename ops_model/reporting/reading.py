"""Reading a table: its rows under a filter and in an order, and groups of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from ops_model.models import reporting as views
from ops_model.reporting.errors import ReportError
from ops_model.reporting.filters import Rows, filter_set_of
from ops_model.reporting.names import camel_case
from ops_model.reporting.ordering import group_order, row_order
from ops_model.reporting.state_rows import Row, state_rows
from ops_model.reporting.tables import Table
from ops_model.selectors.database import database
from ops_model.selectors.state import OrganisationState
from ops_model.selectors.tenants import rows_put

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
        """Let the view show the rows of a state, beside those of others. One round trip, none for a second time."""
        if state not in self._shown[view]:
            self._shown[view].append(state)
            rows = [row for each in self._shown[view] for row in self.of(view, each).values()]
            rows_put(view=view._meta.db_table, rows=json.dumps(rows, default=str))


@dataclass(frozen=True, slots=True)
class TableParameters:
    """What is asked of a table: filters by name, in which order rows come, and as of which day things stand (None:
    today)."""

    filters: Mapping[str, Any]
    order: Sequence[str] = ()
    as_of: date | None = None


def table_rows(
    table: Table,
    organisation_id: UUID,
    asked: TableParameters,
    *,
    shown: StateRows,
    state_of: Callable[[date | None], OrganisationState],
) -> Rows:
    """Return the rows of a table of an organisation that was entered, of the database that is read, as a query that is
    still to be asked. `state_of` returns its state as of a day, or today, and is asked for what stands alone.

    No statement for facts; for what stands those of its state, and a round trip. Raises ReportError for a filter or an
    order that cannot be.
    """
    own = table.view._default_manager.using(database()).filter(organisation_id=organisation_id)
    filters = filter_set_of(table, frozenset(asked.filters))
    filtered = filters(data=asked.filters, queryset=own.values(*table.columns))
    if not filtered.is_valid():
        name, messages = next(iter(filtered.form.errors.items()))
        raise ReportError(camel_case(name), " ".join(messages))
    rows: Rows = filtered.qs.order_by(*row_order(table, asked.order))
    if not table.is_of_state:
        return rows
    state = state_of(asked.as_of)
    shown.show(table.view, state)
    return rows.filter(as_of=state.as_of)


def row_groups(table: Table, rows: Rows, by: Sequence[str]) -> Rows:
    """Return how many rows each group has, as `count`, and what adds up, as `sum_` and the column's name; ordered by
    the dimensions. Over several days shares and points add up to nothing: the sums are there within a day alone."""
    names = dict.fromkeys(by)
    sums = {f"sum_{name}": Sum(name) for name in sums_of(table, by)}
    groups: Rows = rows.order_by().values(*names).annotate(count=Count("key"), **sums)
    return groups.order_by(*group_order(table, names))


def sums_of(table: Table, by: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that add up in groups by these dimensions."""
    return table.sums if not table.is_of_days or "as_of" in by else ()

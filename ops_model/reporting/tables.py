"""The tables, each over one view: what its rows are ordered by, what they can be grouped by, and what adds up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import BooleanField, DateField, DateTimeField, Field

from ops_model.models import reporting as views

UNSHOWN = frozenset({"organisation_id"})
"""Columns that row security and joins need, and nobody sees: the organisation is told by its slug."""

Column: TypeAlias = "Field[Any, Any]"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: its `name` in snake case, what its rows are called, its view's model, by which columns it is ordered,
    which of its texts are dimensions, which are searched, which numbers add up over rows of one day, and which flag
    marks rows that are left out unless they are asked for."""

    name: str
    plural: str
    view: type[views.ReportRow]
    order: tuple[str, ...]
    texts: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    left_out: str | None = None

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The columns that are shown, by name."""
        return {each.name: each for each in self.view._meta.local_fields if each.name not in UNSHOWN}

    @cached_property
    def varying(self) -> Mapping[str, Column]:
        """The columns that differ from row to row; of which organisation, and as of which day things stand, is said."""
        same = {"organisation", "as_of"} if self.is_of_state else {"organisation"}
        return {name: column for name, column in self.columns.items() if name not in same}

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that rows can be grouped by: words, flags, days, and the texts that say so."""
        return tuple(name for name, column in self.varying.items() if name in self.texts or _is_dimension(column))

    @property
    def type_name(self) -> str:
        """What a row is called."""
        return self.view.__name__.removeprefix("Rpt")

    @property
    def address(self) -> str:
        """What it is called in addresses."""
        return self.name.replace("_", "-")

    @property
    def about(self) -> str:
        """What a row is."""
        return " ".join(str(self.view.__doc__).split())

    @property
    def is_of_state(self) -> bool:
        """Whether it shows how things stand on a day, and not what happened or was reported."""
        return issubclass(self.view, views.ReportState)

    @property
    def is_of_days(self) -> bool:
        """Whether the same things stand there day after day, so that numbers add up within a day alone."""
        return issubclass(self.view, views.ReportDay)


def _is_dimension(column: Column) -> bool:
    return bool(column.choices) or (
        isinstance(column, BooleanField | DateField) and not isinstance(column, DateTimeField)
    )


OF_KPI = ("kpi_code", "kpi_name")
OF_INITIATIVE = ("initiative_code", "initiative_name")

TABLES = (
    Table(
        name="scorecard_days",
        plural="days of the scorecard",
        view=views.RptScorecardDay,
        order=("as_of",),
        texts=("month",),
    ),
    Table(
        name="lever_days",
        plural="days of levers",
        view=views.RptLeverDay,
        order=("as_of", "lever"),
        texts=("month",),
        sums=("index_share",),
    ),
    Table(
        name="kpi_days",
        plural="days of KPIs",
        view=views.RptKpiDay,
        order=("as_of", "kpi_code"),
        texts=(*OF_KPI, "unit", "month"),
        searched=OF_KPI,
        sums=("index_share",),
    ),
    Table(
        name="initiative_days",
        plural="days of initiatives",
        view=views.RptInitiativeDay,
        order=("as_of", "initiative_code"),
        texts=(*OF_INITIATIVE, "month"),
        searched=OF_INITIATIVE,
        sums=("index_share", "weight"),
    ),
    Table(
        name="levers",
        plural="levers",
        view=views.RptLever,
        order=("lever",),
        texts=("sponsor",),
        sums=("index_share", "index_points"),
    ),
    Table(
        name="kpis",
        plural="KPIs",
        view=views.RptKpi,
        order=("kpi_code",),
        texts=(*OF_KPI, "unit", "owner", "source"),
        searched=OF_KPI,
        sums=("index_share", "index_points"),
        left_out="archived",
    ),
    Table(
        name="initiatives",
        plural="initiatives",
        view=views.RptInitiative,
        order=("initiative_code",),
        texts=(*OF_INITIATIVE, "owner", "sponsor"),
        searched=(*OF_INITIATIVE, "customer_outcome"),
        sums=("index_share", "index_points", "weight", "overdue_milestones"),
        left_out="archived",
    ),
    Table(
        name="milestones",
        plural="milestones",
        view=views.RptMilestone,
        order=("due_on", "initiative_code"),
        texts=(*OF_INITIATIVE, "owner", "month"),
        searched=(*OF_INITIATIVE, "milestone_name"),
        sums=("slippage_days",),
        left_out="archived",
    ),
    Table(
        name="measurements",
        plural="measurements",
        view=views.RptMeasurement,
        order=("observed_on", "kpi_code"),
        texts=(*OF_KPI, "unit", "recorded_by", "month"),
        searched=(*OF_KPI, "note"),
        sums=("sample_size",),
        left_out="superseded",
    ),
    Table(
        name="check_ins",
        plural="check-ins",
        view=views.RptCheckIn,
        order=("checked_on", "initiative_code"),
        texts=(*OF_INITIATIVE, "author", "month"),
        searched=(*OF_INITIATIVE, "happened", "next", "path_to_green"),
    ),
)
"""All tables, in the order in which they are listed."""

TABLES_BY_ADDRESS = {table.address: table for table in TABLES}
TABLES_BY_VIEW = {table.view: table for table in TABLES}

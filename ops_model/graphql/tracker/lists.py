"""The lists of the schema: each resolver reads its arguments and asks one selector for a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, TypeVar

from strawberry import UNSET, Parent, argument

from ops_model.graphql.http.errors import BadInputError
from ops_model.graphql.tracker import filters, inputs
from ops_model.graphql.tracker.connections import After, Before, First, IncludeArchived, Last
from ops_model.graphql.tracker.fields import AsOf, Info, as_of_day
from ops_model.graphql.tracker.inputs import filter_read, order_read
from ops_model.selectors import filters as asked
from ops_model.selectors import lists, orders, reports
from ops_model.selectors.api_tokens import api_tokens_page
from ops_model.selectors.change_pages import changes_page
from ops_model.selectors.check_in_pages import check_ins_page
from ops_model.selectors.measurement_pages import measurements_page
from ops_model.selectors.pages import Page, PageArguments, PageError
from ops_model.selectors.state import OrganisationState

T = TypeVar("T")

_FILTER = argument(name="filter", description="Which of them; null or left out: all.")
_ORDER = argument(description="In which order, by each key in turn; null or left out: the list's own order.")
_FROM = argument(name="from", description="The first day; null or left out: from the beginning.")
_TO = argument(name="to", description="The last day; null or left out, and at most: asOf.")

InitiativeWhere = Annotated[filters.InitiativeFilter | None, _FILTER]
KpiWhere = Annotated[filters.KpiFilter | None, _FILTER]
MilestoneWhere = Annotated[filters.MilestoneFilter | None, _FILTER]
MemberWhere = Annotated[filters.MemberFilter | None, _FILTER]
ChangeWhere = Annotated[filters.ChangeFilter | None, _FILTER]
InitiativeOrder = Annotated[list[inputs.InitiativeOrder] | None, _ORDER]
KpiOrder = Annotated[list[inputs.KpiOrder] | None, _ORDER]
MilestoneOrder = Annotated[list[inputs.MilestoneOrder] | None, _ORDER]
MemberOrder = Annotated[list[inputs.MemberOrder] | None, _ORDER]
Since = Annotated[date | None, _FROM]
Until = Annotated[date | None, _TO]
IncludeSuperseded = Annotated[
    bool | None, argument(description="Whether to list corrected and withdrawn ones too; null: no.")
]


@contextmanager
def _refusing() -> Iterator[None]:
    """Tell the client what a selector says of its page arguments."""
    try:
        yield
    except PageError as error:
        raise BadInputError(str(error)) from None


def initiatives(
    root: Parent[OrganisationState | reports.Lever],
    info: Info,
    *,
    where: InitiativeWhere = UNSET,
    order_by: InitiativeOrder = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    include_archived: IncludeArchived = False,
    as_of: AsOf = UNSET,
) -> Page[reports.Initiative]:
    """An organisation's initiatives, or those with a share in a lever."""
    with _refusing():
        return lists.initiatives_page(
            as_of_day(root, info, as_of),
            filter_by=filter_read(where, asked.InitiativeFilter),
            order_by=order_read(order_by, orders.InitiativeOrder),
            include_archived=bool(include_archived),
            arguments=_page(first, after, last, before),
        )


def kpis(
    root: Parent[OrganisationState | reports.Lever],
    info: Info,
    *,
    where: KpiWhere = UNSET,
    order_by: KpiOrder = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    include_archived: IncludeArchived = False,
    as_of: AsOf = UNSET,
) -> Page[reports.Kpi]:
    """An organisation's KPIs, or a lever's."""
    with _refusing():
        return lists.kpis_page(
            as_of_day(root, info, as_of),
            filter_by=filter_read(where, asked.KpiFilter),
            order_by=order_read(order_by, orders.KpiOrder),
            include_archived=bool(include_archived),
            arguments=_page(first, after, last, before),
        )


def milestones(
    root: Parent[OrganisationState | reports.Initiative],
    info: Info,
    *,
    where: MilestoneWhere = UNSET,
    order_by: MilestoneOrder = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    include_archived: IncludeArchived = False,
    as_of: AsOf = UNSET,
) -> Page[reports.Milestone]:
    """The milestones of an organisation's initiatives, or of one initiative."""
    with _refusing():
        return lists.milestones_page(
            as_of_day(root, info, as_of),
            filter_by=filter_read(where, asked.MilestoneFilter),
            order_by=order_read(order_by, orders.MilestoneOrder),
            include_archived=bool(include_archived),
            arguments=_page(first, after, last, before),
        )


def members(
    root: Parent[OrganisationState],
    info: Info,
    *,
    where: MemberWhere = UNSET,
    order_by: MemberOrder = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> Page[reports.Membership]:
    """An organisation's members."""
    with _refusing():
        return lists.members_page(
            as_of_day(root, info, as_of),
            filter_by=filter_read(where, asked.MemberFilter),
            order_by=order_read(order_by, orders.MemberOrder),
            arguments=_page(first, after, last, before),
        )


def api_tokens(
    root: Parent[OrganisationState],
    info: Info,
    *,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Page[reports.ApiToken] | None:
    """An organisation's tokens, for whoever may see them."""
    tokens = info.context.reading.api_tokens(root)
    if tokens is None:
        return None
    with _refusing():
        return api_tokens_page(tokens.values(), root, arguments=_page(first, after, last, before))


def check_ins(
    root: Parent[OrganisationState | reports.Initiative],
    info: Info,
    *,
    since: Since = UNSET,
    until: Until = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> Page[reports.CheckIn]:
    """The check-ins of an initiative, or of all of an organisation's."""
    with _refusing():
        return check_ins_page(
            info.context.reading.histories,
            as_of_day(root, info, as_of),
            since=since or None,
            until=until or None,
            arguments=_page(first, after, last, before),
        )


def measurements(
    root: Parent[reports.Kpi],
    info: Info,
    *,
    since: Since = UNSET,
    until: Until = UNSET,
    include_superseded: IncludeSuperseded = False,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> Page[reports.MeasurementReport]:
    """A KPI's measurements."""
    with _refusing():
        return measurements_page(
            info.context.reading.histories,
            as_of_day(root, info, as_of),
            since=since or None,
            until=until or None,
            include_superseded=bool(include_superseded),
            arguments=_page(first, after, last, before),
        )


def changes(
    root: Parent[OrganisationState],
    info: Info,
    *,
    where: ChangeWhere = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> Page[reports.Change]:
    """What was changed in an organisation, and by whom."""
    with _refusing():
        return changes_page(
            info.context.reading.histories,
            root,
            role=info.context.access.seat_in(root.id).role,
            filter_by=filter_read(where, asked.ChangeFilter),
            arguments=_page(first, after, last, before),
        )


def _page(first: int | None, after: str | None, last: int | None, before: str | None) -> PageArguments:
    return PageArguments(first=_given(first), after=_given(after), last=_given(last), before=_given(before))


def _given(value: T) -> T | None:
    return None if value is UNSET else value

"""The bounded lists of an organisation, page by page: filtered and ordered by what is shown, computed figures included.

They are at hand in the state: no function here causes a statement. All raise PageError (CursorError for a cursor of
another list) for arguments that cannot be. What does not exist yet on the state's date is in no list, what is archived
only where asked for.
"""

from collections.abc import Sequence
from functools import partial

from ops_model.selectors.filters import (
    InitiativeFilter,
    KpiFilter,
    MemberFilter,
    MilestoneFilter,
    initiative_conditions,
    kpi_conditions,
    member_conditions,
    milestone_conditions,
)
from ops_model.selectors.matching import matching
from ops_model.selectors.orders import (
    InitiativeOrder,
    KpiOrder,
    MemberOrder,
    MilestoneOrder,
    initiative_ordering,
    kpi_ordering,
    member_ordering,
    milestone_ordering,
)
from ops_model.selectors.pages import FIRST_PAGE, Page, PageArguments, list_digest, page_of
from ops_model.selectors.reports import Initiative, Kpi, Lever, Membership, Milestone
from ops_model.selectors.state import OrganisationState


def initiatives_page(
    of: OrganisationState | Lever,
    *,
    filter_by: InitiativeFilter | None = None,
    order_by: Sequence[InitiativeOrder] = (),
    include_archived: bool = False,
    arguments: PageArguments = FIRST_PAGE,
) -> Page[Initiative]:
    """Return a page of an organisation's initiatives, or of those with a share in a lever, by code unless ordered."""
    there = [one for one in of.initiatives if one.exists] if include_archived else of.standing_initiatives
    listed = matching(there, initiative_conditions(filter_by))
    digest = partial(list_digest, "initiatives", of.id, include_archived, filter_by, tuple(order_by))
    return page_of(listed, ordering=initiative_ordering(order_by), digest=digest, arguments=arguments)


def kpis_page(
    of: OrganisationState | Lever,
    *,
    filter_by: KpiFilter | None = None,
    order_by: Sequence[KpiOrder] = (),
    include_archived: bool = False,
    arguments: PageArguments = FIRST_PAGE,
) -> Page[Kpi]:
    """Return a page of an organisation's KPIs, or of a lever's, by code unless ordered."""
    there = [kpi for kpi in of.kpis if kpi.exists] if include_archived else of.standing_kpis
    listed = matching(there, kpi_conditions(filter_by))
    digest = partial(list_digest, "kpis", of.id, include_archived, filter_by, tuple(order_by))
    return page_of(listed, ordering=kpi_ordering(order_by), digest=digest, arguments=arguments)


def milestones_page(
    of: OrganisationState | Initiative,
    *,
    filter_by: MilestoneFilter | None = None,
    order_by: Sequence[MilestoneOrder] = (),
    include_archived: bool = False,
    arguments: PageArguments = FIRST_PAGE,
) -> Page[Milestone]:
    """Return a page of the milestones of an organisation's initiatives, or of one initiative, by due date unless
    ordered.

    Those of an archived initiative are listed where asked for, and by the initiative itself.
    """
    archived_too = include_archived or isinstance(of, Initiative)
    there = [
        milestone
        for milestone in of.milestones
        if milestone.initiative.exists and (archived_too or not milestone.initiative.archived)
    ]
    listed = matching(there, milestone_conditions(filter_by))
    digest = partial(list_digest, "milestones", of.id, include_archived, filter_by, tuple(order_by))
    return page_of(listed, ordering=milestone_ordering(order_by), digest=digest, arguments=arguments)


def members_page(
    of: OrganisationState,
    *,
    filter_by: MemberFilter | None = None,
    order_by: Sequence[MemberOrder] = (),
    arguments: PageArguments = FIRST_PAGE,
) -> Page[Membership]:
    """Return a page of an organisation's members, ended ones included, by name unless ordered."""
    listed = matching(of.members, member_conditions(filter_by))
    digest = partial(list_digest, "members", of.id, filter_by, tuple(order_by))
    return page_of(listed, ordering=member_ordering(order_by), digest=digest, arguments=arguments)

"""What people reported of initiatives, page by page."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ops_model.domain.progress.vocabulary import Health
from ops_model.selectors.facts.sql import Row
from ops_model.selectors.histories import Histories
from ops_model.selectors.history_pages import ById, Moment, Source, Span, history_page
from ops_model.selectors.pages import FIRST_PAGE, NO_PAGE, Page, PageArguments
from ops_model.selectors.reports import CheckIn, Initiative

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def check_ins_page(
    histories: Histories,
    of: "Initiative | OrganisationState",
    *,
    since: date | None = None,
    until: date | None = None,
    arguments: PageArguments = FIRST_PAGE,
) -> Page[CheckIn]:
    """Return a page of an initiative's check-ins, or of those of all initiatives that exist and are not archived,
    newest first, dated by the state's date and within the days given, both included; withdrawn ones are out, and before
    the initiative exists there are none.

    One statement for all initiatives with the same arguments, one more if a total is asked for. Raises PageError.
    """
    if isinstance(of, Initiative) and not of.exists:
        return NO_PAGE
    source = _OF_INITIATIVE if isinstance(of, Initiative) else _OF_ORGANISATION
    return history_page(histories, source, Span(since, until), of=of, arguments=arguments)


def check_in_report(row: Row, state: "OrganisationState") -> CheckIn:
    """Make the report of a check-in."""
    (id_, initiative_id, checked_on, health, confidence, happened, next_, path_to_green, *made) = row
    author_id, recorded_at, version = made
    return CheckIn(
        id=id_,
        initiative_id=initiative_id,
        checked_on=checked_on,
        health=Health[health],
        confidence=confidence,
        happened=happened,
        next=next_,
        path_to_green=path_to_green,
        author_id=author_id,
        recorded=recorded_at.isoformat(),
        version=version,
        state=state,
    )


def _moment(check_in: CheckIn) -> Moment:
    return check_in.checked_on, check_in.recorded_at, check_in.id


_OF_INITIATIVE = Source(
    name="check-ins",
    table="check_in",
    columns="id, initiative_id, checked_on, health, confidence, happened, next, path_to_green, author_id, recorded_at, "
    "version",
    day="checked_on",
    of_parent="initiative_id = parent.id",
    counts="withdrawn_at IS NULL",
    report=check_in_report,
    moment=_moment,
)


def _initiatives_listed(state: "OrganisationState") -> dict[str, object]:
    return {"listed": [str(one.id) for one in state.initiatives if one.exists and not one.archived]}


_OF_ORGANISATION = replace(
    _OF_INITIATIVE,
    of_parent="organisation_id = parent.id AND initiative_id = ANY(%(listed)s::uuid[])",
    given=_initiatives_listed,
)

CHECK_IN_BY_ID = ById(_OF_INITIATIVE)
"""A check-in by its own id, unless it was withdrawn."""

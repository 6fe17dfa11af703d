"""What whoever signed in may do to what is shown."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from ops_model.domain.permissions import Action, Sight, Thing, actions_on, may_see, owns
from ops_model.selectors.access import Access
from ops_model.selectors.reports import (
    ApiToken,
    CheckIn,
    Initiative,
    Kpi,
    KpiLink,
    Lever,
    MeasurementReport,
    Membership,
    Milestone,
    Vision,
)
from ops_model.selectors.reports.editable import InState
from ops_model.selectors.state import OrganisationState


def viewer_can(access: Access, report: InState) -> tuple[Action, ...]:
    """Return what may be done to the thing of a report by who signed in, by the permission table alone: whether it is
    archived, or in which stage it is, is not asked. No statement."""
    thing, owner = _THINGS[type(report)]
    seat = access.seat_in(report.state.id)
    return actions_on(thing, seat.role, owns=owns(seat.membership_id, owner(report)))


def member_email(access: Access, member: Membership) -> str | None:
    """Return a member's e-mail as who signed in may see it; None: they may not. No statement."""
    return member.email if email_shown(access, member.id, member.state) else None


def email_shown(access: Access, membership_id: UUID, state: OrganisationState) -> bool:
    """Say whether who signed in may see the e-mail of a member of an organisation. No statement."""
    seat = access.seat_in(state.id)
    return membership_id == seat.membership_id or may_see(seat.role, Sight.MEMBER_EMAIL)


def _nobody(_: object) -> None:
    return None


def _own_owner(report: Initiative | Kpi) -> UUID | None:
    return report.owner_id


def _owner_of_initiative(report: Milestone | CheckIn | KpiLink) -> UUID | None:
    return report.initiative.owner_id


def _owner_of_kpi(report: MeasurementReport) -> UUID | None:
    return report.kpi.owner_id


_THINGS: Mapping[type[object], tuple[Thing, Callable[[Any], UUID | None]]] = {
    OrganisationState: (Thing.ORGANISATION, _nobody),
    Lever: (Thing.LEVER, _nobody),
    Vision: (Thing.VISION, _nobody),
    Membership: (Thing.MEMBERSHIP, _nobody),
    Initiative: (Thing.INITIATIVE, _own_owner),
    Milestone: (Thing.MILESTONE, _owner_of_initiative),
    CheckIn: (Thing.CHECK_IN, _owner_of_initiative),
    KpiLink: (Thing.KPI_LINK, _owner_of_initiative),
    Kpi: (Thing.KPI, _own_owner),
    MeasurementReport: (Thing.MEASUREMENT, _owner_of_kpi),
    ApiToken: (Thing.API_TOKEN, _nobody),
}

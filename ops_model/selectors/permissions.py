"""What whoever signed in may do to what is shown."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from ops_model.domain.permissions import Action, Thing, actions_on, owns
from ops_model.selectors.access import Access
from ops_model.selectors.reports import (
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
from ops_model.selectors.state import OrganisationState


def viewer_can(access: Access, report: object) -> tuple[Action, ...]:
    """Return what may be done to the thing of a report by who signed in, by the permission table alone: whether it is
    archived, or in which stage it is, is not asked. No statement."""
    thing, owner = _THINGS[type(report)]
    return actions_on(thing, access.role, owns=owns(access.membership_id, owner(report)))


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
}

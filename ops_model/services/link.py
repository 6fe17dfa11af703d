"""Links of initiatives to the KPIs that they are to move."""

from datetime import date
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.models import Initiative, InitiativeKpi, Kpi
from ops_model.services.archive import not_archived_check
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.refusals import fields_check, one_write
from ops_model.services.rows import row_change, row_lock, version_check
from ops_model.services.writer import Writer


def initiative_link_kpi(
    *, writer: Writer, initiative_id: UUID, kpi_id: UUID, weight: float, linked_on: date | None
) -> UUID:
    """Link an initiative to a KPI, of whichever lever, from a day on, today (None) or any other, and return the link's
    id. A KPI is linked once at a time.

    Three statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for what is archived, DUPLICATE for a KPI that
    is linked, OUT_OF_RANGE for the weight.
    """
    writer.ask(Action.INITIATIVE_LINK_KPI)
    with one_write():
        initiative = row_lock(Initiative, writer, initiative_id, field=("initiative",))
        not_archived_check(initiative, writer, field=("initiative",))
        kpi = row_lock(Kpi, writer, kpi_id, field=("kpi",))
        not_archived_check(kpi, writer, field=("kpi",))
        row = InitiativeKpi(
            organisation_id=writer.organisation_id,
            initiative_id=initiative_id,
            kpi_id=kpi_id,
            weight=weight,
            linked_on=linked_on or writer.today,
            updated_by_id=writer.membership_id,
        )
        fields_check(row)
        row.save(force_insert=True)
    return row.pk


def initiative_unlink_kpi(*, writer: Writer, link_id: UUID, version: int, unlinked_on: date | None) -> UUID:
    """End a link: it holds no more from a day on, today (None) or any other that is not before it began. Days before
    keep it.

    Two statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for a link that has ended and for a day
    before it began.
    """
    writer.ask(Action.INITIATIVE_UNLINK_KPI)
    with one_write():
        link = row_lock(InitiativeKpi, writer, link_id)
        version_check(link, version)
        if link.unlinked_on is not None:
            raise ServiceError(
                ErrorCode.INVALID, ("id",), f"The link has ended: its last day is before {link.unlinked_on}."
            )
        row_change(link, writer, {"unlinked_on": unlinked_on or writer.today})
    return link_id

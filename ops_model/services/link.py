"""Links of initiatives to the KPIs that they are to move."""

from datetime import date
from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.domain.progress import begun
from ops_model.models import Initiative, InitiativeKpi, Kpi
from ops_model.services.archive import not_archived_check
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.refusals import Path, fields_check, one_write
from ops_model.services.rows import row_change, row_lock, version_check
from ops_model.services.work import work_check
from ops_model.services.writer import Writer


def initiative_link_kpi(
    *, writer: Writer, initiative_id: UUID, kpi_id: UUID, weight: float, linked_on: date | None
) -> UUID:
    """Link an initiative to a KPI, of whichever lever, from a day on, today (None) or any other, and return the link's
    id. On every day a KPI is linked once.

    Five statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, INVALID for what is archived, NOT_ALLOWED_IN_STAGE for
    an initiative that has ended, DUPLICATE for a KPI that is linked on the day or later, OUT_OF_RANGE for the weight.
    """
    writer.ask(Action.INITIATIVE_LINK_KPI)
    with one_write():
        initiative = row_lock(Initiative, writer, initiative_id, field=("initiative",))
        work_check(writer, Action.INITIATIVE_LINK_KPI, initiative, field=("initiative",))
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
        _linked_once_check(row, field=("kpi",))
        row.save(force_insert=True)
    return row.pk


def initiative_unlink_kpi(*, writer: Writer, link_id: UUID, version: int, unlinked_on: date | None) -> UUID:
    """End a link: it holds no more from a day on, today (None) or any other that is not before it began. Days before
    keep it. An end that is still to come can be moved.

    Five statements. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, INVALID for a link that has ended, for a day
    before it began and for an initiative that is archived, NOT_ALLOWED_IN_STAGE for one that has ended, DUPLICATE where
    another link of the pair has begun by then.
    """
    writer.ask(Action.INITIATIVE_UNLINK_KPI)
    with one_write():
        link = row_lock(InitiativeKpi, writer, link_id)
        initiative = row_lock(Initiative, writer, link.initiative_id)
        work_check(writer, Action.INITIATIVE_UNLINK_KPI, initiative)
        version_check(link, version)
        if begun(link.unlinked_on, writer.today):
            message = f"The link has ended: the first day without it is {link.unlinked_on}."
            raise ServiceError(ErrorCode.INVALID, ("id",), message)
        link.unlinked_on = unlinked_on or writer.today
        _linked_once_check(link, field=("unlinked_on",))
        row_change(link, writer, {"unlinked_on": link.unlinked_on})
    return link_id


def _linked_once_check(link: InitiativeKpi, *, field: Path) -> None:
    """Refuse a link that would hold on a day on which another of the pair does. One statement, under the initiative's
    lock."""
    others = InitiativeKpi.objects.filter(
        organisation_id=link.organisation_id, initiative_id=link.initiative_id, kpi_id=link.kpi_id
    ).exclude(pk=link.pk)
    if link.unlinked_on is not None:
        others = others.filter(linked_on__lt=link.unlinked_on)
    if others.exclude(unlinked_on__lte=link.linked_on).exists():
        message = "It is linked to this KPI on some of these days already: end that link first, or give other days."
        raise ServiceError(ErrorCode.DUPLICATE, field, message)

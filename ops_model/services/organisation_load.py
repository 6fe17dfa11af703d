"""Loads whole organisations from documents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models, transaction

from ops_model.documents.check import document_check
from ops_model.documents.codec import DocumentError, document_read
from ops_model.documents.organisation import OrganisationDocument
from ops_model.selectors.tenants import organisation_enter, tenant_enter
from ops_model.services.account import account_ensure
from ops_model.services.errors import ErrorCode, ServiceError
from ops_model.services.history import command_note
from ops_model.services.organisation_rows import OrganisationRows
from ops_model.services.refusals import refusals, time_zone_check


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLoaded:
    """The organisation's id, and its members' by their e-mail addresses."""

    organisation_id: UUID
    membership_ids: Mapping[str, UUID]


def organisation_load(*, document: Mapping[str, object]) -> OrganisationLoaded:
    """Write one organisation from its document (documents/organisation.py), all or nothing.

    One statement a table, and two or three a member, whose account may be there already. Raises ServiceError:
    DUPLICATE where the slug is taken, INVALID with the path of what is not as described, and what PostgreSQL refuses.
    """
    entries = _read(document)
    rows = OrganisationRows(entries)
    with transaction.atomic(), refusals():
        if organisation_enter(slug=entries.slug) is not None:
            raise ServiceError(ErrorCode.DUPLICATE, ("slug",), f"There is an organisation {entries.slug} already.")
        tenant_enter(organisation_ids=[rows.organisation_id])
        command_note(command="organisation_load")
        rows.organisation().save(force_insert=True)
        account_ids = {entry.email: account_ensure(email=entry.email).pk for entry in entries.members}
        _write(rows.memberships(account_ids))
        for table in _tables(rows):
            _write(table())
    return OrganisationLoaded(
        organisation_id=rows.organisation_id,
        membership_ids={entry.email: rows.member_id(entry.email) for entry in entries.members},
    )


def _tables(rows: OrganisationRows) -> tuple[Callable[[], Iterable[models.Model]], ...]:
    """Return the makers of rows, what is referred to before what refers to it."""
    return (
        rows.scoring_policies,
        rows.levers,
        rows.kpis,
        rows.kpi_terms,
        rows.measurements,
        rows.visions,
        rows.initiatives,
        rows.initiative_terms,
        rows.milestones,
        rows.links,
        rows.check_ins,
    )


def _write(rows: Iterable[models.Model]) -> None:
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made)


def _read(document: Mapping[str, object]) -> OrganisationDocument:
    try:
        entries = document_read(OrganisationDocument, document)
        document_check(entries)
    except DocumentError as error:
        raise ServiceError(ErrorCode.INVALID, error.path, error.message) from error
    time_zone_check(entries.time_zone)
    return entries

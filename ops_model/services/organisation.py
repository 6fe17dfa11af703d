"""Organisations: the tenants."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from ops_model.domain.framework import Framework
from ops_model.domain.permissions import Action
from ops_model.domain.progress import facts
from ops_model.domain.roles import Role
from ops_model.models import Account, Lever, Membership, Organisation, ScoringPolicy
from ops_model.selectors.framework import framework_get
from ops_model.services.account import account_ensure
from ops_model.services.api_token import api_token_issue
from ops_model.services.history import command_note
from ops_model.services.refusals import fields_check, one_write, refusals, time_zone_check
from ops_model.services.rows import Changes, columns_check, not_found, organisation_lock, row_change, version_check
from ops_model.services.terms_rows import POLICY
from ops_model.services.writer import Writer

_ADMIN_NAMES = {"email": "admin_email", "name": "admin_name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCreated:
    """What was made; `token` signs the administrator in and cannot be shown again."""

    organisation_id: UUID
    admin_membership_id: UUID
    token: str


def organisation_create(
    *, slug: str, name: str, admin_email: str, admin_name: str, time_zone: str = "UTC"
) -> OrganisationCreated:
    """Make an organisation whole: six levers with the framework's shifts, a scoring policy from the beginning of time,
    and an administrator with a token. Whoever has an account with this e-mail gets no second one. Afterwards the
    transaction has entered the organisation.

    At most nine statements. Raises ServiceError: INVALID, TOO_LONG or REQUIRED for slug, name, e-mail, name of the
    administrator and time zone, DUPLICATE for the slug; LookupError where no framework is loaded.
    """
    time_zone_check(time_zone)
    framework = framework_get()
    with transaction.atomic():
        command_note(command="organisation_create")
        organisation = Organisation(id=_enter_new(), slug=slug, name=name, time_zone=time_zone)
        fields_check(organisation)
        with refusals():
            organisation.save(force_insert=True)
            Lever.objects.bulk_create(_levers(organisation, framework))
            _first_policy(organisation).save(force_insert=True)
        admin = _admin(organisation, email=admin_email, name=admin_name)
        token = api_token_issue(organisation_id=organisation.pk, membership_id=admin.pk, name="first token")
    return OrganisationCreated(organisation_id=organisation.pk, admin_membership_id=admin.pk, token=token)


def organisation_update(*, writer: Writer, organisation_id: UUID, version: int, columns: Changes) -> UUID:
    """Change the organisation itself: the columns given, and no others. Its slug stays: addresses lead to it.

    Two statements. Raises ServiceError: FORBIDDEN, NOT_FOUND for any other organisation, CONFLICT, and what columns
    cannot be.
    """
    writer.ask(Action.ORGANISATION_UPDATE)
    columns_check(columns)
    if columns.get("time_zone"):
        time_zone_check(columns["time_zone"])
    if organisation_id != writer.organisation_id:
        raise not_found(Organisation, ("id",))
    with one_write():
        organisation = organisation_lock(writer)
        version_check(organisation, version)
        row_change(organisation, writer, columns)
    return organisation_id


def _enter_new() -> UUID:
    """Make an identifier, and enter the organisation that is to have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, set_config('ops.organisations', id::text, true) FROM ops_uuid7() AS id")
        (organisation_id, _) = cursor.fetchone()
    return UUID(str(organisation_id))


def _levers(organisation: Organisation, framework: Framework) -> list[Lever]:
    return [
        Lever(organisation=organisation, kind=text.kind, shift_from=text.shift_from, shift_to=text.shift_to)
        for text in framework.levers
    ]


def _first_policy(organisation: Organisation) -> ScoringPolicy:
    return ScoringPolicy(organisation=organisation, **POLICY.columns(facts.ScoringPolicy()))


def _admin(organisation: Organisation, *, email: str, name: str) -> Membership:
    fields_check(Account(email=email), _ADMIN_NAMES)
    account = account_ensure(email=email)
    membership = Membership(organisation=organisation, account=account, name=name, email=email, role=Role.ADMIN)
    fields_check(membership, _ADMIN_NAMES)
    with refusals(_ADMIN_NAMES):
        membership.save(force_insert=True)
    return membership

"""Loads the demo's organisations once, and sees that its people have tokens that work, and a password."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction

from backend.demo.announcement import DemoOrganisation, DemoUser
from backend.demo.kept import keep, kept_tokens
from fixtures.demo import DEMO_DAY, DEMO_USERS, demo_documents, reported_days
from ops_model.models import ApiToken, Membership
from ops_model.selectors.access import token_hash
from ops_model.selectors.tenants import organisation_enter
from ops_model.services.account import account_by_id, account_set_password
from ops_model.services.api_token import api_token_issue
from ops_model.services.history import command_note
from ops_model.services.organisation_load import organisation_load
from ops_model.services.snapshot import snapshots_take

DEMO_PASSWORD = "meridian and alder"  # noqa: S105 - made up, as the organisations are
TOKEN_NAME = "Demo"  # noqa: S105 - what the token is called, not the token


def organisations_ready(data: Path, *, today: date) -> tuple[DemoOrganisation, ...]:
    """Load what is missing of the demo, and return its people with their tokens.

    What an earlier demo loaded stays as it is, and so do its tokens while the database knows them: it may be another.
    Each organisation is loaded whole or not at all, and then what it reported of days past.
    """
    for document in demo_documents():
        demo_organisation_ready(document)
    kept = kept_tokens(data)
    organisations = tuple(_with_tokens(slug, emails, kept.get(slug, {})) for slug, emails in DEMO_USERS.items())
    tokens = {ready.slug: {user.email: user.token for user in ready.users} for ready in organisations}
    keep(data, today=today.isoformat(), tokens=tokens)
    return organisations


def demo_organisation_ready(document: Mapping[str, object]) -> UUID:
    """Load an organisation of the demo, and take its snapshots, where they are missing; return its id."""
    with transaction.atomic():
        organisation_id = organisation_enter(slug=str(document["slug"]))
    if organisation_id is None:
        organisation_id = organisation_load(document=document).organisation_id
    snapshots_take(organisation_id=organisation_id, days=reported_days(document), today=DEMO_DAY)
    return organisation_id


def _with_tokens(slug: str, emails: tuple[str, ...], kept: Mapping[str, str]) -> DemoOrganisation:
    with transaction.atomic():
        organisation_id = organisation_enter(slug=slug)
        if organisation_id is None:
            raise LookupError(slug)
        command_note(command="demo")
        users = tuple(_user(organisation_id, email, kept.get(email)) for email in emails)
    return DemoOrganisation(slug, users)


def _user(organisation_id: UUID, email: str, token: str | None) -> DemoUser:
    member = Membership.objects.get(organisation_id=organisation_id, email=email)
    if token is None or not _is_known(organisation_id, token):
        token = api_token_issue(organisation_id=organisation_id, membership_id=member.pk, name=TOKEN_NAME)
    account = account_by_id(account_id=member.account_id)
    if account is not None and not account.has_usable_password():
        account_set_password(account=account, password=DEMO_PASSWORD)
    return DemoUser(email, member.role, token)


def _is_known(organisation_id: UUID, token: str) -> bool:
    return ApiToken.objects.filter(
        organisation_id=organisation_id, token_hash=token_hash(token), revoked_at=None
    ).exists()

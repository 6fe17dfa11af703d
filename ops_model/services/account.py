"""Accounts: who signs in."""

from datetime import datetime
from uuid import UUID

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from ops_model.models import Account
from ops_model.selectors.tenants import key_held


def account_ensure(*, email: str) -> Account:
    """Return the account with this e-mail address, whatever its case; make it, without a password, where there is none.

    Inside a transaction. One or two statements.
    """
    with key_held(email):
        return _by_email(email) or Account.objects.create(email=email)


def account_by_email(*, email: str) -> Account | None:
    """Return the account with this e-mail address, whatever its case; None where there is none. One statement."""
    with transaction.atomic(), key_held(email):
        return _by_email(email)


def account_by_id(*, account_id: UUID) -> Account | None:
    """Return an account; None where there is none. One statement."""
    with transaction.atomic(), key_held(str(account_id)):
        return Account.objects.filter(pk=account_id).first()


def account_has_password(*, account: Account, password: str) -> bool:
    """Say whether the password is the account's; one that is kept as an older Django kept it is kept anew. At most one
    statement."""
    with transaction.atomic(), key_held(str(account.pk)):
        return account.check_password(password)


def account_set_password(*, account: Account, password: str) -> None:
    """Give an account a password; whoever is signed in as it, in whatever browser, is so no longer. One statement."""
    account.set_password(password)
    with transaction.atomic(), key_held(str(account.pk)):
        account.save(update_fields=["password"])


def sessions_clean_up(*, at: datetime) -> int:
    """Delete the sessions of browsers that have expired by an instant, and return how many. One statement."""
    deleted, _ = Session.objects.filter(expire_date__lte=at).delete()
    return deleted


def sign_in_tries_clean_up(*, at: datetime) -> int:
    """Delete the wrong tries to sign in that keep nobody waiting any more, and return how many. At most three
    statements."""
    tries = AccessAttempt.objects.filter(attempt_time__lte=at - settings.AXES_COOLOFF_TIME)
    deleted: dict[str, int] = tries.delete()[1]
    return deleted.get(AccessAttempt._meta.label, 0)


def same_email(email: str) -> Exact:
    """Return what tells whether a row has this e-mail, whatever its case."""
    return Exact(Lower("email"), Lower(Value(email)))


def _by_email(email: str) -> Account | None:
    return Account.objects.filter(same_email(email)).first()

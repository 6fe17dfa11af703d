"""Accounts: who signs in."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from ops_model.models import Account
from ops_model.selectors.access import key_held


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


def account_set_password(*, account: Account, password: str) -> None:
    """Give an account a password; whoever is signed in as it, in whatever browser, is so no longer. One statement."""
    account.set_password(password)
    with transaction.atomic(), key_held(str(account.pk)):
        account.save(update_fields=["password"])


def _by_email(email: str) -> Account | None:
    same: Q | Exact = Exact(Lower("email"), Lower(Value(email)))
    return Account.objects.filter(same).first()

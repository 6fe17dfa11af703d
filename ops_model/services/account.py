"""Accounts: who signs in."""

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from ops_model.models import Account


def account_ensure(*, email: str) -> Account:
    """Return the account with this e-mail address, whatever its case; make it where there is none.

    Inside a transaction, which afterwards holds the address as its key. Two or three statements.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ops.key', %s, true)", [email])
    known = Account.objects.filter(Exact(Lower("email"), Lower(Value(email)))).first()
    return known or Account.objects.create(email=email)

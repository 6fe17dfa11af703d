"""How Django finds accounts."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from ops_model.models import Account
from ops_model.services.account import account_by_email, account_by_id, account_has_password


class AccountBackend(BaseBackend):
    """Signs in by e-mail and password. It answers as slowly where there is no such account as where the password is
    wrong: who has an account is nobody's business."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: object
    ) -> Account | None:
        """Return the account of an e-mail (`username`) if the password is its own."""
        del request
        if username is None or password is None or "\0" in username:
            return None
        account = account_by_email(email=username)
        if account is None:
            Account().set_password(password)
            return None
        return account if account_has_password(account=account, password=password) else None

    def get_user(self, user_id: UUID | str) -> Account | None:
        """Return the account of a session."""
        return account_by_id(account_id=UUID(str(user_id)))

"""The forms of the pages: Django's, over our accounts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm, SetPasswordForm

from ops_model.models import Account
from ops_model.services.account import account_by_email, account_set_password


class SignInForm(AuthenticationForm):
    """E-mail and password. An address that a database cannot hold is nobody's."""

    username = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"})
    )

    def clean_username(self) -> str:
        """Return the e-mail in small letters, so that tries are counted of one account and not of its spellings."""
        return str(self.cleaned_data["username"]).lower()

    def confirm_login_allowed(self, user: Any) -> None:
        """Let in whoever the backend found."""


class PasswordLinkForm(PasswordResetForm):
    """Sends the link by which a password is set, for the first time or anew."""

    def get_users(self, email: str) -> Iterator[Any]:
        """Yield the account of an e-mail, also one without a password yet."""
        account = account_by_email(email=email)
        if account is not None:
            yield account


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, given twice."""

    def save(self, commit: bool = True) -> Account:  # noqa: FBT001, FBT002 - Django's own signature
        """Keep it."""
        del commit
        account: Account = self.user
        account_set_password(account=account, password=self.cleaned_data["new_password1"])
        return account

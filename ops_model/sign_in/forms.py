"""The forms of the pages: Django's, over our accounts."""

from collections.abc import Iterator
from typing import Any

from axes.utils import reset
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm, SetPasswordForm

from ops_model.models import Account
from ops_model.services.account import account_by_email, account_set_password


def _password(label: str, *, help_text: str = "") -> forms.CharField:
    typed = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=typed, help_text=help_text)


class SignInForm(AuthenticationForm):
    """E-mail and password. An address that a database cannot hold is nobody's."""

    error_messages = {**AuthenticationForm.error_messages, "invalid_login": "The e-mail or the password is wrong."}

    username = forms.EmailField(
        label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"})
    )

    def clean_username(self) -> str:
        """Return the e-mail in small letters, so that tries are counted of one account and not of its spellings."""
        return str(self.cleaned_data["username"]).lower()

    def confirm_login_allowed(self, user: Any) -> None:
        """Let in whoever the backend found."""


class PasswordLinkForm(PasswordResetForm):
    """Sends the link by which a password is set, for the first time or anew."""

    email = forms.EmailField(label="E-mail", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def save(self, **options: Any) -> None:  # type: ignore[override]
        """Send it; it leads to the name that the server is known by, where one is set, whatever a Host header says."""
        known = {"domain_override": settings.OPS_HOSTS[0]} if settings.OPS_HOSTS else {}
        super().save(**{**options, **known})

    def get_users(self, email: str) -> Iterator[Any]:
        """Yield the account of an e-mail, also one without a password yet."""
        account = account_by_email(email=email)
        if account is not None:
            yield account


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A new password, given twice. It ends the waiting after too many wrong ones."""

    new_password1 = _password("New password", help_text="At least 12 characters, and none that is commonly used.")
    new_password2 = _password("The same again")

    def validate_password_for_user(self, user: Account, *_: object) -> None:
        """Tell what is wrong with the password beside the first of the two."""
        super().validate_password_for_user(user, "new_password1")

    def save(self, commit: bool = True) -> Account:  # noqa: FBT001, FBT002 - Django's own signature
        """Keep it."""
        del commit
        account: Account = self.user
        account_set_password(account=account, password=self.cleaned_data["new_password1"])
        reset(username=account.email.lower())
        return account

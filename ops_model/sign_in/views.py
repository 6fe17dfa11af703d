"""The pages: sign in, sign out, set a password."""

from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import views
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ops_model.models import Account
from ops_model.services.account import account_by_id
from ops_model.sign_in.forms import NewPasswordForm, PasswordLinkForm, SignInForm

STYLE = Path(__file__).parent / "style.css"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

TRIES_AT_ONCE = BoundedSemaphore(1)
WAIT_SECONDS = 1

View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """Let nothing run on a page, and nothing but its style be loaded; a form has to say that it came from here."""

    def strict(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Content-Security-Policy"] = POLICY
        response["Referrer-Policy"] = "same-origin"  # without a referrer browsers send forms from `Origin: null`
        return response

    return never_cache(strict)


@method_decorator(page, name="dispatch")
class SignIn(views.LoginView):
    """E-mail and password, then where one came from, or the page to try the API on. Who is signed in may sign out."""

    authentication_form = SignInForm
    template_name = "sign_in/sign_in.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Try a password: it is meant to be much work, so few are tried at once, and the API keeps its threads."""
        if not TRIES_AT_ONCE.acquire(timeout=WAIT_SECONDS):
            response = render(request, "sign_in/busy.html", status=503)
            response["Retry-After"] = "5"
            return response
        try:
            return super().post(request, *args, **kwargs)
        finally:
            TRIES_AT_ONCE.release()


@method_decorator(page, name="dispatch")
class SignOut(views.LogoutView):
    """The end of the session, by POST alone."""

    next_page = "sign_in"


@method_decorator(page, name="dispatch")
class PasswordLink(views.PasswordResetView):
    """Asks for an e-mail, and sends a link there if it is an account's; it says the same if it is not."""

    form_class = PasswordLinkForm
    template_name = "sign_in/password_link.html"
    email_template_name = "sign_in/password_link.txt"
    subject_template_name = "sign_in/password_link_subject.txt"
    success_url = reverse_lazy("password_link_sent")


@method_decorator(page, name="dispatch")
class PasswordLinkSent(views.PasswordResetDoneView):
    """Says that a link is on its way."""

    template_name = "sign_in/password_link_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether this server sends any."""
        return super().get_context_data(sends_mail=settings.OPS_SENDS_MAIL, **kwargs)


@method_decorator(page, name="dispatch")
class PasswordSet(views.PasswordResetConfirmView):
    """Where a link leads: a new password, once."""

    form_class = NewPasswordForm
    template_name = "sign_in/password_set.html"
    success_url = reverse_lazy("password_is_set")

    def get_user(self, uidb64: str) -> Account | None:
        """Return whose link it is; None where it is nobody's."""
        try:
            return account_by_id(account_id=UUID(urlsafe_base64_decode(uidb64).decode()))
        except (ValueError, ValidationError):
            return None


@method_decorator(page, name="dispatch")
class PasswordIsSet(views.PasswordResetCompleteView):
    """Says that it is."""

    template_name = "sign_in/password_is_set.html"


@page
def locked(request: HttpRequest, *_: object) -> HttpResponse:
    """Answer who has tried too many wrong passwords."""
    return render(request, "sign_in/locked.html", status=429)


@require_safe
def style(request: HttpRequest) -> FileResponse:
    """Serve the pages' style."""
    del request
    return FileResponse(
        STYLE.open("rb"), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"}
    )

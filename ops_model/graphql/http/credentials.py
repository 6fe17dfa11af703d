"""By what a request signs in: a token in its header, or else the session of the browser that it comes from."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from ops_model.graphql.http.errors import ApiError, ErrorCode, unauthenticated
from ops_model.selectors.access import Access, Credential, token_hash
from ops_model.services.api_token import api_token_used

logger = logging.getLogger(__name__)

NEVER = datetime.min.replace(tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
MOST_REMEMBERED = 10_000

_used: dict[UUID, datetime] = {}
"""When this process wrote down last that a token was used."""


def request_credential(request: HttpRequest) -> Credential | None:
    """Return by what a request signs in; None: by nothing. A header `Authorization` counts alone, whatever cookie comes
    with it.

    A token is not looked up here; a session is, in two statements. Raises ApiError: UNAUTHENTICATED for a header that
    is no bearer token, BAD_REQUEST (403) for a POST by session without the token against forged requests.
    """
    if header := request.headers.get("Authorization", "").strip():
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise unauthenticated()
        return Credential(token_hash=token_hash(token.strip()))
    account_id = signed_in_account(request)
    if account_id is None:
        return None
    _forgery_refuse(request)
    return Credential(account_id=account_id)


def signed_in_account(request: HttpRequest) -> UUID | None:
    """Return whose the session is that a request comes with; None: nobody's. At most two statements, none without a
    session's cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    key: UUID | None = get_user(request).pk
    return key


def token_note_use(access: Access, *, at: datetime) -> None:
    """Write down that the token was used, unless this process did so within the last minute. One statement then. That
    it cannot be written down is no reason to fail: what was asked is answered already."""
    token_id = access.token_id
    if token_id is None or at - _used.get(token_id, NEVER) < A_MINUTE:
        return
    if len(_used) >= MOST_REMEMBERED:
        _used.clear()
    _used[token_id] = at
    try:
        api_token_used(organisation_id=access.seats[0].organisation_id, token_id=token_id, at=at)
    except DatabaseError as error:
        logger.warning("that token %s was used could not be written down: %s", token_id, error)


class _ForgeryCheck(CsrfViewMiddleware):
    """Django's check, that says why instead of answering a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        del request, reason
        raise ApiError(
            ErrorCode.BAD_REQUEST,
            f"A POST by session needs the cookie {settings.CSRF_COOKIE_NAME} once more, as the header X-CSRFToken, and "
            "has to come from a page of this server.",
            status=403,
        )


def _forgery_refuse(request: HttpRequest) -> None:
    check = _ForgeryCheck(lambda _: HttpResponse())
    check.process_request(request)
    check.process_view(request, cast("Any", None), (), {})

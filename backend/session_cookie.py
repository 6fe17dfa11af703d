"""The cookie of a session, as a browser sends it: what cannot be one is nobody's."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_KEY = re.compile(r"[a-z0-9]{32}", re.ASCII)

Respond = Callable[[HttpRequest], HttpResponseBase]


def session_cookie(get_response: Respond) -> Respond:
    """Make the middleware: a cookie that is no key of a session is as if it had not been sent."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return get_response(request)

    return middleware

"""How much may be sent to what is no API: forms are small, and no file is taken."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from backend.refusals import API, refused

MOST_BYTES = 20_000

Respond = Callable[[HttpRequest], HttpResponseBase]


def body_limit(get_response: Respond) -> Respond:
    """Make the middleware. The API has a limit of its own, and reads a body itself."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API):
            length = request.headers.get("Content-Length") or "0"
            if "Transfer-Encoding" in request.headers or not (length.isascii() and length.isdigit()):
                return refused(411, "Say how long the body is: send a Content-Length, and no chunks.")
            if int(length) > MOST_BYTES:
                return refused(413, f"What is sent here may have at most {MOST_BYTES} bytes.")
        return get_response(request)

    return middleware

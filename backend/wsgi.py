"""What a WSGI server loads."""

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

_BAD = b'{"errors":[{"message":"This is no Content-Type.","extensions":{"code":"BAD_REQUEST"}}]}'

_django = get_wsgi_application()

# What is loaded by now stays: the collector need not look at it again, nor as often at the large answers to come.
gc.collect()
gc.freeze()
gc.set_threshold(100_000)

SECRET_KEY = settings.SECRET_KEY  # an empty one is refused at its first use: let that be here, not at the first request


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request. What Django cannot even make a request of, for the character set that its Content-Type names
    (RFC 2231), is refused here."""
    try:
        return _django(environ, start_response)
    except (LookupError, ValueError):
        headers = [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(_BAD)))]
        start_response("415 Unsupported Media Type", headers)
        return [_BAD]

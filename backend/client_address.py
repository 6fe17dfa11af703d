"""From which address a request comes, as tries to sign in are counted by."""

import re
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever asks: behind a proxy of ours (setting OPS_TLS_PROXY) the last that it noted, which
    is the only one that a client cannot make up; else that of the connection."""
    noted = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.OPS_TLS_PROXY else ""
    connected: str | None = request.META.get("REMOTE_ADDR")
    return _address(noted) or connected


def _address(text: str) -> str | None:
    """Return the address of what a proxy notes, with a port or without; None for what is none."""
    if bracketed := re.fullmatch(r"\[(.*)\](:\d+)?", text):
        text = bracketed[1]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return None

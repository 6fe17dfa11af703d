"""From which address a request comes, as tries to sign in are counted by."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever asks: behind a proxy of ours (setting OPS_TLS_PROXY) the last that it noted, which
    is the only one that a client cannot make up; else that of the connection."""
    noted = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    address = noted if settings.OPS_TLS_PROXY and noted else request.META.get("REMOTE_ADDR")
    return str(address) if address else None

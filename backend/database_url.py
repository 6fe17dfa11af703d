"""Database addresses as one line of the environment."""

from urllib.parse import parse_qsl, unquote, urlsplit


def database_config(url: str) -> dict[str, object]:
    """Return Django's settings of one PostgreSQL database from `postgresql://user:password@host:port/name`.

    Every part may be percent-encoded; a `host` in the query names a folder of unix sockets and wins over the address,
    and what else the query says goes to libpq as it is. Connections persist, and each is looked at before a request
    uses it; no cursor outlives a transaction: a pooler may stand between. Raises ValueError where the scheme is
    another or no database is named.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        message = "A database address is written postgresql://user:password@host:port/name"
        raise ValueError(message)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": "backend.engine",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "ATOMIC_REQUESTS": False,
    }

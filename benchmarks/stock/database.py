"""The database of the stock projects: that of the benchmark, where their measurements are those with roll-ups."""

from urllib.parse import parse_qs, urlsplit


def database(url: str) -> dict[str, object]:
    """Return Django's settings for an address of the embedded server."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": parts.username,
        "HOST": parse_qs(parts.query)["host"][0],
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": "-c search_path=rollups,public"},
    }

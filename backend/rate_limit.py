"""How the rate limit is written in the environment."""

from django.core.exceptions import ImproperlyConfigured

UNITS_A_MINUTE = 600_000
"""The rate limit unless one is set: about a twentieth of one processor, all the time, for each credential."""


def rate_limit(text: str) -> int | None:
    """Return the units a minute that a text stands for; None: no limit. Raises ImproperlyConfigured."""
    match text.strip():
        case "":
            return UNITS_A_MINUTE
        case "off":
            return None
        case digits if digits.isascii() and digits.isdigit() and int(digits) > 0:
            return int(digits)
    raise ImproperlyConfigured(f"OPS_RATE_LIMIT is {text!r}: set it to a whole number of units a minute, or to 'off'.")

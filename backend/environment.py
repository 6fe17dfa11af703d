"""How values are written in the environment. What cannot be is refused in a sentence: nobody is to believe in a lock
that is open."""

import os
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50


def listed(variable: str) -> list[str]:
    """Return the entries of a list that is separated by commas; none where it is not set."""
    return [entry.strip() for entry in os.environ.get(variable, "").split(",") if entry.strip()]


def switched_on(variable: str, *, unless_set: bool = False) -> bool:
    """Whether a switch is on: 1; 0 is off, and empty or not set is as `unless_set` says. Raises ImproperlyConfigured
    for anything else."""
    text = os.environ.get(variable, "") or str(int(unless_set))
    if text not in ("0", "1"):
        raise ImproperlyConfigured(f"{variable} is {text!r}: set it to {int(not unless_set)}, or leave it out.")
    return text == "1"


def one_of(variable: str, words: Sequence[str]) -> str:
    """Return one of some words, the first where it is not set. Raises ImproperlyConfigured."""
    text = os.environ.get(variable, "") or words[0]
    if text not in words:
        raise ImproperlyConfigured(f"{variable} is {text!r}: give one of {', '.join(words)}.")
    return text


def port(variable: str, *, default: int) -> int:
    """Return a port, 1 to 65535. Raises ImproperlyConfigured."""
    text = os.environ.get(variable, "") or str(default)
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535:
        return int(text)
    raise ImproperlyConfigured(f"{variable} is {text!r}: give a port, like {default}.")


def day(variable: str) -> date | None:
    """Return a day; None where it is not set. Raises ImproperlyConfigured."""
    text = os.environ.get(variable, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{variable} is {text!r}: give a day, like 2026-06-30.") from None


def secret_key(variable: str) -> str:
    """Return a secret key; "" where it is not set. Raises ImproperlyConfigured for one that can be guessed."""
    key = os.environ.get(variable, "")
    if 0 < len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"{variable} is too short: give {SHORTEST_KEY} random characters or more, as of "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return key

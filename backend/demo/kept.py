"""What a demo leaves for the next one on its data: the pinned day, and the tokens (the database has hashes)."""

import json
from collections.abc import Mapping
from pathlib import Path

from backend.private_files import write_private

FILE = "demo-kept.json"

Tokens = Mapping[str, Mapping[str, str]]
"""Organisation's slug -> member's e-mail address -> API token."""


def _read(data: Path) -> dict[str, object]:
    try:
        found = json.loads((data / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return dict(found)


def pinned_day(data: Path) -> str | None:
    """The day (YYYY-MM-DD) that every command on this directory takes for today; None where no demo has run on it."""
    day = _read(data).get("today")
    return None if day is None else str(day)


def kept_tokens(data: Path) -> Tokens:
    """The tokens of the directory's earlier demos; empty before the first."""
    tokens = _read(data).get("tokens", {})
    return tokens if isinstance(tokens, dict) else {}


def keep(data: Path, *, today: str, tokens: Tokens) -> None:
    """Keep the day and the tokens, readable by this user alone."""
    write_private(data / FILE, json.dumps({"today": today, "tokens": tokens}, indent=2) + "\n")

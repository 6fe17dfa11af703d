"""Days and instants as people and programs write them: one way each, so that nobody reads another than was meant."""

import re
from datetime import UTC, date, datetime

DATE_FORM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
INSTANT_FORM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
LAST_YEAR = 9999


def day_read(text: str) -> date:
    """Read YYYY-MM-DD, years 0001 to 9999. Raises ValueError."""
    if not DATE_FORM.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def instant_read(text: str) -> datetime:
    """Read an ISO 8601 instant with its offset, before the year 9999: in whatever zone it is shown, it is one. Raises
    ValueError."""
    if not INSTANT_FORM.fullmatch(text):
        raise ValueError(text)
    try:
        instant = datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError:
        raise ValueError(text) from None
    if instant.year >= LAST_YEAR:
        raise ValueError(text)
    return instant

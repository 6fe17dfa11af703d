"""The one clock. Only graphql and management ask it; every other room is handed the date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def today(time_zone: str) -> date:
    """Return the day it is in a time zone, or the pinned day where the settings have one."""
    pinned: date | None = settings.OPS_TODAY
    return pinned or datetime.now(ZoneInfo(time_zone)).date()


def now() -> datetime:
    """Return the instant it is, with its offset; it is never pinned, for what expires by it."""
    return datetime.now(ZoneInfo("UTC"))

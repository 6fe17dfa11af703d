"""How many points a trend may have."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ops_model.domain.cost import LIST
from ops_model.domain.progress.trend import MOST_POINTS, Grain, periods_at_most


def points_asked(sent: Mapping[str, Any]) -> int:
    """Return it by the field's arguments, as the client sent them. Those that do not fit are refused before anything is
    read, and count like any list."""
    try:
        since, until = date.fromisoformat(sent["from"]), date.fromisoformat(sent["to"])
        grain = Grain(sent.get("grain") or Grain.MONTH)
    except (KeyError, TypeError, ValueError):
        return LIST
    return min(periods_at_most(since, until, grain), MOST_POINTS)

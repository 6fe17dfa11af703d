"""How much hypothesis tries over HTTP: little and always the same, or with OPS_HYPOTHESIS=deep much and anything."""

import os

from hypothesis import HealthCheck, settings

DEEP = os.environ.get("OPS_HYPOTHESIS") == "deep"


def tried(few: int, *, deep: int | None = None) -> settings:
    """Have so many examples, always the same, or many more of any kind: `deep`, or twenty times as many."""
    return settings(
        max_examples=(deep or 20 * few) if DEEP else few,
        derandomize=not DEEP,
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )

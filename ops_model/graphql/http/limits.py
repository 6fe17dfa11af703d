"""How much one request may ask for. The setting GRAPHQL_LIMITS replaces any of the numbers by its name."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one request: sizes in bytes, times in milliseconds; `json_depth` counts nested objects and lists.

    `key_wait_ms` is how long an operation waits for another one with its Idempotency-Key, while it holds one of the few
    threads that answer; `kept_answer_bytes` is how long an answer may be that is kept under one."""

    body_bytes: int = 1_000_000
    document_bytes: int = 20_000
    json_depth: int = 60
    shown_errors: int = 20
    statement_timeout_ms: int = 10_000
    history_rounds: int = 8
    write_tries: int = 5
    key_wait_ms: int = 2_000
    kept_answer_bytes: int = 1_000_000


def limits_in_force() -> Limits:
    """Return the limits as the settings have them now."""
    return Limits(**getattr(settings, "GRAPHQL_LIMITS", {}))

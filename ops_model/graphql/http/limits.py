"""How much one request may ask for. The setting GRAPHQL_LIMITS replaces any of the numbers by its name."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one request and of one credential; docs/limits.md says how they were chosen.

    Sizes are bytes, times milliseconds. `json_depth` counts nested objects and lists, of parameters and of values in
    the document, `json_things` all of them that a body, or a parameter, has. From `tokens` to `pairs` they bound the
    document, with every fragment counted wherever it is spread: `depth` counts nested selection sets, `spreads`
    fragments and inline fragments, `uses` how often one response name stands in one selection when everything of the
    same name is merged, `pairs` how many two of these there are, which validation compares. `cost` is in units of
    domain/cost.py, `rate` in units a minute for each credential (None: no rate limit). `history_rounds` is how deep
    histories may be nested, and one. `key_wait_ms` is how long an operation waits for another one with its
    Idempotency-Key, while it holds one of the few threads that answer; `kept_answer_bytes` is how long an answer may be
    that is kept under one.
    """

    body_bytes: int = 1_000_000
    document_bytes: int = 20_000
    json_depth: int = 60
    json_things: int = 20_000
    tokens: int = 4_000
    operations: int = 20
    fragments: int = 100
    variables: int = 200
    depth: int = 30
    fields: int = 1_000
    root_fields: int = 50
    aliases: int = 200
    directives: int = 100
    spreads: int = 200
    uses: int = 30
    pairs: int = 4_000
    shown_errors: int = 10
    cost: int = 100_000
    rate: int | None = None
    statement_timeout_ms: int = 10_000
    reporting_timeout_ms: int = 30_000
    history_rounds: int = 5
    write_tries: int = 5
    key_wait_ms: int = 2_000
    kept_answer_bytes: int = 1_000_000

    @property
    def burst(self) -> int:
        """What a full bucket holds: the refill of a minute, and never less than the dearest operation costs."""
        return max(self.rate or 0, self.cost)

    @property
    def slice(self) -> int:
        """What a process takes from a bucket at once, so that most operations need not ask for it."""
        return self.burst // 20


def limits_in_force() -> Limits:
    """Return the limits as the settings have them now."""
    replaced: dict[str, int] = getattr(settings, "GRAPHQL_LIMITS", {})
    return _limits(**{"rate": settings.OPS_RATE_LIMIT, **replaced})


@lru_cache
def _limits(**numbers: int | None) -> Limits:
    return Limits(**numbers)  # type: ignore[arg-type]


def reporting_limits() -> Limits:
    """Return the limits of reports, as the settings have them now: the same, but for what a statement may take."""
    limits = limits_in_force()
    return replace(limits, statement_timeout_ms=limits.reporting_timeout_ms)

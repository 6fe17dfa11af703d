"""Whether an organisation can still be read, whatever was written in it."""

from collections.abc import Iterator

from tests.api.desk import Desk

FIGURES = """query($slug: String!, $day: Date) { organisation(slug: $slug) {
  scorecard(asOf: $day) {
    index guardrails { value dueOn } attention(first: 100) { sentence }
    counts { overdueMilestones checkInsDue }
    contributions { contributions { contributions { points } } }
  }
  initiatives(first: 100, asOf: $day) { nodes { progress { progress checkInDueOn } terms { targetDate } startDate } }
  kpis(first: 100, asOf: $day) { nodes { progress { value dueOn } forecast { value reachedOn } sparkline { on } } }
  milestones(first: 100, asOf: $day, orderBy: [{field: SLIPPAGE_DAYS}]) { nodes { slippageDays } }
  visions { startDate targetDate }
} }"""
DAYS = ("0001-01-01", "2026-07-01", "9999-12-31")


def unreadable_days(desk: Desk) -> Iterator[str]:
    """Tell of which days the figures cannot be read any more."""
    for day in DAYS:
        answer = desk.api().answer(FIGURES, slug=desk.slug, day=day)
        if "errors" in answer:
            yield f"the figures of {day}: {answer['errors']}"

"""What the arithmetic foresees: frozen, unrounded, None where it cannot be foreseen, with a reason."""

from dataclasses import dataclass
from datetime import date

from ops_model.domain.progress.facts import AssessmentFacts, InitiativeFacts, KpiFacts
from ops_model.domain.progress.vocabulary import ForecastReason, OutlookReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where a KPI is heading. `on` is the day that value, low, high, raw and attainment are of; `points` how many
    points it stands on. `reason` says why those are None, `reached_reason` why `reached_on` is None."""

    on: date | None
    value: float | None
    low: float | None
    high: float | None
    raw: float | None
    attainment: float | None
    reached_on: date | None
    points: int
    reason: ForecastReason | None
    reached_reason: ForecastReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookItem:
    """What one item carries to the index foreseen. `share` is its whole share of the index, `value` what it counts with
    on as_of, `foreseen` what on the day of the outlook, `index_points` 100 x share x foreseen; both None where the
    outlook has no such day. `covered`: fresh data or a plan stands behind it. `reached_on` is the first day on which it
    is at 1, None for `reached_reason`."""

    subject: KpiFacts | InitiativeFacts | AssessmentFacts
    share: float
    value: float
    foreseen: float | None
    index_points: float | None
    covered: bool
    reached_on: date | None
    reached_reason: OutlookReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where the index is heading: `index`, 0..100, is that of the day `on`, which `items` add up to; None for `reason`.
    `coverage` 0..1 tells how much of all weight is foreseen. `reached_on` is the day on which the index is to reach
    100; None for `reached_reason`. Of the items the one that leaves most to be wished for comes first."""

    on: date | None
    index: float | None
    coverage: float
    reason: OutlookReason | None
    reached_on: date | None
    reached_reason: OutlookReason | None
    items: tuple[OutlookItem, ...]

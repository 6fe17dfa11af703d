"""Ratios and their thresholds: exactly on a threshold is its better side, and 1e-9 beside it still counts as on it."""

from decimal import Decimal

from ops_model.domain.progress.facts import ScoringPolicy
from ops_model.domain.progress.vocabulary import Health

EPSILON = 1e-9
"""How far a ratio may be from a threshold and still be on it."""


def clamp(ratio: float) -> float:
    """The ratio within 0..1."""
    return min(1.0, max(0.0, ratio))


def reaches(ratio: float, threshold: float) -> bool:
    """Whether the ratio is at or above the threshold."""
    return ratio >= threshold - EPSILON


def unit_epsilon(bound: Decimal) -> Decimal:
    """How far a value in a KPI's unit may be from the bound and still be on it: 1e-9 of max(1, |bound|)."""
    return Decimal("1e-9") * max(Decimal(1), abs(bound))


def gap_health(gap: float, policy: ScoringPolicy) -> Health:
    """ON_TRACK up to the policy's on_track_gap, AT_RISK up to its at_risk_gap, else OFF_TRACK; `gap` is expected -
    actual."""
    if reaches(policy.on_track_gap, gap):
        return Health.ON_TRACK
    if reaches(policy.at_risk_gap, gap):
        return Health.AT_RISK
    return Health.OFF_TRACK

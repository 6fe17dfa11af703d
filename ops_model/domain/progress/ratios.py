"""Ratios and their thresholds: exactly on a threshold is its better side, and 1e-9 beside it still counts as on it."""

from decimal import Decimal

from ops_model.domain.progress.facts import ScoringPolicy
from ops_model.domain.progress.vocabulary import Health

EPSILON = 1e-9
"""How far a ratio may be from a threshold and still be on it."""

_UNIT_EPSILON, _ONE = Decimal("1e-9"), Decimal(1)

_ON_TRACK, _AT_RISK, _OFF_TRACK = Health.ON_TRACK, Health.AT_RISK, Health.OFF_TRACK


def clamp(ratio: float) -> float:
    """The ratio within 0..1."""
    return ratio if 0.0 < ratio < 1.0 else 1.0 if ratio >= 1.0 else 0.0


def reaches(ratio: float, threshold: float) -> bool:
    """Whether the ratio is at or above the threshold."""
    return ratio >= threshold - EPSILON


def unit_epsilon(bound: Decimal) -> Decimal:
    """How far a value in a KPI's unit may be from the bound and still be on it: 1e-9 of max(1, |bound|)."""
    return _UNIT_EPSILON * max(_ONE, abs(bound))


def gap_health(gap: float, policy: ScoringPolicy) -> Health:
    """ON_TRACK up to the policy's on_track_gap, AT_RISK up to its at_risk_gap, else OFF_TRACK; `gap` is expected -
    actual."""
    if reaches(policy.on_track_gap, gap):
        return _ON_TRACK
    if reaches(policy.at_risk_gap, gap):
        return _AT_RISK
    return _OFF_TRACK

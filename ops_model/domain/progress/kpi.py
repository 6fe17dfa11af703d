"""How one KPI stands."""

from datetime import date, timedelta
from decimal import Decimal

from ops_model.domain.progress.attainment import distance_outside, expected_value, raw_attainment
from ops_model.domain.progress.dates import after, begun, terms_in_force
from ops_model.domain.progress.facts import KpiFacts, KpiTerms, Measurement, ScoringPolicy
from ops_model.domain.progress.figures import KpiFigures
from ops_model.domain.progress.means import exclusion
from ops_model.domain.progress.ratios import clamp, gap_health, reaches
from ops_model.domain.progress.value import measured_by, value_points
from ops_model.domain.progress.vocabulary import (
    Aggregation,
    Direction,
    ExclusionReason,
    Frequency,
    Health,
    KpiRole,
)

_LATEST, _MAINTAIN, _GUARDRAIL = Aggregation.LATEST, Direction.MAINTAIN, KpiRole.GUARDRAIL

PERIOD_DAYS: dict[Frequency, int] = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.SEMIANNUAL: 184,
    Frequency.YEARLY: 366,
}
"""How many days a period of each frequency has at most."""

PERIODS = {frequency: timedelta(days) for frequency, days in PERIOD_DAYS.items()}
"""The same as spans of time."""

FRESH_FOR = {frequency: timedelta(days + (days + 1) // 2) for frequency, days in PERIOD_DAYS.items()}
"""How long a measurement is fresh: a period and a half, rounded up to days."""


def kpi_figures(kpi: KpiFacts, *, as_of: date, policy: ScoringPolicy) -> KpiFigures | None:
    """The KPI's figures at the end of `as_of`; None before it exists. An archived one has them too."""
    terms = terms_in_force(kpi.terms, as_of)
    if terms is None:
        return None
    measured = measured_by(kpi, as_of)
    newest = measured[-1] if measured else None
    points = value_points(kpi, terms, measured, 1)
    value = points[0][1] if points else None
    raw = None if value is None else raw_attainment(terms, value)
    attainment = None if raw is None else clamp(raw)
    expected = expected_value(terms, as_of)
    expected_attainment = _expected_attainment(terms, expected)
    gap = None if attainment is None or expected_attainment is None else expected_attainment - attainment
    observed_on = newest.observed_on if newest is not None and value is not None else None
    stale = observed_on is not None and is_stale(terms.frequency, observed_on, as_of)
    shown = newest if terms.aggregation is _LATEST else None
    guardrail = terms.role is _GUARDRAIL
    return KpiFigures(
        kpi=kpi,
        terms=terms,
        archived=begun(kpi.archived_on, as_of),
        value=None if value is None else float(value),
        observed_on=observed_on,
        sample_size=shown.sample_size if shown is not None else None,
        margin=float(shown.margin) if shown is not None and shown.margin is not None else None,
        raw=raw,
        attainment=attainment,
        expected_value=None if expected is None else float(expected),
        expected_attainment=expected_attainment,
        gap=gap,
        health=_health(terms, value, raw, gap, as_of=as_of, policy=policy),
        regressing=raw is not None and not reaches(raw, 0.0),
        breach=guardrail and _outside(terms, value),
        unknown=guardrail and (raw is None or stale),
        stale=stale,
        due_on=_due_on(kpi, terms, newest),
    )


def kpi_exclusion(figures: KpiFigures, weight: float) -> ExclusionReason | None:
    """Why the KPI, of this weight, is left out of a mean of attainments; None where it counts."""
    if figures.archived:
        return ExclusionReason.ARCHIVED
    if figures.terms.role is _GUARDRAIL:
        return ExclusionReason.GUARDRAIL
    if figures.attainment is None and figures.value is not None and weight != 0:
        return ExclusionReason.NO_TARGET
    return exclusion(weight, figures.value)


def is_stale(frequency: Frequency, measured_on: date, as_of: date) -> bool:
    """Whether a newest measurement of that date is too old on `as_of`."""
    return as_of - measured_on > FRESH_FOR[frequency]


def _expected_attainment(terms: KpiTerms, expected: Decimal | None) -> float | None:
    if terms.direction is _MAINTAIN:
        return None if terms.band is None else 1.0
    raw = None if expected is None else raw_attainment(terms, expected)
    return None if raw is None else clamp(raw)


def _health(
    terms: KpiTerms,
    value: Decimal | None,
    raw: float | None,
    gap: float | None,
    *,
    as_of: date,
    policy: ScoringPolicy,
) -> Health:
    if value is None:
        return Health.NO_DATA
    if raw is None or gap is None:
        return Health.NO_TARGET
    if terms.direction is not _MAINTAIN:
        if reaches(raw, 1.0):
            return Health.ACHIEVED
        if terms.target is not None and as_of > terms.target.on:
            return Health.OFF_TRACK
    return gap_health(gap, policy)


def _outside(terms: KpiTerms, value: Decimal | None) -> bool:
    return value is not None and terms.band is not None and distance_outside(terms.band, value) > 0


def _due_on(kpi: KpiFacts, terms: KpiTerms, newest: Measurement | None) -> date:
    since = newest.observed_on if newest is not None else kpi.terms[0].valid_from
    return after(since, PERIODS[terms.frequency])

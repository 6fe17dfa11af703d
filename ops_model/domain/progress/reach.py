"""What it would take: where each item alone would have to come for the index to be somewhere else."""

from dataclasses import dataclass
from decimal import Decimal

from ops_model.domain.progress.facts import Band, InitiativeFacts, KpiFacts
from ops_model.domain.progress.figures import KpiFigures, OrganisationFigures
from ops_model.domain.progress.ratios import clamp, reaches
from ops_model.domain.progress.standings import Standing, end_of
from ops_model.domain.progress.vision import INDEX_TOP


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where one item alone would have to come. `value` is a KPI's, in its unit and after aggregation; `completion` an
    initiative's delivery, 0..1; both None where the item alone cannot bring the index there. `best_index` is the most
    that it can bring: the index with the item at 1."""

    subject: KpiFacts | InitiativeFacts
    value: float | None
    completion: float | None
    reachable: bool
    best_index: float


def to_reach(figures: OrganisationFigures, index: float) -> tuple[Reach, ...]:
    """Where each KPI and each initiative that has a share of the index would have to come, alone and with all shares as
    they are, for the index to be `index`, 0..100; what can bring the most first, then by code. Empty where there is no
    index.

    Of a band it is the bound nearest to the KPI's value, where its attainment of 1 brings at least that index.
    """
    now = figures.scorecard.index
    if now is None:
        return ()
    found = [_reach(standing, now, index, figures) for standing in end_of(figures).standings.values()]
    return tuple(sorted([reach for reach in found if reach is not None], key=_order))


def _reach(standing: Standing, now: float, index: float, figures: OrganisationFigures) -> Reach | None:
    subject, value = standing.subject, standing.value
    if not isinstance(subject, KpiFacts | InitiativeFacts) or not standing.counts or value is None:
        return None
    carry = INDEX_TOP * standing.share
    needed = value + (index - now) / carry
    kpi = figures.kpis[subject.id] if isinstance(subject, KpiFacts) else None
    band = kpi.terms.band if kpi else None
    reachable = reaches(1.0, needed) and (band is not None or reaches(needed, 0.0))
    return Reach(
        subject=subject,
        value=_value_at(kpi, clamp(needed)) if reachable and kpi else None,
        completion=clamp(needed) if reachable and kpi is None else None,
        reachable=reachable,
        best_index=now + carry * (1.0 - value),
    )


def _value_at(kpi: KpiFigures, attainment: float) -> float | None:
    """The KPI's value at an attainment within 0..1; of a band, where it is 1."""
    if kpi.terms.band is not None:
        return float(_nearest_bound(kpi.terms.band, Decimal(kpi.value or 0.0)))
    baseline, target = kpi.terms.baseline, kpi.terms.target
    if baseline is None or target is None:
        raise ValueError("What has an attainment has a baseline and a target.")
    return float(baseline.value + (target.value - baseline.value) * Decimal(attainment))


def _nearest_bound(band: Band, value: Decimal) -> Decimal:
    bounds = [bound for bound in (band.lower, band.upper) if bound is not None]
    return min(bounds, key=lambda bound: abs(bound - value))


def _order(reach: Reach) -> tuple[float, str]:
    return -reach.best_index, reach.subject.code

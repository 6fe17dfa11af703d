"""Figures in the shape that both stock schemas have."""

from types import SimpleNamespace
from typing import Any

from benchmarks.dataset.shapes import AS_OF
from benchmarks.stock import facts
from benchmarks.stock.models import POINTS, Initiative, Kpi
from ops_model.domain.progress import Point, kpi_series
from ops_model.domain.progress.figures import KpiFigures, ScorecardFigures


def levers_shown(scorecard: ScorecardFigures) -> list[SimpleNamespace]:
    """Return the levers, each under its kind."""
    return [
        SimpleNamespace(
            lever=each.lever.kind.value,
            progress=each.progress,
            expected_progress=each.expected_progress,
            health=each.health.value,
            coverage=each.coverage,
            lenses=each.lenses,
        )
        for each in scorecard.levers
    ]


def counts_shown(scorecard: ScorecardFigures) -> SimpleNamespace:
    """Return the counts, those by a word as lists."""
    counts = scorecard.counts
    by_health = {
        name: [{"health": health.value, "count": count} for health, count in getattr(counts, name).items()]
        for name in ("initiatives_by_health", "kpis_by_health")
    }
    lists: dict[str, Any] = {name: [SimpleNamespace(**each) for each in values] for name, values in by_health.items()}
    stages = [SimpleNamespace(stage=stage.value, count=count) for stage, count in counts.initiatives_by_stage.items()]
    plain = ("overdue_milestones", "check_ins_due", "watermelons", "stale_kpis", "breaches")
    return SimpleNamespace(initiatives_by_stage=stages, **lists, **{name: getattr(counts, name) for name in plain})


def attention_shown(scorecard: ScorecardFigures, first: int) -> list[SimpleNamespace]:
    """Return what is most pressing, each under its code."""
    return [
        SimpleNamespace(subject=each.subject.code, reasons=each.reasons, index_points_at_stake=each.at_stake)
        for each in scorecard.attention[:first]
    ]


def kpi_shown(kpi: Kpi) -> KpiFigures | None:
    """Return how a KPI stands."""
    return kpi.figures


def points_shown(kpi: Kpi) -> tuple[Point, ...]:
    """Return the newest points of a KPI."""
    return kpi_series(facts.kpi(kpi), as_of=AS_OF, points=POINTS)


def initiative_shown(initiative: Initiative) -> SimpleNamespace:
    """Return how an initiative stands, with what is agreed of it."""
    figures = initiative.figures
    terms = figures.terms
    names = (
        *("progress", "delivery", "planned_delivery", "outcome", "expected_outcome"),
        *("computed_health", "reported_health", "watermelon"),
    )
    agreed = {"stage": terms.stage, "lever": terms.primary_lever, "target_date": terms.target_date}
    return SimpleNamespace(**agreed, **{name: getattr(figures, name) for name in names})

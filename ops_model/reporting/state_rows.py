"""Rows of how things stand on a day, made of the state that the tracker shows: its figures, to the last digit."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.facts import DatedValue
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures
from ops_model.domain.progress.kept import KeptInitiative, KeptKpi, index_points, kept
from ops_model.domain.progress.vocabulary import Lens
from ops_model.models import reporting as views
from ops_model.selectors.reports import Initiative, Kpi, Membership
from ops_model.selectors.state import OrganisationState

Row = dict[str, Any]

_SAME_OF_LEVER = ("weight", "target_level", "progress", "expected_progress", "health", "coverage", "sufficient")
_SAME_OF_KPI = (
    "archived",
    "value",
    "observed_on",
    "raw",
    "attainment",
    "expected_value",
    "expected_attainment",
    "gap",
    "health",
    "breach",
    "unknown",
    "stale",
    "due_on",
)
_SAME_OF_TERMS = ("role", "direction", "aggregation", "frequency", "weight")
_SAME_OF_INITIATIVE = (
    "archived",
    "progress",
    "delivery",
    "planned_delivery",
    "outcome",
    "expected_outcome",
    "computed_health",
    "reported_health",
    "confidence",
    "watermelon",
    "overdue_milestones",
    "check_in_due_on",
)
_SAME_OF_MILESTONE = (
    "weight",
    "due_on",
    "forecast_on",
    "completed_on",
    "cancelled_on",
    "slippage_days",
    "overdue",
)


def state_rows(view: type[views.ReportRow], state: OrganisationState) -> tuple[Row, ...]:
    """Return the rows of a view of the state: everything that exists on its day, archived things included. No
    statement. Raises KeyError for a view of something else."""
    place = {"organisation_id": state.id, "organisation": state.slug, "as_of": state.as_of}
    return tuple([{**place, **row} for row in _MAKERS[view](state)])


def _lever_rows(state: OrganisationState) -> Iterator[Row]:
    figures = state.figures
    for lever, item in zip(state.levers, figures.scorecard.contributions, strict=True):
        lenses = {lens.lens: lens.value for lens in lever.figures.lenses}
        yield {
            "key": str(lever.id),
            "lever_id": lever.id,
            "lever": lever.kind,
            "sponsor": _name(lever.sponsor),
            **_same(lever.figures, _SAME_OF_LEVER),
            "outcome": lenses[Lens.OUTCOME],
            "delivery": lenses[Lens.DELIVERY],
            "maturity": lenses[Lens.MATURITY],
            "index_share": item.share or 0.0,
            "index_points": item.index_points,
            "excluded": item.excluded,
        }


def _kpi_rows(state: OrganisationState) -> Iterator[Row]:
    points = index_points(state.figures)
    for item in kept(state.figures).kpis:
        kpi = state.kpis_by_id[item.kpi_id]
        yield _kpi_row(kpi, state.figures.kpis[kpi.id], item, points.get(kpi.id, 0.0))


def _kpi_row(kpi: Kpi, figures: KpiFigures, item: KeptKpi, index_points: float) -> Row:
    terms = figures.terms
    return {
        "key": str(kpi.id),
        "kpi_id": kpi.id,
        "kpi_code": kpi.code,
        "kpi_name": kpi.name,
        "lever": kpi.lever_kind,
        **_same(kpi, ("unit", "decimals", "indicator", "source")),
        "owner": _name(kpi.owner),
        **_same(terms, _SAME_OF_TERMS),
        **_dated("baseline", terms.baseline),
        **_dated("target", terms.target),
        "band_lower": terms.band.lower if terms.band else None,
        "band_upper": terms.band.upper if terms.band else None,
        **_same(figures, _SAME_OF_KPI),
        "index_share": item.index_share,
        "index_points": index_points,
        "excluded": item.excluded,
    }


def _initiative_rows(state: OrganisationState) -> Iterator[Row]:
    points = index_points(state.figures)
    for item in kept(state.figures).initiatives:
        initiative = state.initiatives_by_id[item.initiative_id]
        yield _initiative_row(
            initiative, state.figures.initiatives[initiative.id], item, points.get(initiative.id, 0.0)
        )


def _initiative_row(
    initiative: Initiative, figures: InitiativeFigures, item: KeptInitiative, index_points: float
) -> Row:
    return {
        "key": str(initiative.id),
        **_of_initiative(initiative),
        **_same(initiative, ("customer_outcome", "origin", "start_date", "target_date")),
        "sponsor": _name(initiative.sponsor),
        "weight": item.weight,
        **{f"share_{kind.lower()}": item.lever_shares.get(kind, 0.0) for kind in LeverKind},
        **_same(figures, _SAME_OF_INITIATIVE),
        "index_share": item.index_share,
        "index_points": index_points,
        "excluded": item.excluded,
    }


def _milestone_rows(state: OrganisationState) -> Iterator[Row]:
    for milestone in state.milestones:
        initiative = milestone.initiative
        if initiative.exists:
            yield {
                "key": str(milestone.id),
                **_of_initiative(initiative),
                "archived": initiative.archived,
                "milestone_name": milestone.name,
                "month": f"{milestone.due_on:%Y-%m}",
                **_same(milestone, _SAME_OF_MILESTONE),
            }


def _of_initiative(initiative: Initiative) -> Row:
    lever = initiative.lever
    return {
        "initiative_id": initiative.id,
        "initiative_code": initiative.code,
        "initiative_name": initiative.name,
        "owner": _name(initiative.owner),
        "lever": lever.kind if lever else None,
        "stage": initiative.stage,
    }


def _same(thing: object, names: tuple[str, ...]) -> Row:
    """Return columns that are called as what they show."""
    return {name: getattr(thing, name) for name in names}


def _dated(name: str, what: DatedValue | None) -> Row:
    return {f"{name}_value": what.value if what else None, f"{name}_on": what.on if what else None}


def _name(member: Membership | None) -> str | None:
    return member.name if member else None


_MAKERS: Mapping[type[views.ReportRow], Callable[[OrganisationState], Iterator[Row]]] = {
    views.RptLever: _lever_rows,
    views.RptKpi: _kpi_rows,
    views.RptInitiative: _initiative_rows,
    views.RptMilestone: _milestone_rows,
}

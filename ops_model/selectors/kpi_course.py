"""The course of a KPI's value, and where it is heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from ops_model.domain.progress import Point, kpi_forecast, kpi_series
from ops_model.domain.progress.forecast import POINTS
from ops_model.domain.progress.foreseen import Forecast
from ops_model.selectors.facts.measurement_facts import Measured, measurements_newest
from ops_model.selectors.histories import Histories, History
from ops_model.selectors.reports import Kpi

if TYPE_CHECKING:
    from ops_model.selectors.state import OrganisationState


def sparkline(histories: Histories, kpi: Kpi, *, points: int) -> tuple[Point, ...]:
    """Return the newest points (1 or more) of a KPI's value by the state's date, ascending; none before it exists.

    One statement for all KPIs with the same number of points.
    """
    return histories.get(_Sparkline(points), state=kpi.state, parent_id=kpi.id)


def forecast(histories: Histories, kpi: Kpi) -> Forecast | None:
    """Return where a KPI is heading, seen from the state's date; None before it exists.

    One statement for all KPIs.
    """
    return histories.get(_Forecast(), state=kpi.state, parent_id=kpi.id)


@dataclass(frozen=True, slots=True)
class _Sparkline(History[tuple[Point, ...]]):
    """The newest points of a KPI's value."""

    points: int

    @property
    def nothing(self) -> tuple[Point, ...]:
        return ()

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, tuple[Point, ...]]:
        kpis = kpis_measured(state, parent_ids, points=self.points)
        return {kpi.id: kpi_series(kpi, as_of=state.as_of, points=self.points) for kpi in kpis}


@dataclass(frozen=True, slots=True)
class _Forecast(History[Forecast | None]):
    """Where a KPI is heading."""

    @property
    def nothing(self) -> None:
        return None

    def read(self, state: "OrganisationState", parent_ids: Sequence[UUID]) -> Mapping[UUID, Forecast | None]:
        kpis = kpis_measured(state, parent_ids, points=POINTS)
        return {kpi.id: kpi_forecast(kpi, as_of=state.as_of) for kpi in kpis}


def kpis_measured(state: "OrganisationState", kpi_ids: Sequence[UUID], *, points: int) -> list[Kpi]:
    """Return the KPIs with as many measurements as so many points of their value are made of. One statement."""
    kpis = [state.kpis_by_id[kpi_id] for kpi_id in kpi_ids]
    measured = measurements_newest(
        {kpi.id: kpi.terms for kpi in kpis}, organisation_id=state.id, as_of=state.as_of, points=points
    )
    return [_with_measurements(kpi, measured.get(kpi.id, Measured())) for kpi in kpis]


def _with_measurements(kpi: Kpi, measured: Measured) -> Kpi:
    return replace(kpi, measurements=measured.listed, carried=measured.carried)

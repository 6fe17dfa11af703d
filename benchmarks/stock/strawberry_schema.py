"""strawberry-django: types of models, and the optimizer, which sees from the selection what is to be fetched."""

from datetime import date
from typing import cast

import strawberry
import strawberry_django
from django.db.models import QuerySet
from strawberry import Info, Parent, auto
from strawberry_django.optimizer import DjangoOptimizerExtension

from benchmarks.stock import models
from benchmarks.stock.queries import initiatives_of, kpis_of, organisation_named, scorecard_of
from benchmarks.stock.shown import (
    attention_shown,
    counts_shown,
    initiative_shown,
    kpi_shown,
    levers_shown,
    points_shown,
)
from ops_model.domain.progress.figures import ScorecardFigures


@strawberry.type
class Lens:
    lens: str
    value: float | None
    weight: float
    share: float | None
    points: float | None
    coverage: float


@strawberry.type
class LeverScore:
    lever: str
    progress: float | None
    expected_progress: float | None
    health: str
    coverage: float
    lenses: list[Lens]


@strawberry.type
class StageCount:
    stage: str
    count: int


@strawberry.type
class HealthCount:
    health: str
    count: int


@strawberry.type
class Counts:
    initiatives_by_stage: list[StageCount]
    initiatives_by_health: list[HealthCount]
    kpis_by_health: list[HealthCount]
    overdue_milestones: int
    check_ins_due: int
    watermelons: int
    stale_kpis: int
    breaches: int


@strawberry.type
class Attention:
    subject: str
    reasons: list[str]
    index_points_at_stake: float


@strawberry.type
class Scorecard:
    index: float | None
    expected_index: float | None
    health: str
    coverage: float

    @strawberry.field
    def levers(self, root: Parent[ScorecardFigures]) -> list[LeverScore]:
        """Return the six levers."""
        return cast("list[LeverScore]", levers_shown(root))

    @strawberry.field
    def counts(self, root: Parent[ScorecardFigures]) -> Counts:
        """Return the counts."""
        return cast("Counts", counts_shown(root))

    @strawberry.field
    def attention(self, root: Parent[ScorecardFigures], first: int) -> list[Attention]:
        """Return what is most pressing."""
        return cast("list[Attention]", attention_shown(root, first))


@strawberry.type
class DatedValue:
    on: date
    value: float


@strawberry.type
class KpiProgress:
    value: float | None
    observed_on: date | None
    attainment: float | None
    health: str


@strawberry_django.type(models.Kpi)
class Kpi:
    code: auto
    name: auto

    @classmethod
    def get_queryset(cls, queryset: QuerySet[models.Kpi], info: Info, **_: object) -> QuerySet[models.Kpi]:
        """Return the KPIs with what their figures are made of, wherever the optimizer fetches them."""
        del info
        return models.with_kpi_facts(queryset)

    @strawberry_django.field
    def progress(self, root: Parent[models.Kpi]) -> KpiProgress:
        """Return how it stands."""
        return cast("KpiProgress", kpi_shown(root))

    @strawberry_django.field
    def sparkline(self, root: Parent[models.Kpi]) -> list[DatedValue]:
        """Return its newest points."""
        return cast("list[DatedValue]", points_shown(root))


@strawberry_django.type(models.InitiativeKpi)
class Link:
    kpi: Kpi


@strawberry_django.type(models.Membership)
class Member:
    name: auto


@strawberry_django.type(models.Milestone)
class Milestone:
    name: auto
    due_on: auto


@strawberry.type
class InitiativeProgress:
    stage: str
    lever: str
    target_date: date | None
    progress: float | None
    delivery: float | None
    planned_delivery: float | None
    outcome: float | None
    expected_outcome: float | None
    computed_health: str
    reported_health: str | None
    watermelon: bool


@strawberry_django.type(models.Initiative)
class Initiative:
    code: auto
    name: auto
    owner: Member | None
    kpis: list[Link] = strawberry_django.field(field_name="links")

    @strawberry_django.field
    def progress(self, root: Parent[models.Initiative]) -> InitiativeProgress:
        """Return how it stands."""
        return cast("InitiativeProgress", initiative_shown(root))

    @strawberry_django.field
    def next_milestone(self, root: Parent[models.Initiative]) -> Milestone | None:
        """Return the next milestone."""
        return cast("Milestone | None", root.next_milestone)


@strawberry_django.type(models.Organisation)
class Organisation:
    slug: auto

    @strawberry_django.field
    def scorecard(self, root: Parent[models.Organisation]) -> Scorecard:
        """Return the scorecard, of everything that the organisation has."""
        return cast("Scorecard", scorecard_of(root))

    @strawberry_django.field
    def kpis(self, root: Parent[models.Organisation], first: int) -> list[Kpi]:
        """Return the first KPIs by code."""
        return cast("list[Kpi]", kpis_of(root, first))

    @strawberry_django.field
    def initiatives(self, root: Parent[models.Organisation], first: int) -> list[Initiative]:
        """Return the first initiatives by code."""
        return cast("list[Initiative]", initiatives_of(root, first))


@strawberry.type
class Query:
    @strawberry_django.field
    def organisation(self, slug: str) -> Organisation:
        """Return an organisation."""
        return cast("Organisation", organisation_named(slug))


schema = strawberry.Schema(Query, extensions=[DjangoOptimizerExtension(enable_only_optimization=False)])

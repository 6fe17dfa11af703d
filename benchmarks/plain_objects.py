"""The objects of Q2 and Q3 as plain as can be, and a schema all of whose fields are attributes of them: over these,
executing is all that there is to do."""

from datetime import date, timedelta
from itertools import cycle

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from ops_model.domain.framework import LeverKind
from ops_model.domain.progress.vocabulary import Health
from ops_model.domain.stages import InitiativeStage
from ops_model.graphql.compiler.dialect import dialect_declare
from ops_model.graphql.tracker.dialect import STRAWBERRY
from ops_model.graphql.tracker.scalars import STRAWBERRY_SCALARS


@strawberry.type
class Lever:
    kind: LeverKind


@strawberry.type
class Member:
    name: str


@strawberry.type
class KpiProgress:
    attainment: float | None
    health: Health


@strawberry.type
class Kpi:
    code: str
    name: str
    progress: KpiProgress | None


@strawberry.type
class KpiLink:
    kpi: Kpi


@strawberry.type
class Milestone:
    name: str
    due_on: date


@strawberry.type
class InitiativeProgress:
    progress: float | None
    delivery: float | None
    planned_delivery: float | None
    outcome: float | None
    expected_outcome: float | None
    computed_health: Health
    reported_health: Health | None
    watermelon: bool


@strawberry.type
class Initiative:
    code: str
    name: str
    stage: InitiativeStage | None
    lever: Lever | None
    owner: Member | None
    target_date: date | None
    progress: InitiativeProgress | None
    next_milestone: Milestone | None
    kpis: list[KpiLink]


@strawberry.input
class InitiativeFilter:
    primary_lever: list[LeverKind]


@strawberry.type
class Page:
    nodes: list[Initiative]


@strawberry.type
class Organisation:
    @strawberry.field
    def initiatives(self, first: int, filter: InitiativeFilter | None = None) -> Page:  # noqa: A002 - as the tracker's
        """The first initiatives, whatever the filter."""
        del filter
        return Page(nodes=_INITIATIVES[:first])


@strawberry.type
class Query:
    @strawberry.field
    def organisation(self, slug: str) -> Organisation:
        """The only one."""
        del slug
        return Organisation()


def _initiative(number: int, lever: LeverKind, day: date) -> Initiative:
    ratio = number / 100
    return Initiative(
        code=f"INI-{number:03}",
        name=f"Initiative {number}",
        stage=InitiativeStage.IN_PROGRESS,
        lever=Lever(kind=lever),
        owner=Member(name="Ada"),
        target_date=day,
        progress=InitiativeProgress(
            progress=ratio,
            delivery=ratio,
            planned_delivery=ratio,
            outcome=None,
            expected_outcome=ratio,
            computed_health=Health.ON_TRACK,
            reported_health=Health.AT_RISK,
            watermelon=False,
        ),
        next_milestone=Milestone(name="First", due_on=day),
        kpis=[KpiLink(kpi=_kpi(f"KPI-{number:03}-{place}", ratio)) for place in range(3)],
    )


def _kpi(code: str, ratio: float) -> Kpi:
    return Kpi(code=code, name=f"KPI {code}", progress=KpiProgress(attainment=ratio, health=Health.ON_TRACK))


def _schema() -> GraphQLSchema:
    made = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=STRAWBERRY_SCALARS))
    schema: GraphQLSchema = made._schema
    dialect_declare(schema, STRAWBERRY)
    return schema


_INITIATIVES = [
    _initiative(number, lever, date(2026, 7, 1) + timedelta(days=number))
    for number, lever in zip(range(100), cycle(LeverKind), strict=False)
]

PLAIN_SCHEMA = _schema()

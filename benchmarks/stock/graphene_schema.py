"""graphene-django: types of models, and querysets with prefetches."""

from typing import Any

import graphene
from graphene_django import DjangoObjectType

from benchmarks.stock import models
from benchmarks.stock.queries import initiatives_of, kpis_of, organisation_named, scorecard_of, with_links
from benchmarks.stock.shown import (
    attention_shown,
    counts_shown,
    initiative_shown,
    kpi_shown,
    levers_shown,
    points_shown,
)


class Lens(graphene.ObjectType):
    lens = graphene.String()
    value = graphene.Float()
    weight = graphene.Float()
    share = graphene.Float()
    points = graphene.Float()
    coverage = graphene.Float()


class LeverScore(graphene.ObjectType):
    lever = graphene.String()
    progress = graphene.Float()
    expected_progress = graphene.Float()
    health = graphene.String()
    coverage = graphene.Float()
    lenses = graphene.List(Lens)


class StageCount(graphene.ObjectType):
    stage = graphene.String()
    count = graphene.Int()


class HealthCount(graphene.ObjectType):
    health = graphene.String()
    count = graphene.Int()


class Counts(graphene.ObjectType):
    initiatives_by_stage = graphene.List(StageCount)
    initiatives_by_health = graphene.List(HealthCount)
    kpis_by_health = graphene.List(HealthCount)
    overdue_milestones = graphene.Int()
    check_ins_due = graphene.Int()
    watermelons = graphene.Int()
    stale_kpis = graphene.Int()
    breaches = graphene.Int()


class Attention(graphene.ObjectType):
    subject = graphene.String()
    reasons = graphene.List(graphene.String)
    index_points_at_stake = graphene.Float()


class Scorecard(graphene.ObjectType):
    index = graphene.Float()
    expected_index = graphene.Float()
    health = graphene.String()
    coverage = graphene.Float()
    levers = graphene.List(LeverScore)
    counts = graphene.Field(Counts)
    attention = graphene.List(Attention, first=graphene.Int(required=True))

    def resolve_levers(root, info: Any) -> Any:  # noqa: N805, ARG002 - graphene hands over the figures themselves
        """Return the six levers."""
        return levers_shown(root)

    def resolve_counts(root, info: Any) -> Any:  # noqa: N805, ARG002
        """Return the counts."""
        return counts_shown(root)

    def resolve_attention(root, info: Any, first: int) -> Any:  # noqa: N805, ARG002
        """Return what is most pressing."""
        return attention_shown(root, first)


class DatedValue(graphene.ObjectType):
    on = graphene.Date()
    value = graphene.Float()


class KpiProgress(graphene.ObjectType):
    value = graphene.Float()
    observed_on = graphene.Date()
    attainment = graphene.Float()
    health = graphene.String()


class Kpi(DjangoObjectType):
    progress = graphene.Field(KpiProgress)
    sparkline = graphene.List(DatedValue)

    class Meta:
        model = models.Kpi
        fields = ("code", "name")

    resolve_progress = staticmethod(lambda root, _: kpi_shown(root))
    resolve_sparkline = staticmethod(lambda root, _: points_shown(root))


class Link(DjangoObjectType):
    class Meta:
        model = models.InitiativeKpi
        fields = ("kpi",)

    resolve_kpi = staticmethod(lambda root, _: root.kpi)


class Member(DjangoObjectType):
    class Meta:
        model = models.Membership
        fields = ("name",)


class Milestone(DjangoObjectType):
    class Meta:
        model = models.Milestone
        fields = ("name", "due_on")


class InitiativeProgress(graphene.ObjectType):
    stage = graphene.String()
    lever = graphene.String()
    target_date = graphene.Date()
    progress = graphene.Float()
    delivery = graphene.Float()
    planned_delivery = graphene.Float()
    outcome = graphene.Float()
    expected_outcome = graphene.Float()
    computed_health = graphene.String()
    reported_health = graphene.String()
    watermelon = graphene.Boolean()


class Initiative(DjangoObjectType):
    kpis = graphene.List(Link)
    progress = graphene.Field(InitiativeProgress)
    next_milestone = graphene.Field(Milestone)

    class Meta:
        model = models.Initiative
        fields = ("code", "name", "owner")

    resolve_owner = staticmethod(lambda root, _: root.owner)
    resolve_kpis = staticmethod(lambda root, _: root.links.all())
    resolve_progress = staticmethod(lambda root, _: initiative_shown(root))
    resolve_next_milestone = staticmethod(lambda root, _: root.next_milestone)


class Organisation(DjangoObjectType):
    scorecard = graphene.Field(Scorecard)
    kpis = graphene.List(Kpi, first=graphene.Int(required=True))
    initiatives = graphene.List(Initiative, first=graphene.Int(required=True))

    class Meta:
        model = models.Organisation
        fields = ("slug",)

    resolve_scorecard = staticmethod(lambda root, _: scorecard_of(root))
    resolve_kpis = staticmethod(lambda root, _, first: models.with_kpi_facts(kpis_of(root, first)))
    resolve_initiatives = staticmethod(lambda root, _, first: with_links(initiatives_of(root, first)))


class Query(graphene.ObjectType):
    organisation = graphene.Field(Organisation, slug=graphene.String(required=True))

    resolve_organisation = staticmethod(lambda _, __, slug: organisation_named(slug))


schema = graphene.Schema(query=Query)

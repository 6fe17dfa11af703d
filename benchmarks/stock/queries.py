"""What both stock schemas fetch: querysets with their prefetches."""

from django.db.models import Prefetch, QuerySet

from benchmarks.stock.models import (
    Initiative,
    InitiativeKpi,
    Kpi,
    Organisation,
    living,
    with_initiative_facts,
    with_kpi_facts,
)
from ops_model.domain.progress.figures import ScorecardFigures


def organisation_named(slug: str) -> Organisation:
    """Return an organisation by its slug."""
    return Organisation.objects.get(slug=slug)


def scorecard_of(organisation: Organisation) -> ScorecardFigures:
    """Compute the scorecard from all KPIs and initiatives with what belongs to them."""
    kpis = with_kpi_facts(Kpi.objects.all())
    initiatives = with_initiative_facts(Initiative.objects.prefetch_related("links"))
    whole = Organisation.objects.prefetch_related(
        "policies", Prefetch("kpis", kpis), Prefetch("initiatives", initiatives)
    )
    return whole.get(pk=organisation.pk).figures.scorecard


def kpis_of(organisation: Organisation, first: int) -> QuerySet[Kpi]:
    """Return the first KPIs by code, with nothing beside them."""
    return Kpi.objects.filter(living(), organisation=organisation)[:first]


def initiatives_of(organisation: Organisation, first: int) -> QuerySet[Initiative]:
    """Return the first initiatives by code, with what their own rows say."""
    return with_initiative_facts(Initiative.objects.filter(living(), organisation=organisation))[:first]


def with_links(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Return the initiatives with the KPIs that they are linked to."""
    kpis = Prefetch("kpi", with_kpi_facts(Kpi.objects.all()))
    return initiatives.prefetch_related(Prefetch("links", InitiativeKpi.objects.prefetch_related(kpis)))

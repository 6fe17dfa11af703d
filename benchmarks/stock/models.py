"""The product's tables as a Django project has them: foreign keys that are followed both ways, and figures as
properties that are computed once an object."""

from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery, Sum

from benchmarks.dataset.shapes import AS_OF
from benchmarks.stock import facts
from ops_model.domain.progress import organisation_figures
from ops_model.domain.progress.figures import InitiativeFigures, KpiFigures, OrganisationFigures
from ops_model.domain.progress.initiative import initiative_tally
from ops_model.domain.progress.kpi import kpi_figures

POINTS = 12


class Row(models.Model):
    """A row that somebody else's migrations made."""

    id = models.UUIDField(primary_key=True)

    class Meta:
        abstract = True
        managed = False


class Organisation(Row):
    slug = models.TextField()

    class Meta(Row.Meta):
        db_table = "organisation"

    @cached_property
    def policy(self) -> facts.ScoringPolicy:
        """The policy in force."""
        return facts.policy(self.policies.all()[0])

    @cached_property
    def figures(self) -> OrganisationFigures:
        """All figures of the organisation."""
        return organisation_figures(facts.organisation(self), as_of=AS_OF)


class ScoringPolicy(Row):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="policies")
    lever_weights = ArrayField(models.FloatField())
    outcome_weight = models.FloatField()
    delivery_weight = models.FloatField()
    maturity_weight = models.FloatField()
    delivery_share = models.FloatField()
    on_track_gap = models.FloatField()
    at_risk_gap = models.FloatField()
    coverage_floor = models.FloatField()
    check_in_days = models.IntegerField()

    class Meta(Row.Meta):
        db_table = "scoring_policy"


class Membership(Row):
    name = models.TextField()

    class Meta(Row.Meta):
        db_table = "membership"


class Kpi(Row):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="kpis")
    code = models.TextField()
    name = models.TextField()
    lever = models.TextField()
    archived_on = models.DateField(null=True)

    class Meta(Row.Meta):
        db_table = "kpi"
        ordering = ("code",)

    @cached_property
    def figures(self) -> KpiFigures | None:
        """How it stands."""
        return kpi_figures(facts.kpi(self), as_of=AS_OF, policy=self.organisation.policy)


class KpiTerms(Row):
    kpi = models.ForeignKey(Kpi, models.CASCADE, related_name="terms")
    valid_from = models.DateField()
    role = models.TextField()
    direction = models.TextField()
    aggregation = models.TextField()
    window = models.IntegerField(db_column="window_size")
    frequency = models.TextField()
    weight = models.FloatField()
    baseline_value = models.DecimalField(max_digits=25, decimal_places=10, null=True)
    baseline_on = models.DateField(null=True)
    target_value = models.DecimalField(max_digits=25, decimal_places=10, null=True)
    target_on = models.DateField(null=True)
    interim_values = ArrayField(models.DecimalField(max_digits=25, decimal_places=10))
    interim_on = ArrayField(models.DateField())
    band_lower = models.DecimalField(max_digits=25, decimal_places=10, null=True)
    band_upper = models.DecimalField(max_digits=25, decimal_places=10, null=True)
    band_tolerance = models.DecimalField(max_digits=25, decimal_places=10, null=True)

    class Meta(Row.Meta):
        db_table = "kpi_terms"
        ordering = ("valid_from",)


class Measurement(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kpi = models.ForeignKey(Kpi, models.CASCADE, related_name="measurements")
    observed_on = models.DateField()
    value = models.DecimalField(max_digits=25, decimal_places=10)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "measurement"


class Initiative(Row):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="initiatives")
    code = models.TextField()
    name = models.TextField()
    customer_outcome = models.TextField(null=True)
    owner = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    archived_on = models.DateField(null=True)

    class Meta(Row.Meta):
        db_table = "initiative"
        ordering = ("code",)

    @cached_property
    def figures(self) -> InitiativeFigures:
        """How it stands, by what its KPIs stand at."""
        linked = {link.kpi_id: link.kpi.figures for link in self.links.all()}
        tally = initiative_tally(facts.initiative(self), as_of=AS_OF, policy=self.organisation.policy, kpis=linked)
        if tally is None:
            raise LookupError(self.code)
        return tally.figures

    @property
    def next_milestone(self) -> "Milestone | None":
        """The one due first of those neither completed nor cancelled."""
        return next((each for each in self.milestones.all() if not (each.completed_on or each.cancelled_on)), None)


class InitiativeTerms(Row):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="terms")
    valid_from = models.DateField()
    stage = models.TextField()
    weight = models.FloatField()
    target_date = models.DateField(null=True)
    primary_lever = models.TextField()
    lever_shares = ArrayField(models.FloatField())

    class Meta(Row.Meta):
        db_table = "initiative_terms"
        ordering = ("valid_from",)


class Milestone(Row):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="milestones")
    name = models.TextField()
    weight = models.FloatField()
    due_on = models.DateField()
    completed_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)

    class Meta(Row.Meta):
        db_table = "milestone"
        ordering = ("due_on", "name")


class CheckIn(Row):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="check_ins")
    checked_on = models.DateField()
    health = models.TextField()

    class Meta(Row.Meta):
        db_table = "check_in"


class InitiativeKpi(Row):
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="links")
    kpi = models.ForeignKey(Kpi, models.CASCADE, related_name="+")
    weight = models.FloatField()
    linked_on = models.DateField()

    class Meta(Row.Meta):
        db_table = "initiative_kpi"
        ordering = ("kpi__code",)


def living() -> Q:
    """Return what leaves out the archived."""
    return Q(archived_on=None) | Q(archived_on__gt=AS_OF)


def with_kpi_facts(kpis: models.QuerySet[Kpi]) -> models.QuerySet[Kpi]:
    """Return the KPIs with what their figures are made of: the newest measurements, and the sum since the baseline."""
    newest = Measurement.objects.filter(superseded_at=None, observed_on__lte=AS_OF).order_by("-observed_on")[:POINTS]
    in_force = KpiTerms.objects.filter(kpi=OuterRef(OuterRef("pk")), valid_from__lte=AS_OF).order_by("-valid_from")
    since = Measurement.objects.filter(
        organisation=OuterRef("organisation"),
        kpi=OuterRef("pk"),
        superseded_at=None,
        observed_on__lte=AS_OF,
        observed_on__gt=Subquery(in_force.values("baseline_on")[:1]),
    )
    total = since.order_by().values("kpi").annotate(total=Sum("value")).values("total")
    prefetched = (Prefetch("measurements", newest, to_attr="newest"), "terms", "organisation__policies")
    return kpis.annotate(since_baseline=Subquery(total)).prefetch_related(*prefetched)


def with_initiative_facts(initiatives: models.QuerySet[Initiative]) -> models.QuerySet[Initiative]:
    """Return the initiatives with what their own rows say: terms, milestones, the newest check-ins, the owner."""
    newest = CheckIn.objects.filter(checked_on__lte=AS_OF).order_by("-checked_on")[:3]
    said = Prefetch("check_ins", newest, to_attr="newest")
    return initiatives.select_related("owner").prefetch_related("terms", "milestones", said, "organisation__policies")

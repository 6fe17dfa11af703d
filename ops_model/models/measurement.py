"""Measurements of a KPI: corrected and withdrawn, never overwritten."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now

from ops_model.models.constraints import LONG, check, exact, text
from ops_model.models.fields import ExactField, Reference
from ops_model.models.rows import TenantRow

TABLE = "measurement"


class Measurement(TenantRow):
    """What was measured of a day. Of one day one counts, whose `superseded_at` is None; superseded by another it was
    corrected, by none withdrawn."""

    kpi = Reference("ops_model.Kpi")
    observed_on = models.DateField()
    value = ExactField()
    sample_size = models.IntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    margin = ExactField(null=True, blank=True, validators=[MinValueValidator(0)])
    note = models.TextField(null=True, blank=True, validators=[LONG])
    recorded_by = Reference("ops_model.Membership", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by = Reference("ops_model.Measurement", null=True, blank=True)
    superseded_reason = models.TextField(null=True, blank=True, validators=[LONG])

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(
                name="measurement_observed_on_unique",
                fields=["organisation", "kpi", "observed_on"],
                include=["value"],
                condition=models.Q(superseded_at=None),
            ),
            exact(TABLE, "value"),
            models.CheckConstraint(name="measurement_sample_size_range", condition=models.Q(sample_size__gt=0)),
            check("measurement_margin_range", "margin >= 0 AND margin < 1e15 AND scale(margin) <= 10"),
            text(TABLE, "note", LONG),
            check(
                "measurement_superseded_pair",
                "superseded_at IS NOT NULL OR num_nonnulls(superseded_by_id, superseded_reason) = 0",
            ),
            check("measurement_superseded_by_other", "superseded_by_id <> id"),
            text(TABLE, "superseded_reason", LONG),
        ]
        indexes = [
            models.Index(
                name="measurement_superseded",
                fields=["organisation", "kpi", "observed_on"],
                condition=models.Q(superseded_at__isnull=False),
            )
        ]

"""Terms of a KPI: what is agreed and changes, in dated versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ops_model.domain.progress.vocabulary import Aggregation, Direction, Frequency, KpiRole
from ops_model.models.constraints import LONG, between, check, choices, exact, one_of, text
from ops_model.models.fields import ExactField, Reference
from ops_model.models.rows import TermsRow

TABLE = "kpi_terms"


class KpiTerms(TermsRow):
    """One version, in force from `valid_from` until the next. A target needs a baseline; MAINTAIN has a band."""

    kpi = Reference("ops_model.Kpi")
    valid_from = models.DateField()
    role = models.TextField(choices=choices(KpiRole), default=KpiRole.AMBITION)
    direction = models.TextField(choices=choices(Direction))
    aggregation = models.TextField(choices=choices(Aggregation), default=Aggregation.LATEST)
    window = models.IntegerField(default=3, db_column="window_size")
    frequency = models.TextField(choices=choices(Frequency), default=Frequency.MONTHLY)
    weight = models.FloatField(default=1.0)
    baseline_value = ExactField(null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target_value = ExactField(null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    interim_values = ArrayField(ExactField(), default=list, db_default=[], blank=True)
    interim_on = ArrayField(models.DateField(), default=list, db_default=[], blank=True)
    band_lower = ExactField(null=True, blank=True)
    band_upper = ExactField(null=True, blank=True)
    band_tolerance = ExactField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="kpi_terms_valid_from_unique", fields=["organisation", "kpi", "valid_from"]),
            one_of(TABLE, "role", KpiRole),
            one_of(TABLE, "direction", Direction),
            one_of(TABLE, "aggregation", Aggregation),
            one_of(TABLE, "frequency", Frequency),
            models.CheckConstraint(name="kpi_terms_window_range", condition=models.Q(window__gte=1, window__lte=1000)),
            between(TABLE, "weight", 0, 1000),
            *(exact(TABLE, column) for column in ("baseline_value", "target_value", "band_lower", "band_upper")),
            check("kpi_terms_baseline_pair", "(baseline_value IS NULL) = (baseline_on IS NULL)"),
            check("kpi_terms_target_pair", "(target_value IS NULL) = (target_on IS NULL)"),
            check("kpi_terms_target_baseline", "target_on IS NULL OR baseline_on IS NOT NULL"),
            check("kpi_terms_target_on_order", "baseline_on < target_on"),
            check("kpi_terms_target_increase", "direction <> 'INCREASE' OR baseline_value < target_value"),
            check("kpi_terms_target_decrease", "direction <> 'DECREASE' OR baseline_value > target_value"),
            check("kpi_terms_target_maintain", "direction <> 'MAINTAIN' OR target_on IS NULL"),
            check(
                "kpi_terms_interim_shape",
                "cardinality(interim_values) = cardinality(interim_on)"
                " AND array_position(interim_values, NULL) IS NULL AND array_position(interim_on, NULL) IS NULL",
            ),
            check("kpi_terms_interim_target", "cardinality(interim_on) = 0 OR target_on IS NOT NULL"),
            check(
                "kpi_terms_interim_on_order",
                "ops_is_increasing(interim_on) AND baseline_on < ALL (interim_on) AND target_on > ALL (interim_on)",
            ),
            check(
                "kpi_terms_interim_values_between",
                "least(baseline_value, target_value) <= ALL (interim_values)"
                " AND greatest(baseline_value, target_value) >= ALL (interim_values)",
            ),
            check("kpi_terms_band_direction", "direction = 'MAINTAIN' OR num_nonnulls(band_lower, band_upper) = 0"),
            check("kpi_terms_band_order", "band_lower <= band_upper"),
            check(
                "kpi_terms_band_tolerance_band", "band_tolerance IS NULL OR num_nonnulls(band_lower, band_upper) > 0"
            ),
            check(
                "kpi_terms_band_tolerance_range",
                "band_tolerance > 0 AND band_tolerance < 1e15 AND scale(band_tolerance) <= 10",
            ),
            check("kpi_terms_guardrail_direction", "role <> 'GUARDRAIL' OR direction = 'MAINTAIN'"),
            check("kpi_terms_maintain_aggregation", "direction <> 'MAINTAIN' OR aggregation <> 'SUM'"),
            text(TABLE, "reason", LONG),
        ]

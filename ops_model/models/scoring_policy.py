"""Scoring policies: how an organisation weighs and judges."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ops_model.models.constraints import LONG, between, check, text
from ops_model.models.rows import TermsRow

TABLE = "scoring_policy"


class ScoringPolicy(TermsRow):
    """One dated version; `valid_from` None: from the beginning of time. Arrays are in the order of LeverKind."""

    valid_from = models.DateField(null=True, blank=True)
    lever_weights = ArrayField(models.FloatField(), size=6)
    target_levels = ArrayField(models.SmallIntegerField(), size=6)
    outcome_weight = models.FloatField()
    delivery_weight = models.FloatField()
    maturity_weight = models.FloatField()
    delivery_share = models.FloatField()
    on_track_gap = models.FloatField()
    at_risk_gap = models.FloatField()
    coverage_floor = models.FloatField()
    check_in_days = models.IntegerField()

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(
                name="scoring_policy_valid_from_unique", fields=["organisation", "valid_from"], nulls_distinct=False
            ),
            check(
                "scoring_policy_lever_weights_shape",
                "cardinality(lever_weights) = 6 AND array_position(lever_weights, NULL) IS NULL",
            ),
            check("scoring_policy_lever_weights_range", "0 <= ALL (lever_weights) AND 1000 >= ALL (lever_weights)"),
            check("scoring_policy_lever_weights_some", "0 <> ANY (lever_weights)"),
            check(
                "scoring_policy_target_levels_shape",
                "cardinality(target_levels) = 6 AND array_position(target_levels, NULL) IS NULL",
            ),
            check("scoring_policy_target_levels_range", "2 <= ALL (target_levels) AND 5 >= ALL (target_levels)"),
            between(TABLE, "outcome_weight", 0, 1000),
            between(TABLE, "delivery_weight", 0, 1000),
            between(TABLE, "maturity_weight", 0, 1000),
            check(
                "scoring_policy_lens_weights_some",
                "0 <> ANY (ARRAY[outcome_weight, delivery_weight, maturity_weight])",
            ),
            between(TABLE, "delivery_share", 0, 1),
            between(TABLE, "on_track_gap", 0, 1),
            between(TABLE, "at_risk_gap", 0, 1),
            check("scoring_policy_gap_order", "on_track_gap < at_risk_gap"),
            between(TABLE, "coverage_floor", 0, 1),
            between(TABLE, "check_in_days", 1, 366),
            text(TABLE, "reason", LONG),
        ]

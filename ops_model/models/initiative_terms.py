"""Terms of an initiative: what is agreed and changes, in dated versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ops_model.domain.framework import LeverKind
from ops_model.domain.stages import InitiativeStage
from ops_model.models.constraints import LONG, between, check, choices, one_of, text
from ops_model.models.fields import Reference
from ops_model.models.rows import TermsRow

TABLE = "initiative_terms"
_KINDS = ", ".join(f"'{kind}'" for kind in LeverKind)


class InitiativeTerms(TermsRow):
    """One version, in force from `valid_from` until the next. `lever_shares` are relative weights in the order of
    LeverKind, 0 for a lever that has no share."""

    initiative = Reference("ops_model.Initiative")
    valid_from = models.DateField()
    stage = models.TextField(choices=choices(InitiativeStage))
    weight = models.FloatField(default=1.0)
    target_date = models.DateField(null=True, blank=True)
    primary_lever = models.TextField(choices=choices(LeverKind))
    lever_shares = ArrayField(models.FloatField(), size=6)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(
                name="initiative_terms_valid_from_unique", fields=["organisation", "initiative", "valid_from"]
            ),
            one_of(TABLE, "stage", InitiativeStage),
            between(TABLE, "weight", 0, 1000),
            one_of(TABLE, "primary_lever", LeverKind),
            check(
                "initiative_terms_lever_shares_shape",
                "cardinality(lever_shares) = 6 AND array_position(lever_shares, NULL) IS NULL",
            ),
            check("initiative_terms_lever_shares_range", "0 <= ALL (lever_shares) AND 1000 >= ALL (lever_shares)"),
            check(
                "initiative_terms_primary_lever_share",
                f"lever_shares[array_position(ARRAY[{_KINDS}], primary_lever)] > 0",
            ),
            text(TABLE, "reason", LONG),
        ]

"""Check-ins: what people report of an initiative."""

from django.db import models
from django.db.models.functions import Now

from ops_model.domain.progress.vocabulary import REPORTABLE_HEALTH
from ops_model.models.constraints import LONG, between, check, choices, one_of, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import TenantRow

TABLE = "check_in"


class CheckIn(TenantRow):
    """What was reported of an initiative on a day; `confidence` 0..1. Withdrawn until the next, and never rewritten."""

    initiative = Reference("ops_model.Initiative")
    checked_on = models.DateField()
    health = models.TextField(choices=choices(REPORTABLE_HEALTH))
    confidence = models.FloatField(null=True, blank=True)
    happened = models.TextField(null=True, blank=True, validators=[LONG])
    next = models.TextField(null=True, blank=True, validators=[LONG])
    path_to_green = models.TextField(null=True, blank=True, validators=[LONG])
    author = Reference("ops_model.Membership")
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        db_table = TABLE
        constraints = [
            one_of(TABLE, "health", REPORTABLE_HEALTH),
            between(TABLE, "confidence", 0, 1),
            text(TABLE, "happened", LONG),
            text(TABLE, "next", LONG),
            text(TABLE, "path_to_green", LONG),
            check("check_in_path_to_green_asked", "health = 'ON_TRACK' OR path_to_green IS NOT NULL"),
            versioned(TABLE),
        ]
        indexes = [
            models.Index(
                name="check_in_newest",
                fields=["organisation", "initiative", "-checked_on", "-recorded_at", "-id"],
                condition=models.Q(withdrawn_at=None),
            ),
            models.Index(
                name="check_in_newest_of_all",
                fields=["organisation", "-checked_on", "-recorded_at", "-id"],
                condition=models.Q(withdrawn_at=None),
            ),
        ]

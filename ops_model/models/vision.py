"""Visions: what an organisation wants to be for its customers."""

from django.db import models

from ops_model.models.constraints import LONG, check, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "vision"


class Vision(EditableRow):
    """One version, counted by `number` from 1. The one published last by a date is that date's; None: a draft."""

    number = models.IntegerField()
    statement = models.TextField(validators=[LONG])
    purpose = models.TextField(null=True, blank=True, validators=[LONG])
    start_date = models.DateField()
    target_date = models.DateField()
    north_star = Reference("ops_model.Kpi", null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="vision_number_unique", fields=["organisation", "number"]),
            models.UniqueConstraint(name="vision_published_on_unique", fields=["organisation", "published_on"]),
            models.CheckConstraint(name="vision_number_range", condition=models.Q(number__gte=1)),
            check("vision_target_date_order", "start_date < target_date"),
            text(TABLE, "statement", LONG),
            text(TABLE, "purpose", LONG),
            versioned(TABLE),
        ]

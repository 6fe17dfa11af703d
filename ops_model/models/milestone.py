"""Milestones of an initiative."""

from django.db import models

from ops_model.models.constraints import LONG, NAME, positive, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "milestone"


class Milestone(EditableRow):
    """`due_on` is the date committed to, `forecast_on` the one expected now; left out from `cancelled_on` on. `reason`
    is why `due_on` or the weight was moved last."""

    initiative = Reference("ops_model.Initiative")
    name = models.TextField(validators=[NAME])
    weight = models.FloatField(default=1.0)
    due_on = models.DateField()
    forecast_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    reason = models.TextField(null=True, blank=True, validators=[LONG])

    class Meta:
        db_table = TABLE
        constraints = [
            text(TABLE, "name", NAME),
            positive(TABLE, "weight", 1000),
            text(TABLE, "reason", LONG),
            versioned(TABLE),
        ]

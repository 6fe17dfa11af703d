"""Links of an initiative to the KPIs that it is to move."""

from django.db import models

from ops_model.models.constraints import check, positive, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "initiative_kpi"


class InitiativeKpi(EditableRow):
    """In force from `linked_on` to the day before `unlinked_on`; one of a pair is open at a time."""

    initiative = Reference("ops_model.Initiative")
    kpi = Reference("ops_model.Kpi")
    weight = models.FloatField(default=1.0)
    linked_on = models.DateField()
    unlinked_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(
                name="initiative_kpi_open_unique",
                fields=["organisation", "initiative", "kpi"],
                condition=models.Q(unlinked_on=None),
            ),
            models.UniqueConstraint(
                name="initiative_kpi_linked_on_unique", fields=["organisation", "initiative", "kpi", "linked_on"]
            ),
            positive(TABLE, "weight", 1000),
            check("initiative_kpi_unlinked_on_order", "linked_on <= unlinked_on"),
            versioned(TABLE),
        ]

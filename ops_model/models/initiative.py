"""Initiatives: what an organisation does to pull its levers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ops_model.domain.framework import Origin, Pillar, Principle
from ops_model.models.constraints import CODE, LONG, NAME, check, choices, one_of, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "initiative"


class Initiative(EditableRow):
    """What stays the same of an initiative; what is agreed and changes is in its terms. Out from `archived_on` on."""

    code = models.TextField(validators=[CODE])
    name = models.TextField(validators=[NAME])
    summary = models.TextField(null=True, blank=True, validators=[LONG])
    customer_outcome = models.TextField(null=True, blank=True, validators=[LONG])
    origin = models.TextField(null=True, blank=True, choices=choices(Origin))
    owner = Reference("ops_model.Membership", null=True, blank=True)
    sponsor = Reference("ops_model.Membership", null=True, blank=True)
    start_date = models.DateField(null=True, blank=True)
    principles = ArrayField(models.TextField(choices=choices(Principle)), default=list, db_default=[], blank=True)
    pillars = ArrayField(models.TextField(choices=choices(Pillar)), default=list, db_default=[], blank=True)
    tags = ArrayField(models.TextField(validators=[CODE]), default=list, db_default=[], blank=True)
    archived_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="initiative_code_unique", fields=["organisation", "code"]),
            text(TABLE, "code", CODE),
            text(TABLE, "name", NAME),
            text(TABLE, "summary", LONG),
            text(TABLE, "customer_outcome", LONG),
            one_of(TABLE, "origin", Origin),
            models.CheckConstraint(
                name="initiative_principles_choice", condition=models.Q(principles__contained_by=[*map(str, Principle)])
            ),
            models.CheckConstraint(
                name="initiative_pillars_choice", condition=models.Q(pillars__contained_by=[*map(str, Pillar)])
            ),
            check("initiative_principles_set", "ops_is_set(principles)"),
            check("initiative_pillars_set", "ops_is_set(pillars)"),
            check("initiative_tags_set", "ops_is_set(tags) AND cardinality(tags) <= 50"),
            versioned(TABLE),
        ]

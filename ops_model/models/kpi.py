"""KPIs: whether anything came of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from ops_model.domain.framework import Indicator, LeverKind
from ops_model.models.constraints import CODE, LONG, NAME, UNIT, between, choices, one_of, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "kpi"


class Kpi(EditableRow):
    """What stays the same of a KPI; what is agreed and changes is in its terms. `decimals` is how many are shown."""

    code = models.TextField(validators=[CODE])
    name = models.TextField(validators=[NAME])
    definition = models.TextField(null=True, blank=True, validators=[LONG])
    lever = models.TextField(choices=choices(LeverKind))
    unit = models.TextField(validators=[UNIT])
    decimals = models.SmallIntegerField(
        default=0, db_default=0, validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    indicator = models.TextField(null=True, blank=True, choices=choices(Indicator))
    source = models.TextField(null=True, blank=True, validators=[LONG])
    owner = Reference("ops_model.Membership", null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="kpi_code_unique", fields=["organisation", "code"]),
            text(TABLE, "code", CODE),
            text(TABLE, "name", NAME),
            text(TABLE, "definition", LONG),
            one_of(TABLE, "lever", LeverKind),
            text(TABLE, "unit", UNIT),
            between(TABLE, "decimals", 0, 10),
            one_of(TABLE, "indicator", Indicator),
            text(TABLE, "source", LONG),
            versioned(TABLE),
        ]

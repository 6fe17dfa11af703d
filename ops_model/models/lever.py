"""Levers: always six."""

from django.db import models

from ops_model.domain.framework import LeverKind
from ops_model.models.constraints import LONG, choices, one_of, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "lever"


class Lever(EditableRow):
    """What an organisation says of one of the six levers; made with the organisation and never deleted."""

    kind = models.TextField(choices=choices(LeverKind))
    ambition = models.TextField(null=True, blank=True, validators=[LONG])
    shift_from = models.TextField(null=True, blank=True, validators=[LONG])
    shift_to = models.TextField(null=True, blank=True, validators=[LONG])
    sponsor = Reference("ops_model.Membership", null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="lever_kind_unique", fields=["organisation", "kind"]),
            one_of(TABLE, "kind", LeverKind),
            text(TABLE, "ambition", LONG),
            text(TABLE, "shift_from", LONG),
            text(TABLE, "shift_to", LONG),
            versioned(TABLE),
        ]

"""Organisations: the tenants."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Now

from ops_model.models.constraints import NAME, between, check, text, versioned
from ops_model.models.fields import NEW_ID

TABLE = "organisation"
SLUG = "A slug is 2 to 60 small letters, digits and hyphens."


class Organisation(models.Model):
    """A tenant. `slug` is how people and addresses name it; by `time_zone`, an IANA name, its days begin and end."""

    id = models.UUIDField(primary_key=True, db_default=NEW_ID, editable=False)
    slug = models.TextField(validators=[RegexValidator(r"^[a-z0-9-]{2,60}\Z", SLUG)])
    name = models.TextField(validators=[NAME])
    time_zone = models.TextField(validators=[NAME], default="UTC", db_default="UTC")
    fiscal_year_start_month = models.SmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(12)], default=1, db_default=1
    )
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="organisation_slug_unique", fields=["slug"]),
            check("organisation_slug_text", "slug ~ '^[a-z0-9-]{2,60}$'"),
            text(TABLE, "name", NAME),
            text(TABLE, "time_zone", NAME),
            between(TABLE, "fiscal_year_start_month", 1, 12),
            versioned(TABLE),
        ]

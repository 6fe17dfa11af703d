"""What the rows of an organisation have in common."""

from django.db import models
from django.db.models.functions import Now

from ops_model.models.constraints import LONG
from ops_model.models.fields import NEW_ID, Reference


class TenantRow(models.Model):
    """A row of one organisation. The migration operation TenantTable puts the walls around its table."""

    id = models.UUIDField(primary_key=True, db_default=NEW_ID, editable=False)
    organisation = Reference("ops_model.Organisation")

    class Meta:
        abstract = True


class EditableRow(TenantRow):
    """A row that people change: `version` counts the changes, from 1; `updated_by` None: nobody signed in did it."""

    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    updated_by = Reference("ops_model.Membership", null=True, blank=True)

    class Meta:
        abstract = True


class TermsRow(TenantRow):
    """A dated version of what is agreed; `reason` is why it changed, `created_by` None: nobody signed in did it."""

    reason = models.TextField(null=True, blank=True, validators=[LONG])
    created_at = models.DateTimeField(db_default=Now())
    created_by = Reference("ops_model.Membership", null=True, blank=True)

    class Meta:
        abstract = True

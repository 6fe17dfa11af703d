"""Versions of the framework: reference data, the same for every organisation."""

from django.db import models
from django.db.models.functions import Now

from ops_model.models.constraints import check, versioned

TABLE = "framework"


class FrameworkVersion(models.Model):
    """The framework's texts as one document; the newest version is the one shown. Loaded by the owner of the schema."""

    version = models.IntegerField(primary_key=True)
    document = models.JSONField()
    loaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = TABLE
        constraints = [
            versioned(TABLE),
            check("framework_document_shape", "jsonb_typeof(document) = 'object'"),
        ]

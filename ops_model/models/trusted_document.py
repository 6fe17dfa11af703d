"""Trusted documents: what a front end asks, known before it asks."""

from django.db import models
from django.db.models.functions import Now

from ops_model.models.constraints import check

TABLE = "trusted_document"


class TrustedDocument(models.Model):
    """A GraphQL document by the SHA-256 of its text in UTF-8. Registered by the owner of the schema, for the whole
    deployment, and never changed: another text has another hash."""

    hash = models.BinaryField(primary_key=True)
    text = models.TextField()
    registered_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = TABLE
        constraints = [check("trusted_document_hash_match", "hash = sha256(convert_to(text, 'UTF8'))")]

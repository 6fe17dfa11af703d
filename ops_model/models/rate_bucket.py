"""Buckets of cost units: how much each credential may still ask for."""

from django.db import models

from ops_model.models.constraints import check

TABLE = "rate_bucket"


class RateBucket(models.Model):
    """The bucket of one credential, found by a digest of 32 bytes of it: of a token the one that the token is found by.
    What was in it at an instant; what has flowed in since is added when it is drawn from."""

    key = models.BinaryField(primary_key=True)
    balance = models.FloatField()
    filled_at = models.DateTimeField()

    class Meta:
        db_table = TABLE
        constraints = [
            check("rate_bucket_key_shape", "octet_length(key) = 32"),
            check("rate_bucket_balance_range", "balance >= 0"),
        ]

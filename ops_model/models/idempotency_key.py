"""Idempotency keys: which operations were executed already, and what was answered."""

from django.db import models

from ops_model.models.constraints import check
from ops_model.models.rows import TenantRow

TABLE = "idempotency_key"


class IdempotencyKey(TenantRow):
    """A key that a credential gave an operation that wrote something; as if it were not there from `expires_at` on.

    `credential_id` is the token's or the account's that signed in, so that nobody meets another's keys; it refers to
    nothing, for the key outlives neither by much. `request_hash` is the SHA-256 of what was asked. `answer` is the body
    as it was sent; None only inside the transaction that executes the operation, where no other can see it.
    """

    credential_id = models.UUIDField()
    key = models.TextField()
    request_hash = models.BinaryField()
    answer = models.BinaryField(null=True, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="idempotency_key_key_unique", fields=["organisation", "credential_id", "key"]),
            check("idempotency_key_key_text", "key ~ '^[ -~]{1,255}$'"),
            check("idempotency_key_request_hash_shape", "octet_length(request_hash) = 32"),
        ]
        indexes = [models.Index(name="idempotency_key_expires_at", fields=["organisation", "expires_at"])]

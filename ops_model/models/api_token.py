"""API tokens: how programs sign in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from ops_model.domain.roles import TokenScope
from ops_model.models.constraints import NAME, check, choices, text
from ops_model.models.fields import Reference
from ops_model.models.rows import TenantRow

TABLE = "api_token"


class ApiToken(TenantRow):
    """What is kept of a token: the SHA-256 it is found by, and its first characters, by which people know it again."""

    membership = Reference("ops_model.Membership")
    name = models.TextField(validators=[NAME])
    scopes = ArrayField(models.TextField(choices=choices(TokenScope)), db_default=[TokenScope.READ.value])
    token_hash = models.BinaryField()
    token_prefix = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    created_by = Reference("ops_model.Membership", null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="api_token_token_hash_unique", fields=["token_hash"]),
            check("api_token_token_hash_shape", "octet_length(token_hash) = 32"),
            check("api_token_token_prefix_text", "char_length(token_prefix) BETWEEN 1 AND 20"),
            check("api_token_expires_at_order", "expires_at > created_at"),
            text(TABLE, "name", NAME),
            models.CheckConstraint(
                name="api_token_scopes_choice", condition=models.Q(scopes__contained_by=[*map(str, TokenScope)])
            ),
            check("api_token_scopes_set", "ops_is_set(scopes) AND cardinality(scopes) > 0"),
        ]

"""When API tokens were used last."""

from django.db import models

from ops_model.models.fields import Reference
from ops_model.models.rows import TenantRow

TABLE = "api_token_use"


class ApiTokenUse(TenantRow):
    """When a token was used last, to the minute. Apart from the token, because to use one changes nothing of the
    organisation's data."""

    api_token = Reference("ops_model.ApiToken")
    last_used_at = models.DateTimeField()

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="api_token_use_api_token_unique", fields=["organisation", "api_token"])
        ]

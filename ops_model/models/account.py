"""Accounts: who signs in, across organisations."""

from django.core.validators import EmailValidator
from django.db import models
from django.db.models.functions import Lower, Now

from ops_model.models.constraints import EMAIL, check
from ops_model.models.fields import NEW_ID

TABLE = "account"


class Account(models.Model):
    """Who signs in. Global and never shown: what an organisation knows of a person is the membership."""

    id = models.UUIDField(primary_key=True, db_default=NEW_ID, editable=False)
    email = models.TextField(validators=[EmailValidator(), EMAIL])
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_unique"),
            check("account_email_text", r"email ~ '^[^@\s]+@[^@\s]+$' AND char_length(email) <= 254"),
        ]

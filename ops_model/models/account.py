"""Accounts: who signs in, across organisations."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import EmailValidator
from django.db import models
from django.db.models.functions import Lower, Now

from ops_model.models.constraints import EMAIL, check
from ops_model.models.fields import NEW_ID

TABLE = "account"


NO_PASSWORD = "!"  # noqa: S105 - what stands for none


class Account(AbstractBaseUser):
    """Who signs in. Global and never shown: what an organisation knows of a person is the membership. Without a
    password until its person sets one."""

    USERNAME_FIELD = EMAIL_FIELD = "email"
    last_login = None

    id = models.UUIDField(primary_key=True, db_default=NEW_ID, editable=False)
    email = models.TextField(validators=[EmailValidator(), EMAIL])
    password = models.CharField(max_length=128, default=NO_PASSWORD, db_default=NO_PASSWORD)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_unique"),
            check("account_email_text", r"email ~ '^[^@\s]+@[^@\s]+$' AND char_length(email) <= 254"),
        ]

"""Memberships: the people of an organisation."""

from django.core.validators import EmailValidator
from django.db import models
from django.db.models.functions import Lower

from ops_model.domain.roles import Role
from ops_model.models.constraints import EMAIL, NAME, check, choices, one_of, text, versioned
from ops_model.models.fields import Reference
from ops_model.models.rows import EditableRow

TABLE = "membership"


class Membership(EditableRow):
    """A person in an organisation, by the name and e-mail it knows; ended by date, never deleted: rows refer to it."""

    account = Reference("ops_model.Account")
    name = models.TextField(validators=[NAME])
    email = models.TextField(validators=[EmailValidator(), EMAIL])
    role = models.TextField(choices=choices(Role))
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = TABLE
        constraints = [
            models.UniqueConstraint(name="membership_account_unique", fields=["organisation", "account"]),
            models.UniqueConstraint("organisation", Lower("email"), name="membership_email_unique"),
            text(TABLE, "name", NAME),
            check("membership_email_text", r"email ~ '^[^@\s]+@[^@\s]+$' AND char_length(email) <= 254"),
            one_of(TABLE, "role", Role),
            versioned(TABLE),
        ]
        indexes = [models.Index(name="membership_account", fields=["account"])]

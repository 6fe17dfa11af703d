"""Which organisations there are: commands that act on all of them enter one after another."""

from uuid import UUID

from django.utils.connection import ConnectionDoesNotExist

from ops_model.models import Organisation
from ops_model.selectors.database import database
from ops_model.selectors.tenants import OWNER


def organisation_ids() -> list[UUID]:
    """Return the ids of all organisations. One statement, as the owner. Raises LookupError where the environment has no
    address of theirs."""
    try:
        return [*Organisation.objects.using(OWNER).values_list("pk", flat=True)]
    except ConnectionDoesNotExist as error:
        message = "Which organisations there are is seen by the owner of the schema alone."
        raise LookupError(message) from error


def organisation_place(organisation_id: UUID) -> tuple[str, str]:
    """Return the slug of an organisation that was entered, and the time zone that its days are told by. One statement.

    Raises LookupError where there is none, or none that was entered.
    """
    organisations = Organisation.objects.using(database()).filter(pk=organisation_id)
    for slug, time_zone in organisations.values_list("slug", "time_zone"):
        return slug, time_zone
    raise LookupError("There is no such organisation, or it was not entered.")

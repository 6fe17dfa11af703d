"""Delete what was kept for a while and has expired."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from ops_model import clock
from ops_model.selectors.organisations import organisation_ids
from ops_model.selectors.tenants import organisation_enter
from ops_model.services.account import sessions_clean_up, sign_in_tries_clean_up
from ops_model.services.idempotency_key import idempotency_keys_clean_up
from ops_model.services.rate_bucket import rate_buckets_clean_up

CLEANED: Mapping[str, Callable[..., int]] = {"idempotency keys": idempotency_keys_clean_up}
"""What expires in an organisation, and what deletes it: given `organisation_id` and `at`, it returns how many."""

CLEANED_EVERYWHERE: Mapping[str, Callable[..., int]] = {
    "sessions": sessions_clean_up,
    "tries to sign in": sign_in_tries_clean_up,
}
"""What expires beside all organisations, and what deletes it: given `at`, it returns how many."""

CLEANED_AS_OWNER: Mapping[str, Callable[..., int]] = {"rate buckets": rate_buckets_clean_up}
"""The same, where the owner of the schema alone sees what has expired: not where organisations are named."""


class Command(BaseCommand):
    """Deletes what has expired, organisation by organisation; safe at any time."""

    help = "Delete what was kept for a while and has expired. Nothing but room depends on it: once a day is enough."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument(
            "--organisation", metavar="SLUG", action="append", help="of organisations this one alone; may be repeated"
        )

    def handle(self, **options: Any) -> None:
        """Delete it, and say how much; or say kindly why not."""
        at = clock.now()
        organisations = [*(_of(options["organisation"]) if options["organisation"] else _all())]
        for name, clean_up in CLEANED.items():
            deleted = sum(clean_up(organisation_id=each, at=at) for each in organisations)
            self.stdout.write(f"Expired {name} deleted: {deleted}")
        as_owner = {} if options["organisation"] else CLEANED_AS_OWNER
        for name, clean_up_everywhere in {**CLEANED_EVERYWHERE, **as_owner}.items():
            self.stdout.write(f"Expired {name} deleted: {clean_up_everywhere(at=at)}")


def _of(slugs: list[str]) -> Iterator[UUID]:
    for slug in slugs:
        with transaction.atomic():
            organisation_id = organisation_enter(slug=slug)
        if organisation_id is None:
            raise CommandError(f"There is no organisation {slug}.")
        yield organisation_id


def _all() -> list[UUID]:
    try:
        return organisation_ids()
    except LookupError as error:
        raise CommandError(f"{error} Set DATABASE_OWNER_URL, or name them: --organisation SLUG") from error

"""Delete what was kept for a while and has expired."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ops_model import clock
from ops_model.management.arguments import add_organisations, organisations_named
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
        add_organisations(parser)

    def handle(self, **options: Any) -> None:
        """Delete it, and say how much; or say kindly why not."""
        at = clock.now()
        organisations = organisations_named(options["organisation"])
        for name, clean_up in CLEANED.items():
            deleted = sum(clean_up(organisation_id=each, at=at) for each in organisations)
            self.stdout.write(f"Expired {name} deleted: {deleted}")
        as_owner = {} if options["organisation"] else CLEANED_AS_OWNER
        for name, clean_up_everywhere in {**CLEANED_EVERYWHERE, **as_owner}.items():
            self.stdout.write(f"Expired {name} deleted: {clean_up_everywhere(at=at)}")

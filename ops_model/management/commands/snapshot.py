"""Take snapshots: what is reported of a day."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from ops_model import clock
from ops_model.management.arguments import add_organisations, day, organisations_named
from ops_model.selectors.organisations import organisation_place
from ops_model.selectors.tenants import tenant_enter
from ops_model.services.snapshot import snapshots_take


class Command(BaseCommand):
    """Takes a snapshot of each organisation, organisation by organisation and as the application; safe at any time, and
    as often as one likes."""

    help = (
        "Keep what is reported of today, for good: once a day, at its end. Where the day has its snapshot already, "
        "nothing is done. A day that was missed stays a gap, unless --date DATE --reconstruct fills it by what is "
        "known now, marked as such."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        add_organisations(parser)
        parser.add_argument(
            "--date", type=day, metavar="DATE", help="the day, as 2026-06-30 (today, in the organisation's time zone)"
        )
        parser.add_argument(
            "--reconstruct", action="store_true", help="let DATE be past: the snapshot is marked as reconstructed"
        )

    def handle(self, **options: Any) -> None:
        """Take them, and say which were there; or say kindly why not."""
        if options["reconstruct"] and options["date"] is None:
            raise CommandError("Say which day to reconstruct: --date DATE")
        for organisation_id in organisations_named(options["organisation"]):
            self.stdout.write(_take(organisation_id, options["date"], reconstruct=options["reconstruct"]))


def _take(organisation_id: UUID, asked: date | None, *, reconstruct: bool) -> str:
    with transaction.atomic():
        tenant_enter(organisation_ids=[organisation_id])
        slug, time_zone = organisation_place(organisation_id)
    today = clock.today(time_zone)
    of_day = asked or today
    if of_day > today:
        raise CommandError(f"{of_day} is not over in {slug}, where it is {today}: it has not been reported yet.")
    if of_day < today and not reconstruct:
        raise CommandError(f"{of_day} is past in {slug}: what is known now of it is taken by --reconstruct.")
    taken = snapshots_take(organisation_id=organisation_id, days=[of_day], today=today)
    marked = ", reconstructed" if of_day < today else ""
    return f"{slug} {of_day}: {f'taken{marked}' if taken else 'is there already'}"

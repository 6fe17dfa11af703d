"""Print a scorecard."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from ops_model import clock
from ops_model.management.arguments import day
from ops_model.management.scorecard_text import scorecard_lines
from ops_model.selectors.organisations import organisation_place
from ops_model.selectors.reports import Scorecard
from ops_model.selectors.state import organisation_state
from ops_model.selectors.tenants import organisation_enter, snapshot_open


class Command(BaseCommand):
    """Prints an organisation's scorecard: the figures that the API shows, as a table for people."""

    help = "Print an organisation's scorecard as a table."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument(
            "--organisation", required=True, metavar="SLUG", help="the organisation's name in addresses"
        )
        parser.add_argument(
            "--as-of", type=day, metavar="DATE", help="the day that all figures are of, as 2026-06-30 (today)"
        )

    def handle(self, **options: Any) -> None:
        """Print it, or say kindly why not."""
        for line in scorecard_lines(_scorecard(options["organisation"], options["as_of"])):
            self.stdout.write(line)


def _scorecard(slug: str, as_of: date | None) -> Scorecard:
    with transaction.atomic():
        snapshot_open()
        organisation_id = organisation_enter(slug=slug)
        state = organisation_id and organisation_state(organisation_id, as_of or _today(organisation_id))
        if not state:
            raise CommandError(f"There is no organisation '{slug}'.")
        return state.scorecard


def _today(organisation_id: UUID) -> date:
    _, time_zone = organisation_place(organisation_id)
    return clock.today(time_zone)

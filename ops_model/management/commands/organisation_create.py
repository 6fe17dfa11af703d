"""Make an organisation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops_model.services.errors import ServiceError
from ops_model.services.organisation import organisation_create


class Command(BaseCommand):
    """Makes an organisation with its six levers and an administrator, whose token it prints once."""

    help = "Make an organisation with its six levers, and print its administrator's token, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument("slug", help="its name in addresses: 2 to 60 small letters, digits and hyphens")
        parser.add_argument("--name", required=True, help="its name")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="the administrator's e-mail")
        parser.add_argument("--admin-name", metavar="NAME", help="the administrator's name (left out: the e-mail)")
        parser.add_argument("--time-zone", default="UTC", metavar="ZONE", help="where its days begin (UTC)")

    def handle(self, **options: Any) -> None:
        """Make it, or say kindly why not."""
        try:
            made = organisation_create(
                slug=options["slug"],
                name=options["name"],
                admin_email=options["admin"],
                admin_name=options["admin_name"] or options["admin"],
                time_zone=options["time_zone"],
            )
        except ServiceError as error:
            where = " ".join(error.field).replace("_", " ")
            raise CommandError(f"{where}: {error.message}") from error
        except LookupError as error:
            raise CommandError(f"{error} Run `manage.py migrate` first.") from error
        self.stdout.write(f"Organisation {options['slug']} is there, with its six levers.")
        self.stdout.write(f"To sign in by a browser: manage.py password_link {options['admin']}")
        self.stdout.write(f"Token of {options['admin']} (shown this once): {made.token}")

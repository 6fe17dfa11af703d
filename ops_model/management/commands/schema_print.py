"""Writes the API's schema to the file that is checked in, or compares the two."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops_model.graphql.tracker.schema import SCHEMA_FILE, schema_text


class Command(BaseCommand):
    """`manage.py schema_print [--check]`."""

    help = "Write the schema to ops_model/graphql/tracker/schema.graphql; with --check, fail where the file differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="compare, and write nothing")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        """Write or compare."""
        text = schema_text()
        if not check:
            SCHEMA_FILE.write_text(text, encoding="utf-8")
            self.stdout.write(f"{SCHEMA_FILE} is written")
        elif not SCHEMA_FILE.exists() or SCHEMA_FILE.read_text(encoding="utf-8") != text:
            raise CommandError("The schema has changed: run 'manage.py schema_print' and check in what it writes.")

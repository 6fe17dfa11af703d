"""Writes the schemas of both APIs to the files that are checked in, or compares."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops_model.graphql.reporting import schema as reporting
from ops_model.graphql.tracker import schema as tracker

SCHEMAS = {tracker.SCHEMA_FILE: tracker.schema_text, reporting.SCHEMA_FILE: reporting.schema_text}
"""The text of each schema, by the file that has it."""


class Command(BaseCommand):
    """`manage.py schema_print [--check]`."""

    help = "Write both schemas to the files that are checked in; with --check, fail where one of them differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="compare, and write nothing")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        """Write or compare."""
        for file, text in SCHEMAS.items():
            if not check:
                file.write_text(text(), encoding="utf-8")
                self.stdout.write(f"{file} is written")
            elif not file.exists() or file.read_text(encoding="utf-8") != text():
                raise CommandError("The schema has changed: run 'manage.py schema_print' and check in what it writes.")

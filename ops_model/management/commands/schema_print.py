"""Writes the schemas of both APIs to the files that are checked in, or compares."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops_model.management.apis import APIS


class Command(BaseCommand):
    """`manage.py schema_print [--check]`."""

    help = "Write both schemas to the files that are checked in; with --check, fail where one of them differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="compare, and write nothing")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        """Write or compare."""
        for api in APIS.values():
            if not check:
                api.file.write_text(api.text(), encoding="utf-8")
                self.stdout.write(f"{api.file} is written")
            elif not api.file.exists() or api.file.read_text(encoding="utf-8") != api.text():
                raise CommandError("The schema has changed: run 'manage.py schema_print' and check in what it writes.")

"""`check_all`: the one gate before code lands. Nothing in it changes a file."""

import subprocess
import sys
import time
from dataclasses import dataclass

from django.core.management.base import BaseCommand

from backend.bootstrap import ROOT

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True, slots=True)
class Check:
    """One step: what it makes sure of, and the arguments to Python that do."""

    name: str
    arguments: tuple[str, ...]


CHECKS = (
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("lint", ("-m", "ruff", "check", ".")),
    Check("walls between rooms", ("-c", LINT_IMPORTS)),
    Check("types", ("-m", "mypy")),
    Check("Django's checks", ("-m", "django", "check", "--fail-level", "WARNING")),
    Check("no migration missing", ("-m", "django", "makemigrations", "--check", "--dry-run")),
    Check("migrations are safe", ("-m", "django", "lintmigrations", "--database", "owner", "--no-cache")),
    Check("schema.graphql is current", ("-m", "django", "schema_print", "--check")),
)


class Command(BaseCommand):
    """Runs every check, also after one failed, and ends with code 1 if any did."""

    requires_system_checks = ()
    help = "Check format, lint, imports, types, migrations and the schema"

    def handle(self, *args: object, **options: object) -> None:
        """Run the checks; what a failed one has to say is shown right after it."""
        del args, options
        failed = [check.name for check in CHECKS if not self._passes(check)]
        if failed:
            self.stdout.write(f"check_all: {len(failed)} of {len(CHECKS)} failed: {', '.join(failed)}")
            sys.exit(1)
        self.stdout.write(f"check_all: all {len(CHECKS)} pass")

    def _passes(self, check: Check) -> bool:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, *check.arguments],
            cwd=ROOT,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        self.stdout.write(f"{verdict:<7}{check.name} ({time.monotonic() - began:.1f} s)")
        if done.returncode != 0:
            self.stdout.write(done.stdout.rstrip())
        self.stdout.flush()
        return done.returncode == 0

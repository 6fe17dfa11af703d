"""`test`: the whole suite on a database of its own."""

import subprocess
import sys

from django.core.management.base import BaseCommand

from backend.bootstrap import ROOT


class Command(BaseCommand):
    """Runs pytest on a server for tests, where it makes a database of its own, and ends with pytest's code."""

    requires_system_checks = ()
    help = "Run the tests. Arguments go to pytest: manage.py test -k scorecard"

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand every argument to pytest as it is."""
        done = subprocess.run([sys.executable, "-m", "pytest", *argv[2:]], cwd=ROOT, check=False)
        sys.exit(done.returncode)

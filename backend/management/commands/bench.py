"""`bench`: the product beside others of its kind, on a database of its own."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benchmarks.chosen import names_known
from benchmarks.dataset.shapes import SIZES
from benchmarks.run import CHART, REPORT, run
from benchmarks.table import table_lines


class Command(BaseCommand):
    """Runs for some minutes (small) or for an hour (full), and keeps both processors busy."""

    requires_system_checks = ()
    help = "Measure the product beside other ways to build it; the figures go to build/bench.json"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to measure, how often, and on how much data."""
        parser.add_argument(
            "names", nargs="*", help=f"parts or contenders, all unless named: {', '.join(names_known())}"
        )
        parser.add_argument("--rounds", type=int, default=7, help="how many times each is measured in turn (7)")
        parser.add_argument("--size", choices=SIZES, default="full", help="how much data there is (full)")

    def handle(self, *args: object, **options: object) -> None:
        """Run it. Raises CommandError for a name that is none, and without a round."""
        del args
        rounds = int(str(options["rounds"]))
        if rounds < 1:
            raise CommandError(f"--rounds is at least 1, and not {rounds}.")
        names = [str(name) for name in options["names"]] if isinstance(options["names"], list) else []
        if unknown := set(names) - set(names_known()):
            raise CommandError(f"{', '.join(sorted(unknown))}: not among {', '.join(names_known())}.")
        results = run(names, rounds=rounds, size=str(options["size"]), say=self.stdout.write)
        self.stdout.write("\n".join(table_lines(results)))
        self.stdout.write(f"\nAll figures: {REPORT}\nA picture: {CHART}")

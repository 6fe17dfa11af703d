"""`serve`: the product for real use, on a database that `migrate` has made ready."""

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from backend.command_line import migrate_line
from backend.web_supervisor import WebError, WebServer, require_free_port
from ops_model.selectors.database import MAIN, reporting_database


class Command(BaseCommand):
    """Serves until Ctrl-C or SIGTERM."""

    help = "Serve the API on 127.0.0.1. Put a proxy with TLS before it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The port."""
        parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (8000)")

    def handle(self, *args: object, **options: object) -> None:
        """Serve. Raises CommandError where the port or the database is not ready, or its role could see too much."""
        del args
        port = int(str(options["port"]))
        self.check(tags=[Tags.database], databases=[MAIN, reporting_database()])
        _require_migrated()
        try:
            require_free_port(port)
            with WebServer(port) as server:
                server.wait_until_it_answers()
                self.stdout.write(f"Serving {server.url}/graphql/ (Ctrl-C stops)")
                if not settings.OPS_SENDS_MAIL:
                    self.stdout.write("No mail is sent: OPS_SMTP_HOST is not set. Links come from: password_link EMAIL")
                if settings.OPS_TODAY:
                    self.stdout.write(f"The day is pinned: today is {settings.OPS_TODAY}.")
                self.stdout.flush()
                code = server.wait()
                raise CommandError(f"The web server ended by itself, with code {code}.")
        except WebError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")


def _require_migrated() -> None:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if missing:
        raise CommandError(f"{len(missing)} migrations are missing from the database. Run: {migrate_line()}")

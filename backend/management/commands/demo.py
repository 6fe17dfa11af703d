"""`demo`: the product with two made-up organisations, ready to be asked."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from backend import interruptions
from backend.demo.announcement import Announcement, DemoOrganisation, announced, withdraw
from backend.demo.organisations import DEMO_PASSWORD, organisations_ready
from backend.postgres.locks import held_alone
from backend.web_supervisor import WebError, WebServer, require_free_port
from fixtures.demo import DEMO_DAY
from ops_model.selectors.database import MAIN, reporting_database
from ops_model.services.errors import ServiceError


class Command(BaseCommand):
    """Runs until Ctrl-C or SIGTERM, then stops all that it started."""

    help = "Serve two made-up organisations on 127.0.0.1, on a pinned day"

    def add_arguments(self, parser: CommandParser) -> None:
        """The port."""
        parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (8000)")

    def handle(self, *args: object, **options: object) -> None:
        """Run the demo. Raises CommandError where its port is taken or the web server fails."""
        del args
        port = int(str(options["port"]))
        data: Path = settings.OPS_DATA
        data.mkdir(parents=True, exist_ok=True)
        try:
            with held_alone(data / "demo.lock", f"A demo already runs on {data}; see {data / 'demo.json'}."):
                withdraw(data)
                self._say(f"The demo's day is pinned: today is {DEMO_DAY}.")
                require_free_port(port)
                call_command("migrate", verbosity=0)
                self.check(tags=[Tags.database], databases=[MAIN, reporting_database()])
                organisations = organisations_ready(data, today=DEMO_DAY)
                connections.close_all()
                self._serve(data, port, organisations)
        except WebError as error:
            raise CommandError(str(error)) from error
        except ServiceError as error:
            raise CommandError(f"{error.message} Another folder begins anew: --data DIR") from error
        except (KeyboardInterrupt, interruptions.Terminated):
            interruptions.ignore()
            self._say("The demo stops.")

    def _serve(self, data: Path, port: int, organisations: tuple[DemoOrganisation, ...]) -> None:
        os.environ["OPS_GRAPHIQL_TOKEN"] = organisations[0].users[0].token
        with WebServer(port) as server:
            server.wait_until_it_answers()
            announcement = Announcement(
                url=server.url,
                tracker=f"{server.url}/graphql/",
                reporting=None,
                today=DEMO_DAY.isoformat(),
                database=os.environ["DATABASE_URL"],
                password=DEMO_PASSWORD,
                organisations=organisations,
            )
            with announced(data, announcement):
                self._say("\n".join(announcement.lines()))
                raise CommandError(f"The web server ended by itself, with code {server.wait()}.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

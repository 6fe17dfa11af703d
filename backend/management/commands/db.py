"""`db`: the embedded server by hand, and the roles on any server."""

import os
from contextlib import closing

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.databases import is_foreign, main_cluster
from backend.postgres.cluster import Cluster
from backend.postgres.lifetime import server_keep, server_let_go, server_used
from backend.postgres.roles import APP, DATABASE, OWNER, REPORT, database_create, database_tighten, roles_ensure
from backend.postgres.server import answers

ADMIN_MISSING = """DATABASE_URL is set, so the roles are to be made on its server.
Set DATABASE_ADMIN_URL to the address of a role there that may create roles and databases (a superuser)."""
ADDRESSES = {OWNER: "DATABASE_OWNER_URL", APP: "DATABASE_URL", REPORT: "REPORTING_DATABASE_URL"}


class Command(BaseCommand):
    """Starts, stops and shows the embedded server; makes the roles."""

    requires_system_checks = ()
    help = (
        "start: keep the embedded server running; stop: end that; status: show it (code 1 where it does not run); "
        "roles: make the three roles and the database, also on the server of DATABASE_URL"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("action", choices=("start", "stop", "status", "roles"))

    def handle(self, *args: object, **options: object) -> None:
        """Do it. Raises CommandError and PostgresError with what to do instead."""
        del args
        action = str(options["action"])
        if action == "roles":
            self._roles()
            return
        if is_foreign():
            raise CommandError("DATABASE_URL is set: its server is not this project's to start or stop.")
        cluster = main_cluster(settings.OPS_DATA)
        {"start": self._start, "stop": self._stop, "status": self._status}[action](cluster)

    def _start(self, cluster: Cluster) -> None:
        server_keep(cluster)
        self._status(cluster)

    def _stop(self, cluster: Cluster) -> None:
        stopped = server_let_go(cluster)
        self.stdout.write(
            "The server is stopped." if stopped else "The server is in use, and stops when its last user leaves."
        )

    def _status(self, cluster: Cluster) -> None:
        if not answers(cluster):
            raise CommandError(f"The server of {cluster.home} does not run.")
        kept = "until `db stop`" if cluster.kept.exists() else "while somebody uses it"
        self.stdout.write(f"The server of {cluster.home} runs, {kept}.")
        for role in ADDRESSES:
            self.stdout.write(f"  {role:<11}{cluster.url(role, DATABASE)}")
        self.stdout.write(f"  {'log':<11}{cluster.log}")

    def _roles(self) -> None:
        if is_foreign():
            _make_foreign_roles()
        else:
            with server_used(main_cluster(settings.OPS_DATA)):
                pass  # the roles and the database are made whenever the embedded server is entered
        self.stdout.write(f"The roles {', '.join(ADDRESSES)} and their database are ready.")


def _make_foreign_roles() -> None:
    """Make the roles with the passwords that their addresses carry, and the database that DATABASE_URL names."""
    admin = os.environ.get("DATABASE_ADMIN_URL")
    if not admin:
        raise CommandError(ADMIN_MISSING)
    addresses = {
        role: psycopg2.extensions.parse_dsn(os.environ[name])
        for role, name in ADDRESSES.items()
        if os.environ.get(name)
    }
    for role, parts in addresses.items():
        if parts.get("user") != role:
            raise CommandError(f"{ADDRESSES[role]} must be an address of role {role}, not of {parts.get('user')}.")
    database = addresses[APP]["dbname"]
    passwords = {role: parts["password"] for role, parts in addresses.items() if "password" in parts}
    try:
        with closing(psycopg2.connect(admin)) as connection:
            connection.autocommit = True
            roles_ensure(connection, passwords=passwords)
            database_create(connection, database)
        with closing(psycopg2.connect(admin, dbname=database)) as connection:
            connection.autocommit = True
            database_tighten(connection)
    except psycopg2.Error as error:
        raise CommandError(f"The server refused: {error}".rstrip()) from error

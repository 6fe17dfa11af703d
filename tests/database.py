"""The database that tests run on, and other ways in than the application's."""

import os
import secrets
from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connection, connections, transaction
from psycopg2.extensions import connection as Connection  # noqa: N812 - it is a class, whatever psycopg2 calls it

from backend.postgres.roles import database_tighten


@contextmanager
def database_of_its_own() -> Generator[str]:
    """Make a database as its owner, migrate it, let both roles' connections lead to it, and drop it in the end.

    It is called as OPS_TEST_DATABASE says, or by a name of its own.
    """
    name = os.environ.get("OPS_TEST_DATABASE") or f"ops_test_{secrets.token_hex(6)}"
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ("owner", "default")}
    _as_owner(f'CREATE DATABASE "{name}"')
    try:
        _lead_to(dict.fromkeys(before, name))
        connections["owner"].ensure_connection()
        database_tighten(connections["owner"].connection)
        call_command("migrate", database="owner", verbosity=0)
        yield name
    finally:
        _lead_to(before)
        _as_owner(f'DROP DATABASE "{name}" WITH (FORCE)')


def setting(name: str) -> str:
    """Return a setting as the application's connection has it now; "" where nobody has set it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def _as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
    connections["owner"].close()


def _lead_to(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def connection_as(role: str) -> Generator[Connection]:
    """Give a connection of its own to the database of the tests as another role; what is not committed is rolled back.

    The role is `ops_owner`, `ops_app` or `ops_report`; the first two come in by the addresses of the environment.
    """
    alias = "owner" if role == "ops_owner" else "default"
    parameters: dict[str, Any] = connections[alias].get_connection_params()
    if role == "ops_report":
        parameters |= {"user": role}
    parameters = {name: value for name, value in parameters.items() if name not in {"cursor_factory", "context"}}
    with closing(psycopg2.connect(**parameters)) as another:
        yield another


def enter(*organisation_ids: object, user: object = "", key: str = "") -> None:
    """Set what row security reads, until the transaction ends: the organisations, the account, the key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('ops.organisations', %s, true), set_config('ops.user', %s, true),"
            " set_config('ops.key', %s, true)",
            [",".join(map(str, organisation_ids)), str(user), key],
        )


@contextmanager
def inside(*organisation_ids: object) -> Generator[None]:
    """Run in a transaction that has entered these organisations."""
    with transaction.atomic():
        enter(*organisation_ids)
        yield

"""The three database roles and a database of theirs, the same on the embedded server and on any other.

`ops_owner` owns the schema and passes row security (migrations, backups); `ops_app` owns nothing and cannot pass it;
`ops_report` reads the reporting views. What the last two may touch is granted table by table in migrations.
"""

from collections.abc import Mapping

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

OWNER, APP, REPORT = "ops_owner", "ops_app", "ops_report"
ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOCREATEROLE CREATEDB BYPASSRLS",
    APP: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS",
    REPORT: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS",
}
DATABASE = "ops"


def _run(cursor: psycopg2.extensions.cursor, statement: str, **names: str) -> None:
    identifiers = {key: sql.Identifier(name) for key, name in names.items()}
    cursor.execute(sql.SQL(statement).format(**identifiers))


def roles_ensure(connection: psycopg2.extensions.connection, *, passwords: Mapping[str, str] | None = None) -> None:
    """Make the three roles, or set them right; give those named in `passwords` that password.

    The connection is in autocommit mode and its role may create roles that pass row security (a superuser may).
    Passwords are hashed here, so that none is in the server's log. Takes two or three statements a role.
    """
    with connection.cursor() as cursor:
        for role, attributes in ROLES.items():
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.rowcount else "CREATE"
            _run(cursor, f"{verb} ROLE {{role}} {attributes}", role=role)
            password = (passwords or {}).get(role)
            if password:
                hashed = psycopg2.extensions.encrypt_password(password, role, connection, "scram-sha-256")
                cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(role)), [hashed])


def database_create(connection: psycopg2.extensions.connection, name: str) -> None:
    """Make the database where it is missing, the owner role's. The connection is in autocommit mode; two statements."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if not cursor.rowcount:
            _run(cursor, "CREATE DATABASE {name} OWNER {owner} TEMPLATE template0", name=name, owner=OWNER)


def database_tighten(connection: psycopg2.extensions.connection) -> None:
    """Let only the three roles into the database of this connection, and only the owner create in its schema.

    Its role is the database's owner or a superuser. Six statements; to repeat them changes nothing.
    """
    name = str(connection.get_dsn_parameters()["dbname"])
    with connection.cursor() as cursor:
        _run(cursor, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=name)
        _run(cursor, "GRANT CONNECT ON DATABASE {name} TO {app}, {report}", name=name, app=APP, report=REPORT)
        _run(cursor, "REVOKE ALL ON SCHEMA public FROM PUBLIC")
        _run(cursor, "GRANT USAGE ON SCHEMA public TO {app}, {report}", app=APP, report=REPORT)
        _run(cursor, "GRANT CREATE, USAGE ON SCHEMA public TO {owner}", owner=OWNER)

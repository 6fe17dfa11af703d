"""What must hold before the process may start."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from ops_model.selectors.database import MAIN, REPORTING

_MADE = "`manage.py db roles` makes it and sets it right."
_HINTS = {
    MAIN: f"Let DATABASE_URL be the address of role ops_app; {_MADE}",
    REPORTING: f"Let REPORTING_DATABASE_URL be the address of role ops_report; {_MADE}",
}
"""What to do about the databases that are served from, by alias."""

# Of whoever is connected, and of all whom they may become: whether tables are theirs, and whether row security is not.
_ROLE = """
SELECT
    current_user,
    EXISTS (
        SELECT FROM pg_class
        WHERE relkind IN ('r', 'p') AND pg_has_role(relowner, 'MEMBER')
            AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_|^information_schema$')
    ),
    EXISTS (
        SELECT FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolcreaterole) AND pg_has_role(oid, 'MEMBER')
    )
"""


@register()
def psycopg_is_absent(*, app_configs: Sequence[AppConfig] | None, **options: object) -> list[CheckMessage]:
    """Refuse psycopg 3: Django silently prefers it to psycopg2, which this product is written for."""
    del app_configs, options
    if find_spec("psycopg") is None:
        return []
    return [
        Error(
            "psycopg 3 is installed beside psycopg2, and Django would take it.",
            hint="Uninstall psycopg, or delete .venv and let manage.py build it again.",
            id="backend.E001",
        )
    ]


@register(Tags.database)
def role_keeps_to_row_security(*, databases: Sequence[str] | None, **options: object) -> list[CheckMessage]:
    """Refuse to serve by a role that row security does not hold: one that owns tables, or could pass it.

    Django runs it where databases are named, as `serve` and `demo` do; the owner's own is not judged. One statement a
    database.
    """
    del options
    return [problem for alias in _HINTS if alias in (databases or ()) for problem in _problems_of(alias)]


def _problems_of(alias: str) -> Iterator[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute(_ROLE)
        role, owns, passes = cursor.fetchone()
    if owns:
        yield Error(
            f"The database role {role} owns tables, or is a member of who does.", _HINTS[alias], id="backend.E002"
        )
    if passes:
        problem = f"The database role {role} can pass row security, or make itself a role that can."
        yield Error(problem, _HINTS[alias], id="backend.E003")

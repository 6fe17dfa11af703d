"""Which database is read: the main one, or for reports a copy of it, where there is one."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

MAIN = DEFAULT_DB_ALIAS
REPORTING = "reporting"
"""The alias of the copy, a replica say, that REPORTING_DATABASE_URL leads to."""

_read: ContextVar[str] = ContextVar("database that is read", default=MAIN)


def reporting_database() -> str:
    """Return the alias of the database that reports are read from: the main one unless there is another."""
    return REPORTING if REPORTING in connections else MAIN


def database() -> str:
    """Return the alias of the database that is read now."""
    return _read.get()


def database_connection() -> BaseDatabaseWrapper:
    """Return the connection to the database that is read now."""
    return connections[_read.get()]


@contextmanager
def read_from(alias: str) -> Generator[None]:
    """Let selectors read from a database while the body runs."""
    before = _read.set(alias)
    try:
        yield
    finally:
        _read.reset(before)

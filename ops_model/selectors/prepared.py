"""Statements that the database plans once for each connection, and not again each time: to plan a small one takes
longer than to run it.

A connection is the physical one, for that is what PostgreSQL prepares a statement for. A pooler that hands each
transaction to another one of its own knows nothing of it: with OPS_PREPARE=0 the same statements are sent as they are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from ops_model.selectors.database import database_connection

_PARAMETER = re.compile(r"%\((\w+)\)s")

_OF_ANOTHER_CONNECTION = ("26000", "42P05")
"""PostgreSQL's codes for a prepared statement that is not there, and for one that is there already."""

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""What was prepared for each connection, by name. A connection is one thread's, and so is its entry."""


class Prepared:
    """A statement with parameters as psycopg2 names them, each of the type that is declared for it.

    `plain` is its text with the types, `preparing` and `call` what is sent instead: once for a connection, and each
    time. Its name ends with a digest of its text: two of the same name are the same.
    """

    def __init__(self, name: str, text: str, /, **types: str) -> None:
        """Take a word to know it by, its text, and the types of its parameters. Raises KeyError for a parameter that
        has none."""
        places = {parameter: f"${place}" for place, parameter in enumerate(types, 1)}
        numbered = _PARAMETER.sub(lambda found: places[found[1]], text).replace("%%", "%")
        typed = {parameter: f"%({parameter})s::{kind}" for parameter, kind in types.items()}
        declared = f" ({', '.join(types.values())})" if types else ""
        given = f" ({', '.join(typed.values())})" if types else ""
        self.plain = _PARAMETER.sub(lambda found: typed[found[1]], text)
        self.name = f"{name}_{sha256(f'{declared}{text}'.encode()).hexdigest()[:16]}"
        self.preparing = f"PREPARE {self.name}{declared} AS {numbered}"
        self.call = f"EXECUTE {self.name}{given}"


@contextmanager
def _pooler_told() -> Iterator[None]:
    """Tell whoever runs the product what to do where what was prepared is another connection's."""
    try:
        yield
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) in _OF_ANOTHER_CONNECTION:
            message = "A pooler changes connections below prepared statements: set OPS_PREPARE=0."
            raise ImproperlyConfigured(message) from error
        raise


def prepared_read(*statements: Prepared, parameters: Mapping[str, Any], first: str = "") -> list[tuple[Any, ...]]:
    """Run statements one after another in one round trip, and return the rows of the last. `first` comes before them: a
    command that cannot be prepared, ended by a semicolon, or nothing. Raises ImproperlyConfigured where a pooler is in
    the way."""
    connection = database_connection()
    with _pooler_told(), connection.cursor() as cursor:
        if not settings.OPS_PREPARE:
            texts = [statement.plain for statement in statements]
        else:
            texts = [statement.call for statement in statements]
            known = _known.setdefault(connection.connection, set())
            if missing := [statement for statement in statements if statement.name not in known]:
                if first:
                    cursor.execute(first)  # and once more with the statements, which changes nothing
                _prepare(connection, missing, known)
        cursor.execute(f"{first}{';'.join(texts)}", parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _prepare(connection: BaseDatabaseWrapper, statements: Iterable[Prepared], known: set[str]) -> None:
    """Prepare what a connection does not know yet. It is done once, and no statement of an operation's own."""
    physical: Any = connection.connection
    with connection.wrap_database_errors, physical.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.preparing)
            known.add(statement.name)

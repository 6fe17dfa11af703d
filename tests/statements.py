"""How statements are counted, everywhere the same."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_NOT_COUNTED = re.compile(
    r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET)\b|(?!.*\bINSERT INTO\b).*\bset_config\("
    r"|(SET [^;]*;)?EXECUTE opening_|.*\bINSERT INTO api_token_use\b",
    re.IGNORECASE | re.DOTALL,
)
"""What sets and also inserts is no opening: it counts. That a token was used is written once a minute, by whoever comes
first: it does not. What is prepared is known by its name."""


@contextmanager
def count_statements() -> Generator[list[str]]:
    """Give the list of the SQL statements run inside, without BEGIN, COMMIT, SAVEPOINT and the opening SELECT."""
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's own signature
        if not _NOT_COUNTED.match(sql):
            statements.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield statements

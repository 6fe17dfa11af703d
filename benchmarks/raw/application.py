"""Answers each question with JSON that the database has put together, over the roll-ups.

One connection a thread, with every statement prepared. There is no routing but a dictionary, no check of anything, and
nothing between the database's text and the answer's bytes.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg2

from benchmarks.raw.statements import PREPARED

_of_thread = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Execute the prepared statement that the path names with the lines of the body."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
    name, values = environ["PATH_INFO"][1:], body.split("\n")
    places = ", ".join(["%s"] * len(values))
    with _connection().cursor() as cursor:
        cursor.execute(f"EXECUTE {name} ({places})", values)
        answer = cursor.fetchone()[0].encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]


def _connection() -> Any:
    if not hasattr(_of_thread, "connection"):
        connection = psycopg2.connect(os.environ["DATABASE_OWNER_URL"], options="-c search_path=rollups,public")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(PREPARED)
        _of_thread.connection = connection
    return _of_thread.connection

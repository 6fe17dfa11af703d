"""Rows by a cursor of the database, some at a time, so that any number of them takes the same memory."""

import time
from collections.abc import Iterator

from django.core.exceptions import EmptyResultSet
from django.db import connections

from ops_model.reporting.files.formats import Batch
from ops_model.reporting.filters import Rows

ROWS = 500
PAUSE = 0.0002
"""Seconds between two batches, in which whoever waits for the interpreter gets it."""


def row_batches(rows: Rows, columns: tuple[str, ...]) -> Iterator[Batch]:
    """Yield rows, in their order, with these columns. Inside a transaction; one statement for the cursor, and a round
    trip a batch. The cursor ends with the transaction, or when whoever iterates does.

    Django's own `iterator` would ask for all of them at once: behind a pooler it has no cursors.
    """
    connection = connections[rows.db]
    try:
        statement, parameters = rows.values_list(*columns).query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # a bound that no row can be within
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while batch := cursor.fetchmany(ROWS):
            yield batch
            time.sleep(PAUSE)

"""Short words for asking an embedded server."""

from contextlib import closing
from typing import Any

import psycopg2

from backend.postgres.cluster import Cluster
from backend.postgres.roles import DATABASE, OWNER


def ask(cluster: Cluster, statement: str, *, role: str = OWNER) -> Any:
    """Run one statement as a role and commit; the first column of its first row, None where it returns none."""
    with closing(psycopg2.connect(cluster.url(role, DATABASE))) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        connection.commit()
        return row[0] if row else None

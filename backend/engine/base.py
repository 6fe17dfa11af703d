"""Connections that are looked at before they are used again, at no cost.

They persist, so the server may have ended one since its last request: it was restarted, it crashed, or a pooler in
between closed it. Django asks such a connection `SELECT 1` before each request (CONN_HEALTH_CHECKS), which is a round
trip. But a server that has ended a connection has said so on its socket, and on an idle one it says nothing else.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_IDLE


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    def is_usable(self) -> bool:
        """Say whether the connection works. A statement is sent only where the server has said something unasked, where
        an error came of the last one, and inside a transaction, which may have failed."""
        connection: Any = self.connection
        if connection is None or connection.closed:
            return False
        is_idle = connection.get_transaction_status() == TRANSACTION_STATUS_IDLE
        return (is_idle and not self.errors_occurred and not _has_been_told(connection)) or super().is_usable()


def _has_been_told(connection: Any) -> bool:
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))

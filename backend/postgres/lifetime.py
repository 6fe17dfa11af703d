"""How long an embedded server runs: as long as somebody uses it.

Every process that needs it shares a lock while it does; the last to leave stops the server, whoever started it. After
a kill -9 of all of them it runs on without users, and the next to come adopts it. `db start` marks it as kept, `db
stop` takes the mark away.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from backend.interruptions import deferred
from backend.postgres.cluster import Cluster
from backend.postgres.locks import SharedLock, exclusive_lock
from backend.postgres.roles import DATABASE, database_create, database_tighten, roles_ensure
from backend.postgres.server import answers, connect, start, stop


@contextmanager
def server_used(cluster: Cluster) -> Iterator[None]:
    """Have the server, its roles and its database while the body runs. Raises PostgresError."""
    share = None
    try:
        with deferred():
            share = _enter(cluster)
        yield
    finally:
        if share is not None:
            _leave(cluster, share)


def server_keep(cluster: Cluster) -> None:
    """Mark the server as kept, and start it where it does not run. Raises PostgresError."""
    with server_used(cluster):
        cluster.kept.touch(mode=0o600)


def server_let_go(cluster: Cluster) -> bool:
    """Take the mark away and stop the server unless somebody uses it; whether it is stopped now."""
    if not cluster.home.exists() or not cluster.place.exists():
        return True
    cluster.kept.unlink(missing_ok=True)
    share = SharedLock(cluster.users_lock)
    share.take()
    _leave(cluster, share)
    return not answers(cluster)


def _enter(cluster: Cluster) -> SharedLock:
    cluster.open_home()
    with exclusive_lock(cluster.start_lock):
        cluster.open_place()
        share = SharedLock(cluster.users_lock)
        share.take()
        try:
            start(cluster)
            _prepare(cluster)
        except BaseException:
            if share.is_last():
                stop(cluster)
            share.release()
            raise
    return share


def _leave(cluster: Cluster, share: SharedLock) -> None:
    with deferred(), exclusive_lock(cluster.start_lock):
        if share.is_last() and not cluster.kept.exists():
            stop(cluster)
        share.release()


def _prepare(cluster: Cluster) -> None:
    with closing(connect(cluster)) as connection:
        roles_ensure(connection)
        database_create(connection, DATABASE)
    with closing(connect(cluster, DATABASE)) as connection:
        database_tighten(connection)

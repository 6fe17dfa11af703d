"""File locks between processes. The system releases them when a process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.postgres.errors import PostgresError


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        message = (
            f"{path.parent} belongs to another user. Run this as that user, or choose another folder by --data DIR."
        )
        raise PostgresError(message) from error


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Wait for the lock file, hold it alone while the body runs. Raises PostgresError where it is another user's."""
    descriptor = _open(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def held_alone(path: Path, otherwise: str) -> Iterator[None]:
    """Hold the lock file alone while the body runs, or raise PostgresError with `otherwise` where somebody has it."""
    descriptor = _open(path)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PostgresError(otherwise) from None
        yield
    finally:
        os.close(descriptor)


class SharedLock:
    """One of any number of holders of a lock file, from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> None:
        """Wait while somebody holds the lock alone, then share it. Raises PostgresError where it is another user's."""
        self._descriptor = _open(self._path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def is_last(self) -> bool:
        """Whether nobody else holds it. The holder must be leaving: a change of kind may lose the share."""
        if self._descriptor is None:
            return False
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the share back; without one nothing happens."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

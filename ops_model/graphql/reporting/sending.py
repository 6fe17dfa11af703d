"""How many files are sent at once: each holds a thread, and a transaction, until its client has all of it."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID

from ops_model.graphql.http.errors import ApiError, ErrorCode

RETRY_SECONDS = 10


class Sending:
    """The files that this process sends now, by whose they are. Threads share it."""

    def __init__(self, *, most: int, of_each: int) -> None:
        """Send at most so many, and so many of one organisation."""
        self._most, self._of_each = most, of_each
        self._sent = Counter[UUID]()
        self._lock = Lock()

    @contextmanager
    def one(self, organisation_id: UUID) -> Generator[None]:
        """Send one while the body runs. Raises ApiError: RATE_LIMITED (429) where too many of the organisation are
        being sent, TIMEOUT (503) where too many of all are."""
        with self._lock:
            if self._sent[organisation_id] >= self._of_each:
                raise _again("Too many files of this organisation", ErrorCode.RATE_LIMITED, 429)
            if self._sent.total() >= self._most:
                raise _again("Too many files", ErrorCode.TIMEOUT, 503)
            self._sent[organisation_id] += 1
        try:
            yield
        finally:
            with self._lock:
                self._sent[organisation_id] -= 1


def _again(what: str, code: ErrorCode, status: int) -> ApiError:
    message = f"{what} are being sent: try again in {RETRY_SECONDS} seconds."
    return ApiError(code, message, status=status, headers={"Retry-After": str(RETRY_SECONDS)})

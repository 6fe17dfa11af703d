"""How many files are sent at once: each holds a thread, and a transaction, until its client has all of it."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock

from ops_model.graphql.http.errors import ApiError, ErrorCode

RETRY_SECONDS = 10


class Sending:
    """The files that this process sends now, by whom. Threads share it."""

    def __init__(self, *, most: int) -> None:
        """Send at most so many, one to each credential."""
        self._most = most
        self._to = set[bytes]()
        self._lock = Lock()

    @contextmanager
    def one(self, digest: bytes) -> Generator[None]:
        """Send one while the body runs. Raises ApiError: RATE_LIMITED (429) where the credential is sent another one,
        TIMEOUT (503) where too many others are."""
        with self._lock:
            if digest in self._to:
                raise _again("You are being sent another file", ErrorCode.RATE_LIMITED, 429)
            if len(self._to) >= self._most:
                raise _again("Too many files are being sent", ErrorCode.TIMEOUT, 503)
            self._to.add(digest)
        try:
            yield
        finally:
            with self._lock:
                self._to.discard(digest)


def _again(why: str, code: ErrorCode, status: int) -> ApiError:
    message = f"{why}: try again in {RETRY_SECONDS} seconds."
    return ApiError(code, message, status=status, headers={"Retry-After": str(RETRY_SECONDS)})

"""Ctrl-C, SIGTERM and a closed terminal, each as an exception at a moment when all that was begun can be undone."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Terminated(SystemExit):
    """SIGTERM or SIGHUP came; the code is what a shell expects of a command ended by it."""


class _Interruptions:
    """Raises at a signal, after the sections that must not be cut in two."""

    def __init__(self) -> None:
        self.depth = 0
        self.pending: int | None = None

    def handle(self, signum: int, frame: FrameType | None) -> None:
        """What the system calls at a signal."""
        del frame
        self.pending = signum
        self.deliver()

    def deliver(self) -> None:
        """Raise for the pending signal, unless within a section that must not be cut."""
        if self.pending is None or self.depth > 0:
            return
        signum, self.pending = self.pending, None
        if signum == signal.SIGINT:
            raise KeyboardInterrupt
        raise Terminated(128 + signum)


_interruptions = _Interruptions()


def install() -> None:
    """From now on SIGINT raises KeyboardInterrupt in the main thread, SIGTERM and SIGHUP raise Terminated.

    A SIGHUP that is ignored stays so: whoever starts a command by nohup wants it to outlive the terminal.
    """
    for signum in SIGNALS:
        if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:
            signal.signal(signum, _interruptions.handle)


def ignore() -> None:
    """From now on nothing interrupts: what is left to do is to clean up."""
    for signum in SIGNALS:
        signal.signal(signum, signal.SIG_IGN)


@contextmanager
def deferred() -> Iterator[None]:
    """Let the body run to its end whatever signal comes, then raise for it."""
    _interruptions.depth += 1
    try:
        yield
    finally:
        _interruptions.depth -= 1
    _interruptions.deliver()

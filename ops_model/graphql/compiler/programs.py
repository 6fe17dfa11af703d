"""Programs that were compiled. Those that were not used for longest are forgotten first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from ops_model.graphql.compiler.program import Program


class Programs:
    """Programs by what they are of: at most `most`, of at most `fields` fields together.

    What is asked for once alone is not compiled: to compile a query may take longer than to execute it. What cannot be
    compiled is remembered too, so that it is tried once.
    """

    def __init__(self, *, most: int, fields: int, tries: int = 1) -> None:
        """Compile what has been asked for `tries` times before."""
        self._most = most
        self._fields = fields
        self._tries = tries
        self._programs: OrderedDict[Hashable, Program | int | None] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, compiled: Callable[[], Program | None]) -> Program | None:
        """Return a program; None for what is not compiled."""
        with self._lock:
            known = self._programs.get(key, 0)
            if not isinstance(known, int):
                self._programs.move_to_end(key)
                return known
            if known < self._tries:
                self._put(key, known + 1)
                return None
        program = compiled()  # outside the lock: two threads may compile the same, and others need not wait
        with self._lock:
            self._put(key, program)
        return program

    def _put(self, key: Hashable, known: Program | int | None) -> None:
        self._size += _size(known) - _size(self._programs.pop(key, None))
        self._programs[key] = known
        while len(self._programs) > self._most or self._size > self._fields:
            self._size -= _size(self._programs.popitem(last=False)[1])


def _size(known: Program | int | None) -> int:
    return known.size if isinstance(known, Program) else 0

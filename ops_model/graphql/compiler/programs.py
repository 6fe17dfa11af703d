"""Programs that were compiled. Those that were not used for longest are forgotten first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from ops_model.graphql.compiler.program import Program


class Programs:
    """Programs by what they are of. What cannot be compiled is remembered as well, so that it is tried once."""

    def __init__(self, *, most: int, fields: int) -> None:
        """Remember at most so many, of at most so many fields together."""
        self._most = most
        self._fields = fields
        self._programs: OrderedDict[Hashable, Program | None] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, compiled: Callable[[], Program | None]) -> Program | None:
        """Return a program, compiled if it is not remembered; None for what cannot be compiled."""
        with self._lock:
            if key in self._programs:
                self._programs.move_to_end(key)
                return self._programs[key]
        program = compiled()  # outside the lock: two threads may compile the same, and others need not wait
        with self._lock:
            self._put(key, program)
        return program

    def _put(self, key: Hashable, program: Program | None) -> None:
        self._size += _size(program) - _size(self._programs.pop(key, None))
        self._programs[key] = program
        while len(self._programs) > self._most or self._size > self._fields:
            self._size -= _size(self._programs.popitem(last=False)[1])


def _size(program: Program | None) -> int:
    return program.size if program else 0

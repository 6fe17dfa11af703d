"""Programs are remembered, so many and no more."""

from ops_model.graphql.compiler.program import Program
from ops_model.graphql.compiler.programs import Programs


class Compiling:
    """Compiles programs of a size, and counts how often."""

    def __init__(self, size: int | None = 1) -> None:
        self.times = 0
        self._size = size

    def __call__(self) -> Program | None:
        """Compile one; None without a size."""
        self.times += 1
        return None if self._size is None else Program(lambda _: {}, (), self._size)


def test_what_is_asked_for_once_is_not_compiled() -> None:
    programs, compiling = Programs(most=10, fields=100), Compiling()
    assert programs.get("a", compiling) is None
    assert programs.get("b", compiling) is None
    assert compiling.times == 0
    assert programs.get("a", compiling) is not None
    assert programs.get("a", compiling) is programs.get("a", compiling)
    assert compiling.times == 1


def test_what_cannot_be_compiled_is_tried_once() -> None:
    programs, compiling = Programs(most=10, fields=100, tries=0), Compiling(None)
    assert [programs.get("a", compiling) for _ in range(3)] == [None, None, None]
    assert compiling.times == 1


def test_what_was_not_used_for_longest_is_forgotten_first() -> None:
    programs, compiling = Programs(most=2, fields=100, tries=0), Compiling()
    for key in "abac":
        programs.get(key, compiling)
    assert compiling.times == 3
    programs.get("a", compiling)
    assert compiling.times == 3
    programs.get("b", compiling)
    assert compiling.times == 4


def test_programs_have_so_many_fields_together_and_no_more() -> None:
    programs, compiling = Programs(most=100, fields=10, tries=0), Compiling(4)
    for key in "abab":
        programs.get(key, compiling)
    assert compiling.times == 2
    programs.get("c", compiling)
    programs.get("a", compiling)
    assert compiling.times == 4


def test_what_is_larger_than_all_together_may_be_is_not_remembered() -> None:
    programs, compiling = Programs(most=100, fields=10, tries=0), Compiling(11)
    assert programs.get("a", compiling) is not None
    programs.get("a", compiling)
    assert compiling.times == 2

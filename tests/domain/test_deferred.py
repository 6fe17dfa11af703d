"""What is made when it is first looked at."""

from ops_model.domain.progress.deferred import Deferred


def test_it_is_made_when_looked_at_and_once() -> None:
    asked = []

    def make() -> tuple[int, ...]:
        asked.append("asked")
        return (1, 2, 3)

    deferred = Deferred(make)
    assert asked == []
    assert [list(deferred), len(deferred), deferred[0], deferred[-1], deferred[1:]] == [[1, 2, 3], 3, 1, 3, (2, 3)]
    assert asked == ["asked"]


def test_it_is_equal_to_the_same_tuple() -> None:
    deferred = Deferred(lambda: (1, 2))
    assert deferred == (1, 2)
    assert deferred == Deferred(lambda: (1, 2))
    assert deferred != (1, 3)
    assert deferred != Deferred(lambda: ())
    assert hash(deferred) == hash((1, 2))
    assert repr(deferred) == "(1, 2)"

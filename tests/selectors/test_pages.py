"""Pages of lists, by Relay's cursor connection specification."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, make_dataclass
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops_model.selectors.filters import KpiFilter
from ops_model.selectors.ordering import Key, OrderDirection, Ordering
from ops_model.selectors.pages import CursorError, Page, PageArguments, PageError, cursor_write, list_digest, page_of


@dataclass(frozen=True)
class Thing:
    """Something with a number and a word, either of which may be missing."""

    id: UUID
    number: float | None
    word: str | None


NUMBER = (lambda thing: thing.number), OrderDirection.ASC
NUMBER_DOWN = (lambda thing: thing.number), OrderDirection.DESC
WORD_DOWN = (lambda thing: thing.word), OrderDirection.DESC
ORDERS = [[NUMBER], [NUMBER_DOWN], [WORD_DOWN, NUMBER], [NUMBER_DOWN, WORD_DOWN], []]

things = st.lists(
    st.builds(
        Thing,
        id=st.uuids(),
        number=st.none() | st.sampled_from([0.0, 1.0, 1.5, -2.0]),
        word=st.none() | st.sampled_from(["a", "b", "ä"]),
    ),
    unique_by=lambda thing: thing.id,
    max_size=12,
)
orderings = st.sampled_from(ORDERS).map(Ordering[Thing])


def page(items: list[Thing], ordering: Ordering[Thing], digest: str = "list", **arguments: Any) -> Page[Thing]:
    """Return a page of things."""
    return page_of(items, ordering=ordering, digest=lambda: digest, arguments=PageArguments(**arguments))


def numbered(*numbers: float | None) -> list[Thing]:
    """Make things with these numbers, whose ids count up."""
    return [Thing(UUID(int=position), number, None) for position, number in enumerate(numbers)]


def key_of(thing: Thing) -> Key:
    """Return the number of a thing."""
    return thing.number


BY_NUMBER = Ordering([NUMBER])


@given(things, orderings, st.integers(1, 5))
def test_walking_forward_visits_each_once_and_in_order(items: list[Thing], by: Ordering[Thing], size: int) -> None:
    visited: list[Thing] = []
    found = page(items, by, first=size)
    while True:
        visited += found.nodes
        assert found.has_next == (len(visited) < len(items))
        if not found.has_next:
            break
        found = page(items, by, first=size, after=found.end_cursor or "")
        assert found.has_previous

    assert visited == sorted(items, key=by.rank)
    assert found.total == len(items)


@given(things, orderings, st.integers(1, 5))
def test_walking_backward_visits_each_once_and_in_order(items: list[Thing], by: Ordering[Thing], size: int) -> None:
    visited: list[Thing] = []
    found = page(items, by, last=size)
    while True:
        visited = [*found.nodes, *visited]
        assert found.has_previous == (len(visited) < len(items))
        if not found.has_previous:
            break
        found = page(items, by, last=size, before=found.start_cursor or "")
        assert found.has_next

    assert visited == sorted(items, key=by.rank)


@given(things, things, orderings, st.data())
def test_nothing_is_shown_twice_or_left_out_when_others_come_and_go(
    items: list[Thing], newcomers: list[Thing], by: Ordering[Thing], data: st.DataObject
) -> None:
    first = page(items, by, first=3)
    if first.end_cursor is None:
        return
    gone = data.draw(st.sets(st.sampled_from(items)))
    later = [item for item in items if item not in gone]
    later += [newcomer for newcomer in newcomers if newcomer.id not in {item.id for item in items}]

    rest = page(later, by, first=100, after=first.end_cursor)

    bound = by.rank(first.nodes[-1])
    assert list(rest.nodes) == sorted((item for item in later if by.rank(item) > bound), key=by.rank)


@pytest.mark.parametrize("direction", list(OrderDirection))
def test_what_has_no_value_comes_last_in_both_directions(direction: OrderDirection) -> None:
    found = page(numbered(None, 2.0, 1.0), Ordering([(key_of, direction)]))

    assert found.nodes[-1].number is None
    assert [thing.number for thing in found.nodes[:2]] == ([1.0, 2.0] if direction == "ASC" else [2.0, 1.0])


def test_between_two_cursors_only_what_lies_between_is_shown() -> None:
    items = numbered(0, 1, 2, 3, 4, 5)
    whole = page(items, BY_NUMBER)
    between = {"after": whole.cursors[0], "before": whole.cursors[4]}

    forward, backward = page(items, BY_NUMBER, first=2, **between), page(items, BY_NUMBER, last=2, **between)

    assert [thing.number for thing in forward.nodes] == [1, 2]
    assert (forward.has_previous, forward.has_next) == (True, True)
    assert [thing.number for thing in backward.nodes] == [2, 3]
    assert (backward.has_previous, backward.has_next) == (True, True)


def test_cursors_in_the_wrong_order_show_nothing() -> None:
    items = numbered(0, 1, 2, 3)
    whole = page(items, BY_NUMBER)

    found = page(items, BY_NUMBER, after=whole.cursors[2], before=whole.cursors[0])

    assert found.nodes == ()
    assert found.start_cursor is None


def test_a_page_has_twenty_unless_asked_and_may_have_none() -> None:
    items = numbered(*range(30))

    assert len(page(items, BY_NUMBER).nodes) == 20
    none = page(items, BY_NUMBER, first=0)
    assert (none.nodes, none.has_next, none.total) == ((), True, 30)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"first": 101}, "'first' must be from 0 to 100, and not 101."),
        ({"last": -1}, "'last' must be from 0 to 100, and not -1."),
        ({"first": 1, "last": 1}, "Ask for 'first' or for 'last', and not for both."),
    ],
)
def test_arguments_that_cannot_be_are_refused_with_a_sentence(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PageError, match=sentence):
        PageArguments(**arguments)


def forged(content: object) -> str:
    """Make a cursor of any content."""
    return urlsafe_b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "!",
        "é",
        "a" * 5000,
        urlsafe_b64encode(b"[" * 2900).decode(),
        forged({"list": 1}),
        forged([]),
        forged(["list"]),
        forged(["another list", 1.0, "id"]),
        forged(["list", 1.0, 2.0, "id"]),
        forged(["list", "a word", "id"]),
        forged(["list", [1.0], "id"]),
        forged(["list", 1.0, 7]),
        forged(["list", 1.0, None]),
    ],
)
def test_a_cursor_that_is_none_of_the_list_is_refused(cursor: str) -> None:
    items = numbered(1.0, 1.0, 1.0)

    for argument in ("after", "before"):
        with pytest.raises(CursorError):
            page(items, BY_NUMBER, **{argument: cursor})


def test_a_cursor_needs_no_escape_in_an_address() -> None:
    cursor = cursor_write("list", ("\u00ff\u00fe?>~", "id"))

    assert cursor.isascii()
    assert set(cursor).isdisjoint("+/=&?")


def test_a_digest_tells_what_is_asked_for_and_nothing_of_what_is_not() -> None:
    fast = KpiFilter(code=("A",), not_=KpiFilter(stale=True))

    assert list_digest("kpis", fast) == list_digest("kpis", KpiFilter(code=("A",), not_=KpiFilter(stale=True)))
    assert list_digest("kpis", fast) != list_digest("kpis", KpiFilter(code=("A",), not_=KpiFilter(stale=False)))
    assert list_digest("kpis", fast) != list_digest("kpis", KpiFilter(code=("A",)))
    assert list_digest("kpis", None) != list_digest("kpis", KpiFilter())


@dataclass(frozen=True)
class Asked:
    """A filter, as it was."""

    code: str | None = None


def test_a_cursor_outlives_a_new_field_of_a_filter() -> None:
    was = list_digest("kpis", Asked(code="A"))
    grown = make_dataclass("Asked", [("code", str), ("later", str, None)], frozen=True)

    assert list_digest("kpis", grown(code="A")) == was

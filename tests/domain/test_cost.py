"""Costs add up as docs/limits.md says, and an answer never costs more than was said before."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ops_model.domain.cost import Branch, Cost

PAGE_OF_TWO = Branch(50, 1, 2, {"nodes": Branch(0, 2, 3, {})})


def branch(own: int = 0, size: int = 1, names: int = 1, **branches: Branch) -> Branch:
    """Make a branch."""
    return Branch(own, size, names, branches)


def test_each_name_of_each_item_costs_one_beside_what_the_field_costs_itself() -> None:
    assert branch(own=7, size=3, names=4).most == 7 + 3 * 4
    assert branch(size=3, names=4, below=branch(own=7, size=2, names=5)).most == 3 * (4 + 7 + 2 * 5)


def test_an_answer_costs_what_is_in_it() -> None:
    cost = Cost(branch(own=100, page=PAGE_OF_TWO))
    assert cost.requested == 100 + 1 + 50 + 2 + 2 * 3
    assert cost.actual({"page": {"totalCount": 1, "nodes": [{"a": 1, "b": None, "c": []}]}}) == 100 + 1 + 50 + 2 + 3
    assert cost.actual({"page": None}) == 100 + 1 + 50
    assert cost.actual(None) == 100


def test_a_list_counts_for_no_more_items_than_it_was_taken_to_have() -> None:
    cost = Cost(branch(items=branch(size=2, names=1)))
    assert cost.actual({"items": [{"a": 1}] * 50}) == cost.requested == 1 + 2


def test_nothing_is_counted_of_items_that_are_null() -> None:
    assert Cost(branch(items=branch(size=9, names=1))).actual({"items": [None, {"a": 1}, None]}) == 1 + 1


def _branches(below: st.SearchStrategy[Branch]) -> st.SearchStrategy[Branch]:
    parts = st.dictionaries(st.sampled_from("abc"), below, max_size=3)
    return st.tuples(st.integers(0, 9), st.integers(0, 3), parts, st.integers(0, 2)).map(
        lambda drawn: Branch(drawn[0], drawn[1], len(drawn[2]) + drawn[3], drawn[2])
    )


BRANCHES = st.recursive(
    st.builds(Branch, st.integers(0, 9), st.integers(0, 3), st.integers(0, 3), st.just({})), _branches
)


def _answers(branch_: Branch) -> st.SearchStrategy[Any]:
    def of(parts: Mapping[str, Branch], names: int) -> st.SearchStrategy[Any]:
        leaves = {f"leaf{number}": st.none() for number in range(names - len(parts))}
        return st.fixed_dictionaries({}, optional={**{name: _answers(each) for name, each in parts.items()}, **leaves})

    item = of(branch_.branches, branch_.names)
    return st.none() | st.lists(st.none() | item, max_size=5) if branch_.size != 1 else st.none() | item


@given(data=st.data())
def test_no_answer_costs_more_than_was_said(data: st.DataObject) -> None:
    tree = data.draw(BRANCHES)
    assert tree.counted([data.draw(_answers(tree))]) <= tree.most

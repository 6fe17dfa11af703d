"""Ratios are of what was measured in the same round."""

import pytest

from benchmarks.gates import Gate, gate_of
from benchmarks.harness.ratios import Ratio, paired, single


def test_rounds_are_divided_one_by_one_and_not_as_sums() -> None:
    assert paired([1, 10, 300], [1, 5, 100]) == Ratio(median=2, min=1, max=3)


def test_the_middle_of_an_even_number_is_between_the_two() -> None:
    assert paired([2, 4], [1, 1]).median == 3


def test_one_slow_round_moves_the_bounds_and_not_the_middle() -> None:
    assert paired([1, 1, 9], [1, 1, 1]) == Ratio(median=1, min=1, max=9)


@pytest.mark.parametrize(("one", "other"), [([], []), ([1.0], [1.0, 2.0])])
def test_rounds_that_do_not_fit_are_refused(one: list[float], other: list[float]) -> None:
    with pytest.raises(ValueError, match=r"no round|shorter|longer"):
        paired(one, other)


def test_what_stands_alone_is_its_own_ratio() -> None:
    assert single([3, 1, 2]) == Ratio(median=2, min=1, max=3)


@pytest.mark.parametrize(
    ("gate", "figure", "word"),
    [
        (Gate("x", 1, 2), 2, "aim"),
        (Gate("x", 1, 2), 1, "gate"),
        (Gate("x", 1, 2), 0.99, "MISSED"),
        (Gate("x", 1.35, 1.15, more=False), 1.15, "aim"),
        (Gate("x", 1.35, 1.15, more=False), 1.2, "gate"),
        (Gate("x", 1.35, 1.15, more=False), 1.36, "MISSED"),
    ],
)
def test_a_figure_is_held_against_gate_and_aim(gate: Gate, figure: float, word: str) -> None:
    assert gate.verdict(figure) == word


def test_a_figure_is_held_against_the_gate_of_its_name() -> None:
    found = gate_of("q3_repeat_vs_raw")
    assert found is not None
    assert (found.gate, found.aim) == (1.4, 2)
    assert gate_of("q1_first_vs_mercurius") is None

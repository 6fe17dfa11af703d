"""Answers of different schemas are the same where they say the same, and differ where a value does."""

from itertools import islice
from typing import Any

import pytest

from benchmarks.comparison import differences, figures, one_list
from benchmarks.dataset.kpis import is_archived
from benchmarks.dataset.shapes import AS_OF, Shape
from benchmarks.questions import writes


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"organisation": {"scorecard": {"index": 1.5, "health": "AT_RISK"}}}, {"index": 1.5, "health": "AT_RISK"}),
        ({"lever": {"kind": "CULTURE"}, "progress": 0.5}, {"lever": "CULTURE", "progress": 0.5}),
        ({"kpis": {"nodes": [{"kpi": {"code": "A", "name": "B"}}]}}, [{"code": "A", "name": "B"}]),
        ({"code": "A", "progress": {"progress": 1, "outcome": None}}, {"code": "A", "progress": 1}),
    ],
)
def test_what_is_said_is_told_without_its_shape(answer: Any, said: Any) -> None:
    assert figures(answer) == said


def test_two_values_of_one_name_are_not_lost() -> None:
    with pytest.raises(ValueError, match="name"):
        figures({"name": "A", "owner": {"name": "B", "email": "C"}})


def test_lists_in_parts_are_one_list() -> None:
    parts = {"first": [{"code": "B"}], "second": [{"code": "A"}, {"code": "C"}]}
    assert one_list(parts) == [{"code": "A"}, {"code": "B"}, {"code": "C"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1.0}, {"a": 1.000001}),
        ({"a": 1.0}, {}),
        ([1, 2], [1]),
        ({"a": True}, {"a": 1}),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}),
    ],
)
def test_every_difference_is_found(one: Any, other: Any) -> None:
    assert len(list(differences(one, other))) == 1


def test_the_last_digit_is_no_difference() -> None:
    assert not list(differences({"a": 0.1 + 0.2, "b": [5]}, {"a": 0.3, "b": [5.0]}))


def test_nothing_is_recorded_of_what_is_archived() -> None:
    found = islice(writes(Shape(slug="bench", initiatives=1, kpis=100)), 99)
    numbers = [int(write.kpi_code[-4:]) for write in found]
    assert numbers[:99] == [number for number in range(100) if not is_archived(number)]


def test_no_two_writes_are_of_one_kpi_and_day_nor_of_a_day_that_was_measured() -> None:
    found = list(islice(writes(Shape(slug="bench", initiatives=1, kpis=3)), 100))
    assert len({(write.kpi_id, write.observed_on) for write in found}) == 100
    assert all(write.observed_on <= AS_OF and write.observed_on.weekday() != 6 for write in found)

"""The framework's texts, and how strictly they are read."""

from collections.abc import Callable
from typing import Any

import pytest

from fixtures.demo import framework_document
from ops_model.documents.codec import DocumentError, document_written
from ops_model.documents.framework import framework_from
from ops_model.domain.framework import Framework, LeverKind, Pillar, Principle


@pytest.fixture
def document() -> dict[str, Any]:
    """Have the framework's document, to be spoiled."""
    return framework_document()


@pytest.fixture
def framework(document: dict[str, Any]) -> Framework:
    """Have the framework."""
    return framework_from(document)


def test_the_six_levers_stand_in_the_order_of_the_framework(framework: Framework) -> None:
    assert [text.kind for text in framework.levers] == list(LeverKind)


def test_every_principle_says_what_it_is_not_and_no_pillar_does(framework: Framework) -> None:
    assert [text.kind for text in framework.principles if text.contrast] == list(Principle)
    assert [text.kind for text in framework.pillars if text.contrast is None] == list(Pillar)


def test_there_are_five_behaviours_three_habits_and_five_stages(framework: Framework) -> None:
    assert (len(framework.behaviours), len(framework.habits)) == (5, 3)
    assert [stage.name for stage in framework.maturity_stages] == ["Naive", "Aware", "Engaged", "Committed", "Obsessed"]


def test_names_that_are_not_ours_are_attributed(framework: Framework) -> None:
    assert "after Forrester" in framework.attribution


def test_every_example_kpi_says_which_direction_is_good(framework: Framework) -> None:
    directions = {kpi.direction for text in framework.levers for kpi in text.example_kpis}
    assert directions == {"INCREASE", "DECREASE"}


def test_a_framework_written_and_read_again_is_the_same(framework: Framework) -> None:
    assert framework_from(document_written(framework)) == framework


SPOILED: dict[str, tuple[Callable[[dict[str, Any]], object], tuple[str, ...]]] = {
    "a key is missing": (lambda document: document.pop("habits"), ("habits",)),
    "a key is unknown": (lambda document: document.update(slogan="Help more"), ("slogan",)),
    "a key deep inside is unknown": (
        lambda document: document["levers"][1].update(colour="red"),
        ("levers", "1", "colour"),
    ),
    "a text is a number": (lambda document: document["pillars"][0].update(about=1), ("pillars", "0", "about")),
    "a lever is missing": (lambda document: document["levers"].pop(), ("levers",)),
    "levers are out of order": (lambda document: document["levers"].reverse(), ("levers",)),
    "a principle stands there twice": (
        lambda document: document["principles"].append(document["principles"][0]),
        ("principles",),
    ),
    "a stage is skipped": (lambda document: document["maturity_stages"][4].update(level=6), ("maturity_stages",)),
    "a direction is none": (
        lambda document: document["levers"][0]["example_kpis"][0].update(direction="UP"),
        ("levers", "0", "example_kpis", "0", "direction"),
    ),
}


@pytest.mark.parametrize(("spoil", "path"), SPOILED.values(), ids=SPOILED.keys())
def test_a_document_is_refused_at_the_place_where(
    spoil: Callable[[dict[str, Any]], object], path: tuple[str, ...], document: dict[str, Any]
) -> None:
    spoil(document)
    with pytest.raises(DocumentError) as refused:
        framework_from(document)
    assert refused.value.path == path

"""Frozen dataclasses that are made quickly are no less frozen."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace
from typing import Any

import pytest

from ops_model.domain.frozen import quickly_made
from ops_model.domain.progress.figures import Contribution, InitiativeFigures, KpiFigures, PartFigures
from tests.domain.build import attaining, figures, initiative


@dataclass(frozen=True, slots=True)
class Usual:
    """As dataclasses has it."""

    first: int
    second: str = "two"
    third: float = field(default=3.0, kw_only=True)


@quickly_made
@dataclass(frozen=True, slots=True)
class Quick:
    """The same, made quickly."""

    first: int
    second: str = "two"
    third: float = field(default=3.0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Derived(Quick):
    """One with a field more."""

    fourth: int = 4


def test_it_takes_what_a_usual_one_takes() -> None:
    for usual, quick in (
        (Usual(1), Quick(1)),
        (Usual(1, "zwei"), Quick(1, "zwei")),
        (Usual(first=1, second="zwei", third=0.5), Quick(first=1, second="zwei", third=0.5)),
    ):
        assert repr(quick) == repr(usual).replace("Usual", "Quick")
        assert type(quick) is Quick
        assert hash(quick) == hash(usual)
    assert Quick(1) == Quick(1, third=3.0) != Quick(2)
    for wrong in ({}, {"first": 1, "fifth": 5}):
        with pytest.raises(TypeError):
            Quick(**wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Quick(1, "two", 3.0)  # type: ignore[call-arg]


def test_it_refuses_to_be_changed() -> None:
    quick = Quick(1)
    with pytest.raises(FrozenInstanceError):
        quick.first = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del quick.first
    assert not hasattr(quick, "__dict__")
    assert quick == Quick(1)


def test_it_is_copied_as_a_usual_one() -> None:
    quick = Quick(1, third=0.25)
    assert replace(quick, second="zwei") == Quick(1, "zwei", third=0.25)
    assert copy.copy(quick) == copy.deepcopy(quick) == pickle.loads(pickle.dumps(quick)) == quick  # noqa: S301


def test_what_derives_from_it_is_frozen_as_well() -> None:
    derived = Derived(1, fourth=5)
    assert (derived.first, derived.third, derived.fourth) == (1, 3.0, 5)
    with pytest.raises(FrozenInstanceError):
        derived.first = 2  # type: ignore[misc]


def test_what_does_more_than_to_write_its_fields_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Made:
        items: list[int] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Checked:
        item: int

        def __post_init__(self) -> None:
            raise AssertionError

    for refused in (Made, Checked):
        with pytest.raises(TypeError, match=f"{refused.__name__} does more"):
            quickly_made(refused)


def test_figures_refuse_to_be_changed() -> None:
    found = figures([attaining(0.5)], [initiative()])
    (kpi,), (one,) = found.kpis.values(), found.initiatives.values()
    shown: tuple[Any, ...] = (kpi, one, one.parts[0], found.scorecard.contributions[0], *found.scorecard.attention)
    assert [type(each) for each in shown[:4]] == [KpiFigures, InitiativeFigures, PartFigures, Contribution]
    for each in shown:
        for name in each.__slots__:
            with pytest.raises(FrozenInstanceError):
                setattr(each, name, None)

"""What a maker makes is what calling the class makes."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from ops_model.domain.makers import maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What another class extends."""

    code: str
    weight: float = 1.0
    parts: tuple[int, ...] = ()


class Shown:
    """A base without fields."""

    __slots__ = ()

    @property
    def shown(self: Any) -> str:
        """What is made of fields."""
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Shown, Fact):
    """A class with fields of its own, and one again that it has from its base."""

    name: str
    parts: tuple[int, ...]
    notes: list[str] = field(default_factory=list)
    state: object = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Loose:
    """A class without slots."""

    code: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A class that does more than set its fields."""

    code: str

    def __post_init__(self) -> None:
        """Refuse what cannot be."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A class with a field that cannot be given."""

    code: str
    count: int = field(default=0, init=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A class whose fields are called as what makes it may be."""

    new: int
    made: int
    thing: int
    make: int = 4
    default_new: int = 5


report = maker(Report, "name", "code", "parts", "state")
loose = maker(Loose, "code")


def test_fields_are_given_in_the_order_of_their_names_and_all_others_have_their_defaults() -> None:
    made, called = report("Squads", "SQUADS", (1, 2), 7), Report(code="SQUADS", name="Squads", parts=(1, 2), state=7)

    assert type(made) is Report
    assert isinstance(made, Fact)
    assert [getattr(made, each.name) for each in fields(made)] == [getattr(called, each.name) for each in fields(made)]
    assert made == called
    assert repr(made) == repr(called)
    assert made.shown == "SQUADS Squads"


@pytest.mark.parametrize(("make", "arguments"), [(report, ("Squads", "SQUADS", (), None)), (loose, ("SQUADS",))])
def test_what_is_made_is_frozen(make: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    made = make(*arguments)

    with pytest.raises(FrozenInstanceError):
        made.code = "OTHER"
    with pytest.raises(FrozenInstanceError):
        made.weight = 2.0
    with pytest.raises(FrozenInstanceError):
        del made.code
    assert (made.code, made.weight) == ("SQUADS", 1.0)


def test_what_is_made_has_slots_alone() -> None:
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(report("Squads", "SQUADS", (), None), "other", 1)


def test_fields_may_be_called_anything() -> None:
    assert maker(Named, "thing", "made", "new")(3, 2, 1) == Named(new=1, made=2, thing=3)
    assert maker(Named, "thing", "made", "new", "make")(3, 2, 1, 0) == Named(new=1, made=2, thing=3, make=0)


def test_what_is_made_by_a_factory_is_not_shared() -> None:
    first, second = report("A", "A", (), None), report("B", "B", (), None)

    assert first.notes == second.notes == []
    assert first.notes is not second.notes


def test_what_is_made_is_replaced_copied_hashed_and_pickled_as_any() -> None:
    made, plain = report("Squads", "SQUADS", (1,), None), maker(Fact, "code")("SQUADS")

    assert replace(made, name="Tribes") == Report(code="SQUADS", name="Tribes", parts=(1,))
    assert copy.copy(made) == copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
    assert hash(plain) == hash(Fact(code="SQUADS"))


@pytest.mark.parametrize(
    ("made", "names"),
    [
        (Report, ("code", "parts")),
        (Report, ("name", "code", "parts", "colour")),
        (Checked, ("code",)),
        (Counted, ("code",)),
        (int, ()),
    ],
)
def test_what_cannot_be_made_of_the_fields_named_is_refused(made: type, names: tuple[str, ...]) -> None:
    with pytest.raises(TypeError):
        maker(made, *names)


def test_too_few_and_too_many_values_are_refused() -> None:
    for values in (("Squads",), ("Squads", "SQUADS", (), None, 1)):
        with pytest.raises(TypeError):
            report(*values)

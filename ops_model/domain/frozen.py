"""Frozen dataclasses that cost as little to make as others do.

A frozen dataclass writes each of its fields through `object.__setattr__`: two thirds of what it costs to make one. Of
most classes that is nothing; of figures there are thousands a state.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

ClassT = TypeVar("ClassT", bound=type[Any])

_SOURCE = """
def __init__(self, {parameters}):
    kind = type(self)
    write(self, "__class__", twin)
    {assignments}
    self.__class__ = kind
"""
"""While its fields are written a new object is of the class's twin, which has the same fields and isn't frozen; nobody
else has the object yet."""


def quickly_made(frozen: ClassT) -> ClassT:
    """The same frozen dataclass with slots, with an `__init__` that writes as that of a class that isn't frozen does.

    It takes the same arguments, and what is made is frozen, equal, hashed and shown as before. A class that is derived
    from it must be a dataclass as well, with an `__init__` of its own, as every dataclass has. Raises TypeError where a
    field has a default factory, or the class a `__post_init__`.
    """
    taken = fields(frozen)
    if hasattr(frozen, "__post_init__") or any(field.default_factory is not MISSING for field in taken):
        raise TypeError(f"{frozen.__name__} does more than to write its fields.")
    made = frozen.__init__
    written = _init(frozen, taken)
    written.__defaults__, written.__kwdefaults__ = made.__defaults__, made.__kwdefaults__
    written.__annotations__, written.__qualname__ = made.__annotations__, made.__qualname__
    frozen.__init__ = written
    return frozen


def thawed(frozen: type[Any]) -> type[Any]:
    """The twin of a frozen class with slots: the same fields, of the same layout, and they can be set. It is made
    without arguments; nothing of it is set then."""
    # Both methods must be those of `object`: a type has one slot for the two.
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    return type(f"{frozen.__name__}Unfrozen", (frozen,), {"__slots__": (), **plain})


def _init(frozen: type[Any], taken: tuple[Field[Any], ...]) -> Callable[..., None]:
    positional = [field.name for field in taken if not field.kw_only]
    by_name = [field.name for field in taken if field.kw_only]
    made: dict[str, Any] = {"twin": thawed(frozen), "write": object.__setattr__}
    source = _SOURCE.format(
        parameters=", ".join([*positional, *(["*", *by_name] if by_name else [])]),
        assignments="; ".join([f"self.{field.name} = {field.name}" for field in taken]),
    )
    exec(source, made)  # noqa: S102 - as dataclasses itself does, of the names of fields alone
    init: Callable[..., None] = made["__init__"]
    return init

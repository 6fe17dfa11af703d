"""Making frozen things by the thousand.

A frozen dataclass with slots sets each of its fields by a call of `object.__setattr__`, and takes its arguments by
name: for a thing of twenty fields that is nine tenths of what it costs to make. `quickly_made` (see frozen.py) spares
the one; whoever makes thousands from rows, with all fields in one place, uses a maker, which spares both. What it makes
is of the class, and as frozen as any other.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

from ops_model.domain.frozen import thawed

T = TypeVar("T")


def maker(made: type[T], *names: str) -> Callable[..., T]:
    """Return a function of the fields named here, in this order and by position alone, that makes what calling the
    class with them makes; all others have their defaults.

    The thing is first one of the thawed twin, and becomes what it is at last. Raises TypeError where the class has no
    such field, has another one without a default, or would do more than set its fields.
    """
    known = {field.name: field for field in fields(made)}  # type: ignore[arg-type] # whatever is none raises TypeError
    unknown = set(names) - known.keys()
    missing = [name for name, field in known.items() if name not in names and _default(field) is MISSING]
    if unknown or missing or hasattr(made, "__post_init__") or not all(field.init for field in known.values()):
        raise TypeError(f"{made.__name__} cannot be made of {', '.join(names)}.")
    values = {name: name if name in names else f"_default_{name}" for name in known}
    values |= {name: f"{values[name]}()" for name in known.keys() - set(names) if _is_made(known[name])}
    lines = [
        f"def make({', '.join(names)}):",
        "    _thing = _new()",
        *(f"    _thing.{name} = {value}" for name, value in values.items()),
        "    _thing.__class__ = _made",
        "    return _thing",
    ]
    scope: dict[str, Any] = {f"_default_{name}": _default(field) for name, field in known.items()}
    scope |= {"_new": thawed(made), "_made": made}
    exec(compile("\n".join(lines), f"<maker of {made.__qualname__}>", "exec"), scope)  # noqa: S102 - names of fields
    make: Callable[..., T] = scope["make"]
    return make


def _default(field: Field[Any]) -> Any:
    return field.default_factory if _is_made(field) else field.default


def _is_made(field: Field[Any]) -> bool:
    return field.default_factory is not MISSING

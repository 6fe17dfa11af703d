"""Python as text. Of a document nothing gets into it but names that are GraphQL names, each as a literal."""

import re
from collections.abc import Callable
from keyword import iskeyword
from typing import Any

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def name_literal(name: str) -> str:
    """Return a GraphQL name as a literal. Raises ValueError for what is none."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name.")
    return repr(name)


def attribute_read(source: str, name: str) -> str:
    """Return the expression that reads an attribute. Raises ValueError for what is no name."""
    literal = name_literal(name)
    return f"getattr({source}, {literal})" if iskeyword(name) else f"{source}.{name}"


class Source:
    """Functions that are written one after the other, and the objects that they name."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._names: dict[int, str] = {}
        self._objects: dict[str, Any] = {}

    def name_of(self, thing: object) -> str:
        """Return the name by which the functions know an object."""
        name = self._names.setdefault(id(thing), f"g{len(self._names)}")
        self._objects[name] = thing
        return name

    def function(self, name: str, parameters: str, body: list[str]) -> None:
        """Write a function."""
        self._lines += [f"def {name}({parameters}):", *(f" {line}" for line in body)]

    @property
    def text(self) -> str:
        """All that was written."""
        return "\n".join(self._lines)

    def compiled(self, name: str) -> Callable[..., Any]:
        """Compile all of it, and return one of its functions."""
        exec(compile(self.text, "<compiled query>", "exec"), self._objects)  # noqa: S102 - see the module
        function: Callable[..., Any] = self._objects[name]
        return function

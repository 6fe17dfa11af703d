"""How answers of different schemas are compared: by what they say, value by value."""

from collections.abc import Iterator
from math import isclose
from typing import Any

RELATIVE, ABSOLUTE = 1e-9, 1e-9


def figures(answer: Any) -> Any:
    """Return what an answer says, without the shape that a schema gives it: what stands in an object of its own stands
    beside the rest, an object of one field is that field's value, and null is as good as nothing. Raises ValueError
    where two things would stand under one name."""
    if isinstance(answer, list):
        return [figures(item) for item in answer]
    if not isinstance(answer, dict):
        return answer
    merged: dict[str, Any] = {}
    for name, value in answer.items():
        inner = figures(value)
        for key, each in inner.items() if isinstance(inner, dict) else [(name, inner)]:
            if key in merged:
                raise ValueError(f"Two values are called {key}.")
            if each is not None:
                merged[key] = each
    return next(iter(merged.values())) if len(answer) == 1 and len(merged) == 1 else merged


def one_list(value: Any) -> Any:
    """Return lists that stand beside one another as one, by code; anything else as it is."""
    if not isinstance(value, dict) or not all(isinstance(each, list) for each in value.values()):
        return value
    return sorted((item for each in value.values() for item in each), key=lambda item: str(item["code"]))


def differences(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """Yield where two answers differ, value by value; numbers may do so by 1e-9."""
    match one, other:
        case dict(), dict():
            for key in sorted({*one, *other}):
                yield from differences(one.get(key), other.get(key), f"{place}.{key}")
        case list(), list() if len(one) == len(other):
            for number, (left, right) in enumerate(zip(one, other, strict=True)):
                yield from differences(left, right, f"{place}[{number}]")
        case int() | float(), int() | float() if not isinstance(one, bool) and not isinstance(other, bool):
            if not isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
                yield f"{place}: {one} and {other}"
        case _:
            if one != other or isinstance(one, bool) is not isinstance(other, bool):
                yield f"{place}: {_short(one)} and {_short(other)}"


def _short(value: Any) -> str:
    return f"{len(value)} items" if isinstance(value, list) else repr(value)[:80]

"""From JSON's plain values to frozen dataclasses and back; the dataclass is the description of the document.

Dates and instants are ISO 8601 strings (an instant with its offset), exact numbers strings, words the values of their
enum. What has a default may be left out, and is left out when written; an unknown key is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

Thing = TypeVar("Thing")
Path = tuple[str, ...]


class DocumentError(ValueError):
    """A document that is not as its description says: `path` leads to the place, `message` says what is wrong there."""

    def __init__(self, path: Path, message: str) -> None:
        """Take the place and the sentence."""
        super().__init__(f"{'.'.join(path) or 'document'}: {message}")
        self.path, self.message = path, message


def document_read(kind: type[Thing], document: object) -> Thing:
    """Return the document as the dataclass `kind`. Raises DocumentError at the first thing that is wrong."""
    return cast("Thing", _read(kind, document, ()))


def document_written(thing: object) -> Any:
    """Return a dataclass that `document_read` can read as JSON's plain values, without what has its default."""
    if is_dataclass(thing):
        values = ((field, getattr(thing, field.name)) for field in fields(thing))
        return {field.name: document_written(value) for field, value in values if value != field.default}
    if isinstance(thing, Mapping):
        return {str(key): document_written(value) for key, value in thing.items()}
    if isinstance(thing, tuple):
        return [document_written(item) for item in thing]
    if isinstance(thing, Decimal):
        return format(thing, "f")
    if isinstance(thing, date):
        return thing.isoformat()
    return str(thing) if isinstance(thing, StrEnum) else thing


def _read(kind: Any, value: object, path: Path) -> object:
    origin = get_origin(kind)
    if origin is UnionType:
        (inner,) = (choice for choice in get_args(kind) if choice is not NoneType)
        return None if value is None else _read(inner, value, path)
    if origin is tuple:
        items = _expect(list, value, path)
        return tuple(_read(get_args(kind)[0], item, (*path, str(place))) for place, item in enumerate(items))
    if origin is Mapping:
        of_key, of_value = get_args(kind)
        pairs = _expect(dict, value, path).items()
        return {_read(of_key, key, (*path, key)): _read(of_value, item, (*path, key)) for key, item in pairs}
    if is_dataclass(kind):
        return _read_dataclass(cast("type", kind), _expect(dict, value, path), path)
    try:
        return _reader(kind)(value)
    except (ValueError, InvalidOperation) as error:
        raise DocumentError(path, f"{value!r} is not {_called(kind)}.") from error


def _read_dataclass(kind: type, found: dict[str, object], path: Path) -> object:
    described = _description(kind)
    for key in found:
        if key not in described:
            raise DocumentError((*path, key), "There is no such key.")
    for key, (_, is_required) in described.items():
        if is_required and key not in found:
            raise DocumentError((*path, key), "It is missing.")
    return kind(**{key: _read(described[key][0], value, (*path, key)) for key, value in found.items()})


@cache
def _description(kind: type) -> dict[str, tuple[Any, bool]]:
    """Return each field's type and whether it must be given."""
    hints = get_type_hints(kind)
    return {field.name: (hints[field.name], field.default is MISSING) for field in fields(kind)}


def _expect(kind: type[Thing], value: object, path: Path) -> Thing:
    if not isinstance(value, kind):
        raise DocumentError(path, f"It must be {'a list' if kind is list else 'an object'}.")
    return value


def _called(kind: type) -> str:
    if issubclass(kind, StrEnum):
        return "one of " + ", ".join(kind)
    names = {
        str: "a text",
        int: "a whole number",
        float: "a number",
        date: "a date",
        datetime: "an instant with its offset",
    }
    return names.get(kind, "an exact number, as a string")


@cache
def _reader(kind: type) -> Callable[[object], object]:
    if issubclass(kind, StrEnum):
        return kind
    return {
        str: _text,
        bool: _truth,
        int: _whole,
        float: _number,
        Decimal: lambda value: _finite(Decimal(_text(value))),
        date: lambda value: date.fromisoformat(_text(value)),
        datetime: lambda value: _with_offset(datetime.fromisoformat(_text(value))),
    }[kind]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise ValueError
    return float(value)


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError
    return value


def _with_offset(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError
    return value

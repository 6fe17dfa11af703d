"""From JSON's plain values to frozen dataclasses and back; the dataclass is the description of the document.

Dates and instants are ISO 8601 strings (an instant with its offset), exact numbers strings, words the values of their
enum. What has a default may be left out; an unknown key is refused.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping, is_sequence, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

Thing = TypeVar("Thing")
Path = tuple[str, ...]
Hook = Callable[[Any, Any], Any]
HookFactory = Callable[[Any, Converter], Hook]


class DocumentError(ValueError):
    """A document that is not as its description says: `path` leads to the place, `message` says what is wrong there."""

    def __init__(self, path: Path, message: str) -> None:
        """Take the place and the sentence."""
        super().__init__(f"{'.'.join(path) or 'document'}: {message}")
        self.path, self.message = path, message


def document_read(kind: type[Thing], document: object) -> Thing:
    """Return the document as the dataclass `kind`. Raises DocumentError for the first thing that is wrong."""
    try:
        return _CONVERTER.structure(document, kind)
    except (BaseValidationError, ValueError) as error:
        raise _first_problem(error, ()) from error


def document_written(thing: object) -> Any:
    """Return a dataclass that `document_read` can read as JSON's plain values, without what has its default.

    A default that is made afresh for each (a mapping) is written all the same.
    """
    return _CONVERTER.unstructure(thing)


def _first_problem(error: Exception, path: Path) -> DocumentError:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = (*path, note.name)
        if isinstance(note, IterableValidationNote):
            path = (*path, str(note.index))
    match error:
        case BaseValidationError():
            return _first_problem(error.exceptions[0], path)
        case ForbiddenExtraKeysError():
            return DocumentError((*path, min(error.extra_fields)), "There is no such key.")
        case KeyError():
            return DocumentError(path, "It is missing.")
        case ValueError():
            return DocumentError(path, str(error))
    raise error


def _strict(
    found: type | tuple[type, ...],
    called: str,
    read: Callable[[Any], object] | None = None,
    holds: Callable[[Any], bool] = lambda _: True,
) -> Hook:
    """Return a hook that reads what was `found` in JSON, by the wanted type itself if no other way is given."""

    def hook(value: object, kind: type) -> object:
        try:
            # True is an int to Python, but no number to a document.
            if isinstance(value, found) and (found is bool or not isinstance(value, bool)):
                made = (read or kind)(value)
                if holds(made):
                    return made
        except (ValueError, ArithmeticError):
            pass
        raise ValueError(f"{value!r} is not {'one of ' + ', '.join(kind) if issubclass(kind, StrEnum) else called}.")

    return hook


def _only_from(container: type, called: str, factory: HookFactory) -> HookFactory:
    """Return the factory's hooks behind a check: cattrs would take a text for a list, and fail over what is no dict."""

    def strict_factory(kind: Any, converter: Converter) -> Hook:
        read = factory(kind, converter)

        def hook(value: object, kind: type) -> object:
            if not isinstance(value, container):
                raise ValueError(f"It must be {called}.")
            return read(value, kind)

        return hook

    return strict_factory


def _writer(kind: Any, converter: Converter) -> Callable[[object], dict[str, Any]]:
    """Return the hook that leaves out defaults. cattrs' own `omit_if_default` would move what it writes to the end."""
    write = make_dict_unstructure_fn(kind, converter)
    defaults = {field.name: field.default for field in fields(kind)}

    def hook(thing: object) -> dict[str, Any]:
        return {name: value for name, value in write(thing).items() if getattr(thing, name) != defaults[name]}

    return hook


def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    made.register_structure_hook(str, _strict(str, "a text"))  # and of words, which are its subclasses
    made.register_structure_hook(bool, _strict(bool, "true or false"))
    made.register_structure_hook(int, _strict(int, "a whole number"))
    made.register_structure_hook(float, _strict((int, float), "a number", float, isfinite))
    made.register_structure_hook(Decimal, _strict(str, "an exact number, as a string", Decimal, Decimal.is_finite))
    made.register_structure_hook(date, _strict(str, "a date", date.fromisoformat))
    made.register_structure_hook(
        datetime,
        _strict(str, "an instant with its offset", datetime.fromisoformat, lambda at: at.tzinfo is not None),
    )
    made.register_structure_hook_factory(is_dataclass, _only_from(dict, "an object", make_dict_structure_fn))
    made.register_structure_hook_factory(is_mapping, _only_from(dict, "an object", mapping_structure_factory))
    made.register_structure_hook_factory(is_sequence, _only_from(list, "a list", homogenous_tuple_structure_factory))
    made.register_unstructure_hook(StrEnum, str)
    made.register_unstructure_hook(Decimal, lambda exact: format(exact, "f"))
    made.register_unstructure_hook(date, lambda day: day.isoformat())  # and of instants, which are dates to Python
    made.register_unstructure_hook_factory(is_dataclass, _writer)
    return made


_CONVERTER = _converter()

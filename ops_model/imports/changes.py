"""In what a sheet differs from what is there, and how it is said."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any


def differences(said: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sheet says otherwise than it is; what it does not say (None) stays as it is."""
    return {name: value for name, value in said.items() if value is not None and value != there[name]}


def given(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a sheet says, without what it does not say (None)."""
    return {name: value for name, value in said.items() if value is not None}


def changed_said(changes: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[str]:
    """Say what changed, and from what to what."""
    for name, value in changes.items():
        word = name.removesuffix("_id").replace("_", " ")
        yield word if name.endswith("_id") else f"{word} from {_shown(there[name])} to {_shown(value)}"


def _shown(value: object) -> str:
    match value:
        case None | ():
            return "nothing"
        case tuple():
            return ", ".join(map(str, value))
        case float():
            return f"{value:g}"
        case str() if not isinstance(value, StrEnum):
            return f"'{value}'"
    return str(value)

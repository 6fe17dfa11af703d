"""Why something is refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ops_model.domain.rules.bounds import WEIGHT_MAX

Code = Literal["REQUIRED", "INVALID", "OUT_OF_RANGE", "NOT_ALLOWED_IN_STAGE"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something is refused: a code, the path of the field, and a sentence that says what to do."""

    code: Code
    field: tuple[str, ...]
    message: str


def weight_problems(weight: float, field: tuple[str, ...] = ("weight",)) -> Iterator[Problem]:
    """What is wrong with a weight that may be 0."""
    if not 0 <= weight <= WEIGHT_MAX:
        yield Problem("OUT_OF_RANGE", field, f"Give a weight between 0 and {WEIGHT_MAX:,}.")

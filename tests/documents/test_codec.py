"""Documents are read strictly, and written as they were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ops_model.documents.codec import DocumentError, document_read, document_written
from ops_model.domain.framework import LeverKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """Something inside."""

    on: date
    exact: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    """One field of every kind."""

    text: str
    whole: int
    number: float
    truth: bool
    at: datetime
    kind: LeverKind
    by_kind: Mapping[LeverKind, float]
    inner: Inner
    several: tuple[Inner, ...] = ()
    perhaps: Inner | None = None


WHOLE: dict[str, Any] = {
    "text": "a",
    "whole": 1,
    "number": 0.5,
    "truth": True,
    "at": "2026-06-30T10:00:00+00:00",
    "kind": "TALENT",
    "by_kind": {"CULTURE": 2.0},
    "inner": {"on": "2026-06-30", "exact": "1.50"},
    "several": [{"on": "2026-01-01", "exact": "-0.1"}],
}

INNER = Inner(on=date(2026, 6, 30), exact=Decimal("1.50"))


def test_every_kind_of_value_is_read_as_what_it_is() -> None:
    assert document_read(Outer, WHOLE) == Outer(
        text="a",
        whole=1,
        number=0.5,
        truth=True,
        at=datetime(2026, 6, 30, 10, tzinfo=UTC),
        kind=LeverKind.TALENT,
        by_kind={LeverKind.CULTURE: 2.0},
        inner=INNER,
        several=(Inner(on=date(2026, 1, 1), exact=Decimal("-0.1")),),
    )


def test_an_exact_number_keeps_its_zeros() -> None:
    assert str(document_read(Outer, WHOLE).inner.exact) == "1.50"


def test_what_is_written_is_what_was_read_and_defaults_are_left_out() -> None:
    assert document_written(document_read(Outer, WHOLE)) == WHOLE
    assert "several" not in document_written(document_read(Outer, {**WHOLE, "several": []}))


def test_a_large_exact_number_is_written_without_an_exponent() -> None:
    assert document_written(Inner(on=date(2026, 6, 30), exact=Decimal("1E+3")))["exact"] == "1000"


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("text", 1, ("text",)),
        ("whole", 1.0, ("whole",)),
        ("whole", True, ("whole",)),
        ("number", "0.5", ("number",)),
        ("number", True, ("number",)),
        ("number", float("nan"), ("number",)),
        ("number", 10**400, ("number",)),
        ("truth", 1, ("truth",)),
        ("at", 1782813600, ("at",)),
        ("at", "2026-06-30T10:00:00", ("at",)),
        ("kind", "MONEY", ("kind",)),
        ("kind", None, ("kind",)),
        ("kind", ["TALENT"], ("kind",)),
        ("by_kind", {"MONEY": 1.0}, ("by_kind", "MONEY")),
        ("by_kind", [1.0], ("by_kind",)),
        ("inner", [], ("inner",)),
        ("inner", {"on": "2026-06-31", "exact": "1"}, ("inner", "on")),
        ("inner", {"on": "2026-06-30", "exact": 1.5}, ("inner", "exact")),
        ("inner", {"on": "2026-06-30", "exact": "Infinity"}, ("inner", "exact")),
        ("inner", {"on": "2026-06-30", "exact": "one"}, ("inner", "exact")),
        ("inner", {"on": "2026-06-30"}, ("inner", "exact")),
        ("several", {}, ("several",)),
        ("several", "", ("several",)),
        ("by_kind", {"CULTURE": "2"}, ("by_kind", "CULTURE")),
        ("several", [{"on": "2026-06-30", "exact": "1", "of": "x"}], ("several", "0", "of")),
        ("perhaps", {}, ("perhaps", "on")),
    ],
)
def test_what_is_not_as_described_is_refused_at_its_place(key: str, value: object, path: tuple[str, ...]) -> None:
    with pytest.raises(DocumentError) as refused:
        document_read(Outer, {**WHOLE, key: value})
    assert refused.value.path == path


def test_a_document_that_is_no_object_is_refused() -> None:
    with pytest.raises(DocumentError, match="document: It must be an object"):
        document_read(Outer, [])

"""How the formats write rows: exact, typed, and harmless in a spreadsheet."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from ops_model.reporting.files import FORMATS
from ops_model.reporting.files.formats import Batch, harmless

COLUMNS = ("text", "ratio", "value", "count", "flag", "day", "instant", "id")
ROW = (
    'Ünïted, "quoted"\nlines',
    0.1,
    Decimal("12345678901234.0123456789"),
    7,
    True,
    date(2026, 6, 30),
    datetime(2026, 6, 30, 9, 30, tzinfo=UTC),
    UUID(int=1),
)
NOTHING = (None,) * len(COLUMNS)


def _written(suffix: str, *batches: Batch, columns: Sequence[str] = COLUMNS) -> bytes:
    return b"".join(FORMATS[suffix].written(columns, batches))


def _csv(*batches: Batch, columns: Sequence[str] = COLUMNS) -> list[list[str]]:
    return [*csv.reader(io.StringIO(_written("csv", *batches, columns=columns).decode(), newline=""))]


def _xlsx(*batches: Batch, columns: Sequence[str] = COLUMNS) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(_written("xlsx", *batches, columns=columns))).active
    assert sheet is not None
    return [*sheet.iter_rows(values_only=True)]


def test_csv_writes_every_kind_of_value_exactly_and_nothing_for_null() -> None:
    assert _csv([ROW], [NOTHING]) == [
        [*COLUMNS],
        [
            'Ünïted, "quoted"\nlines',
            "0.1",
            "12345678901234.0123456789",
            "7",
            "true",
            "2026-06-30",
            "2026-06-30T09:30:00+00:00",
            "00000000-0000-0000-0000-000000000001",
        ],
        [""] * len(COLUMNS),
    ]


def test_ndjson_writes_an_object_a_line() -> None:
    first, second = _written("ndjson", [ROW], [NOTHING]).decode().removesuffix("\n").split("\n")
    assert json.loads(first) == dict(
        zip(
            COLUMNS,
            (
                ROW[0],
                0.1,
                12345678901234.0123456789,
                7,
                True,
                "2026-06-30",
                "2026-06-30T09:30:00+00:00",
                "00000000-0000-0000-0000-000000000001",
            ),
            strict=True,
        )
    )
    assert json.loads(second) == dict.fromkeys(COLUMNS)


def test_xlsx_has_typed_cells_below_frozen_names() -> None:
    names, row = _xlsx([ROW], [NOTHING])
    assert names == COLUMNS
    assert row == (
        ROW[0],
        0.1,
        pytest.approx(12345678901234.01),
        7,
        True,
        datetime(2026, 6, 30),  # noqa: DTZ001 - a sheet knows no time zones
        datetime(2026, 6, 30, 9, 30),  # noqa: DTZ001
        "00000000-0000-0000-0000-000000000001",
    )
    sheet = load_workbook(io.BytesIO(_written("xlsx", [ROW]))).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"


FORMULAS = (
    "\N{FULLWIDTH EQUALS SIGN}1",
    "\n=1",
    "\x0b=1",
    "=1+1",
    "+49 30",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "=cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_like_a_formula_is_none_in_a_spreadsheet(text: str) -> None:
    (_, (in_csv,)) = _csv([(text,)], columns=["text"])
    (_, (in_sheet,)) = _xlsx([(text,)], columns=["text"])
    assert in_csv == f"'{text}"
    assert in_sheet is not None
    assert unescape(in_sheet) == f"'{text}"
    assert json.loads(_written("ndjson", [(text,)], columns=["text"])) == {"text": text}


def test_numbers_are_no_formulas_whatever_their_sign() -> None:
    assert _csv([(-0.5, Decimal("-3"), -7)], columns=["a", "b", "c"])[1] == ["-0.5", "-3", "-7"]
    assert _xlsx([(-0.5, Decimal("-3"), -7)], columns=["a", "b", "c"])[1] == (-0.5, -3, -7)


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert harmless(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH PLUS SIGN}"}
    assert harmless(text) in {text, f"'{text}"}


def test_a_day_before_all_days_of_a_sheet_is_a_text() -> None:
    assert _xlsx([(date(1, 1, 1), date(1900, 1, 1))], columns=["a", "b"])[1] == ("0001-01-01", datetime(1900, 1, 1))  # noqa: DTZ001


def test_a_file_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def batches() -> Iterator[Batch]:
        yield [("row",)]
        raise KeyError("gone")

    with pytest.raises(KeyError):
        next(FORMATS["xlsx"].written(["text"], batches()))
    assert [*tmp_path.iterdir()] == []


def test_a_sheet_takes_what_xml_cannot_say_and_cuts_what_no_cell_holds() -> None:
    texts = ("a\x0bb", "bad\uffff", "_x003D_1", "x" * 40_000)
    cells = _xlsx([texts], columns=["a", "b", "c", "d"])[1]
    assert [*map(unescape, cells)] == ["a\x0bb", "bad\uffff", "_x003D_1", "x" * 32_767]


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_rows_are_written_as_they_come(suffix: str) -> None:
    asked: list[int] = []

    def batches() -> Iterator[Batch]:
        for number in range(3):
            asked.append(number)
            yield [(f"row {number}",)]

    pieces = FORMATS[suffix].written(["text"], batches())
    assert b"row 0" in next(pieces)
    assert asked == [0]


@pytest.mark.parametrize(("suffix", "expected"), [("csv", b"text\r\n"), ("ndjson", b"")])
def test_a_table_without_rows_is_a_whole_file(suffix: str, expected: bytes) -> None:
    assert _written(suffix, columns=["text"]) == expected

"""XLSX: one sheet, its first row the names, frozen. Instants are in UTC, for a sheet knows no time zones; numbers are
numbers, as exact as a spreadsheet's."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ops_model.reporting.files.formats import Batch, harmless

MOST_SHEET_ROWS = 1_048_575
"""Rows that a sheet holds below the names."""

LONGEST_TEXT = 32_767
FIRST_DAY = date(1900, 1, 1)
"""Before it a sheet knows no days: they are texts."""

PIECE = 65_536
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def xlsx_written(columns: Sequence[str], batches: Iterable[Batch]) -> Iterator[bytes]:
    """Write a table of at most MOST_SHEET_ROWS rows. The first piece comes when all of them are in the file, which is
    on the disk until it is sent."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        with Workbook(path, {**_OPTIONS, "tmpdir": folder}) as book:
            sheet = book.add_worksheet("rows")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, columns)
            row_write = _RowWriter(sheet, book.add_format({"num_format": "yyyy-mm-dd"}), _instant_format(book))
            for place, row in enumerate(chain.from_iterable(batches), 1):
                row_write(place, row)
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _instant_format(book: Workbook) -> Format:
    return book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


class _RowWriter:
    """Writes rows, each value as a cell of its kind."""

    def __init__(self, sheet: Worksheet, day: Format, instant: Format) -> None:
        self._sheet, self._day, self._instant = sheet, day, instant

    def __call__(self, place: int, row: Sequence[Any]) -> None:
        for column, value in enumerate(row):
            if value is not None:
                self._write(place, column, value)

    def _write(self, place: int, column: int, value: Any) -> None:
        match value:
            case bool():
                self._sheet.write_boolean(place, column, value)
            case int() | float() | Decimal():
                self._sheet.write_number(place, column, float(value))
            case datetime() if value.date() > FIRST_DAY:
                utc = value.astimezone(UTC).replace(tzinfo=None)
                self._sheet.write_datetime(place, column, utc, self._instant)
            case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
                self._sheet.write_datetime(place, column, value, self._day)
            case date():
                self._sheet.write_string(place, column, value.isoformat())
            case _:
                self._sheet.write_string(place, column, harmless(str(value))[:LONGEST_TEXT])

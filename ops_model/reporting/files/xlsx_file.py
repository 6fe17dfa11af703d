"""XLSX: one sheet, its first row the names, frozen. Instants are in UTC, for a sheet knows no time zones; numbers are
numbers, as exact as a spreadsheet's."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ops_model.reporting.files.formats import Batch, harmless

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below the names."""

LONGEST_TEXT = 32_767
PIECE = 65_536


def xlsx_written(columns: Sequence[str], batches: Iterable[Batch]) -> Iterator[bytes]:
    """Write a table of at most MOST_ROWS rows. The first piece comes when all of them are in the file, which is on the
    disk until it is sent."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    sheet.append([*columns])
    for batch in batches:
        for row in batch:
            sheet.append([_cell(value) for value in row])
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _cell(value: Any) -> Any:
    match value:
        case str():
            return harmless(ILLEGAL_CHARACTERS_RE.sub("", value))[:LONGEST_TEXT]
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None)
    return value

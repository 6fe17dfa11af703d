"""A file as rows of cells: CSV and XLSX come out the same."""

import csv
import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from ops_model.imports.errors import SheetError

Cell = str | int | float | bool | date | None
"""What a cell holds; a CSV has texts alone. None: nothing."""

Records = Mapping[int, Sequence[Cell]]
"""The rows that are not blank, by the number that a spreadsheet shows beside them."""

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One row by its headers. `number` is the one that a spreadsheet shows beside it; `surplus` tells
    whether cells stand beyond the last header."""

    number: int
    cells: Mapping[str, Cell]
    surplus: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds: its name, its headers in order, and its rows that are not blank."""

    file: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet_read(path: Path, *, name: str | None = None, delimiter: str | None = None, header_row: int = 1) -> Sheet:
    """Return a file's rows below its header: of .csv in UTF-8, of .xlsx the sheet called `name` (None: the first one).

    `delimiter` is the CSV's; None: the one of comma, semicolon and tab that its header has most of. Raises SheetError
    for what cannot be read, has no header or no rows.
    """
    records = _records(path, name, delimiter, header_row)
    headers = tuple(plain_text(cell) for cell in records.get(header_row, ()))
    if not any(headers):
        raise SheetError(f"{path.name} has no header in row {header_row}: the first row names the columns.")
    rows = tuple(_row(number, cells, headers) for number, cells in records.items() if number > header_row)
    if not rows:
        raise SheetError(f"{path.name} has a header and no rows below it.")
    return Sheet(path.name, headers, rows)


def plain_text(cell: Cell) -> str:
    """Return a cell as text with single blanks and none around it; a whole number without decimals, a date as ISO 8601
    has it."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


def _row(number: int, cells: Sequence[Cell], headers: Sequence[str]) -> Row:
    surplus = any(plain_text(cell) for cell in cells[len(headers) :])
    return Row(number, dict(zip(headers, cells, strict=False)), surplus)


def _records(path: Path, name: str | None, delimiter: str | None, header_row: int) -> Records:
    try:
        match path.suffix.lower():
            case ".csv" if name:
                raise SheetError(f"{path.name} is a CSV file, which has one sheet: leave out the sheet's name.")
            case ".csv":
                return _csv_records(path, delimiter, header_row)
            case ".xlsx":
                return _xlsx_records(path, name)
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror or error}.") from error
    raise SheetError(f"{path.name} is neither .csv nor .xlsx: save it as one of the two.")


def _csv_records(path: Path, delimiter: str | None, header_row: int) -> Records:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(f"{path.name} is not in UTF-8: save it as 'CSV UTF-8'.") from error
    if "\0" in text:
        raise SheetError(f"{path.name} holds NUL characters and is no text: save it as 'CSV UTF-8'.")
    header = "".join(text.splitlines()[header_row - 1 : header_row])
    delimiter = delimiter or max(DELIMITERS, key=header.count)
    try:
        return _not_blank(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SheetError(f"{path.name} is no CSV file with the delimiter {delimiter!r}: {error}.") from error


def _xlsx_records(path: Path, name: str | None) -> Records:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of looks that it does not keep; a reader has no use for them.
            warnings.simplefilter("ignore", UserWarning)
            with closing(load_workbook(path, read_only=True, data_only=True)) as book:
                names = [sheet.title for sheet in book.worksheets]
                if names and (name is None or name in names):
                    sheet = book[name or names[0]]
                    sheet.reset_dimensions()  # what a file says of its size is not believed
                    return _not_blank([_known(value) for value in row] for row in sheet.iter_rows(values_only=True))
    except OSError:
        raise
    except Exception as error:  # openpyxl raises whatever the parts of a broken file make it stumble over
        raise SheetError(f"{path.name} is no workbook that can be read: save it as .xlsx again.") from error
    raise SheetError(f"{path.name} has no sheet '{name}': its sheets are {_listed(names)}.")


def _not_blank(records: Iterable[Sequence[Cell]]) -> Records:
    return {number: cells for number, cells in enumerate(records, start=1) if any(plain_text(cell) for cell in cells)}


def _known(value: object) -> Cell:
    """Return a cell as one of the kinds that are read further; a time of day, which none of them is, as text."""
    return value if value is None or isinstance(value, (str, int, float, date)) else str(value)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)

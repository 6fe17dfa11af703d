"""Files become the same rows, whatever their kind and delimiter."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from ops_model.imports.rows import Row, sheet_read


def rows_of(path: Path, text: str, *, encoding: str = "utf-8", header_row: int = 1) -> Sequence[Row]:
    """Return the rows of a CSV file with this text."""
    path.write_bytes(text.encode(encoding))
    return sheet_read(path, header_row=header_row).rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_csv_may_have_any_of_three_delimiters_and_a_byte_order_mark(
    tmp_path: Path, delimiter: str, encoding: str, ending: str
) -> None:
    lines = [delimiter.join(("näme", "note")), delimiter.join(("A", '"1, 2; 3\t4"')), ""]
    (row,) = rows_of(tmp_path / "a.csv", ending.join(lines), encoding=encoding)
    assert row == Row(2, {"näme": "A", "note": "1, 2; 3\t4"})


def test_rows_keep_their_numbers_past_blank_rows_and_line_breaks(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "a.csv", 'name,note\n\nA,"one\ntwo"\n , \nB,\n')
    assert [(row.number, row.cells["name"]) for row in rows] == [(3, "A"), (5, "B")]


def test_titles_above_the_header_are_left_out(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path / "a.csv", "Figures of 2018\n;;\nname;value\nA;1\n", header_row=3)
    assert row == Row(4, {"name": "A", "value": "1"})


def test_cells_beyond_the_header_are_counted(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path / "a.csv", "name,value\nA,1,,2,\n")
    assert row.surplus


def test_cells_of_a_workbook_keep_their_kind_and_formulas_their_values(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["text", "number", "date", "yes", "time", "formula"])
    book.active.append(["A", 1.5, datetime(2018, 3, 31), True, time(9, 30), "=1+1"])  # noqa: DTZ001 - as workbooks have it
    book.save(tmp_path / "a.xlsx")
    (row,) = sheet_read(tmp_path / "a.xlsx").rows
    day = row.cells["date"]
    assert isinstance(day, date)
    assert (row.cells["text"], row.cells["number"], row.cells["yes"]) == ("A", 1.5, True)
    assert (day.isoformat()[:10], row.cells["time"]) == ("2018-03-31", "09:30:00")
    assert row.cells["formula"] is None, "no spreadsheet program has computed it"


def test_what_a_workbook_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"], book.active["A50000"] = "name", "A"
    book.save(tmp_path / "a.xlsx")
    with ZipFile(tmp_path / "a.xlsx") as found, ZipFile(tmp_path / "b.xlsx", "w") as made:
        for name in found.namelist():
            part = found.read(name).replace(b"A1:A50000", b"A1:XFD1048576")
            made.writestr(name, part)

    assert sheet_read(tmp_path / "b.xlsx").rows == (Row(50_000, {"name": "A"}),)

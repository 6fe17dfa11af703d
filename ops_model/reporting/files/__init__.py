"""Tables as files: CSV for everything, XLSX for people, newline-delimited JSON for programs. Rows come in batches and
are written as they come, so that a file may be longer than memory."""

from ops_model.reporting.files.csv_file import csv_written
from ops_model.reporting.files.formats import FileFormat
from ops_model.reporting.files.ndjson_file import ndjson_written
from ops_model.reporting.files.xlsx_file import MOST_SHEET_ROWS, xlsx_written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    each.suffix: each
    for each in (
        FileFormat("csv", "text/csv; charset=utf-8", csv_written, takes_bom=True),
        FileFormat("ndjson", "application/x-ndjson; charset=utf-8", ndjson_written),
        FileFormat("xlsx", XLSX, xlsx_written, most_rows=MOST_SHEET_ROWS),
    )
}
"""The formats, by how a file's name ends."""

"""A table as a file: from its rows to the pieces of the file."""

from collections.abc import Callable, Iterator

from ops_model.reporting.batches import row_batches
from ops_model.reporting.errors import ReportError
from ops_model.reporting.files.formats import BYTE_ORDER_MARK, Batch, FileFormat
from ops_model.reporting.filters import Rows
from ops_model.reporting.tables import Table

Watch = Callable[[Iterator[Batch]], Iterator[Batch]]


def file_pieces(
    table: Table, rows: Rows, file_format: FileFormat, *, bom: bool = False, watch: Watch | None = None
) -> Iterator[bytes]:
    """Yield the file of a table's rows, as they are read; `bom`: behind a byte order mark, by which Excel knows UTF-8.
    `watch` may look on as batches pass.

    Inside a transaction: one statement, one more for a format that holds only so many rows, and a round trip a batch.
    Raises ReportError, before the first piece, for more rows than the format holds and a mark that it has not.
    """
    if bom and not file_format.takes_bom:
        raise ReportError("bom", f"A file of {file_format.suffix} has no byte order mark.")
    if file_format.most_rows is not None and (count := rows.count()) > file_format.most_rows:
        most = f"{file_format.suffix} holds {file_format.most_rows} rows, and these are {count}"
        raise ReportError(table.address, f"A file of {most}: narrow the filter, or take another format.")
    if bom:
        yield BYTE_ORDER_MARK
    columns = tuple(table.columns)
    batches = row_batches(rows, columns)
    yield from file_format.written(columns, watch(batches) if watch else batches)

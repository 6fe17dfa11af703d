"""CSV as RFC 4180 has it, in UTF-8: days and instants in ISO 8601, true and false, nothing for null; numbers exact."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from ops_model.reporting.files.formats import Batch, harmless


def csv_written(columns: Sequence[str], batches: Iterable[Batch]) -> Iterator[bytes]:
    """Write a table: a line of names, then a line a row; a piece for each batch."""
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer)
    lines.writerow(columns)
    for batch in batches:
        lines.writerows([[_cell(value) for value in row] for row in batch])
        yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    written = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return written


def _cell(value: Any) -> Any:
    match value:
        case str():
            return harmless(value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.isoformat()
    return value

"""Newline-delimited JSON: an object a row, in UTF-8; days and instants in ISO 8601, numbers as numbers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from ops_model.reporting.files.formats import Batch


def ndjson_written(columns: Sequence[str], batches: Iterable[Batch]) -> Iterator[bytes]:
    """Write a table: a line a row; a piece for each batch."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_value).encode
    for batch in batches:
        yield "".join([f"{encode(dict(zip(columns, row, strict=True)))}\n" for row in batch]).encode()


def _value(value: object) -> object:
    match value:
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
    return str(value)

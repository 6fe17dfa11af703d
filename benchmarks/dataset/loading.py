"""Bringing the whole data set into a migrated database."""

from collections.abc import Iterator
from itertools import chain

from django.db import connections, transaction

from benchmarks.dataset.copying import rows_copied
from benchmarks.dataset.organisations import organisation_rows
from benchmarks.dataset.shapes import MEMBERS, Shape, Size


def rows_expected(size: Size) -> int:
    """Return about how many rows the data set has: what a progress bar ends at."""
    return sum(_about(shape) for shape in size.shapes())


def data_set_loaded(size: Size) -> Iterator[int]:
    """Bring in all organisations, each in one transaction, as the owner; yield how many rows each statement brought."""
    for shape in size.shapes():
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            yield from chain.from_iterable(rows_copied(cursor.cursor, rows) for rows in organisation_rows(shape))


def _about(shape: Shape) -> int:
    of_people = 2 * MEMBERS
    return of_people + shape.kpis * (shape.weeks + 2) + shape.initiatives * (shape.weeks // 4 + 11)

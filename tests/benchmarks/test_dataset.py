"""The data set is the same in every run, and the database takes it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connections, transaction

from benchmarks.dataset.copying import Lines, rows_copied
from benchmarks.dataset.courses import kpi_course
from benchmarks.dataset.organisations import organisation_rows
from benchmarks.dataset.rows import as_text
from benchmarks.dataset.shapes import SIZES, Shape

SHAPE = Shape(slug="made-up", initiatives=24, kpis=100, weeks=30)


def lines_of(shape: Shape, seed: int) -> Iterator[str]:
    """Yield the rows of an organisation as texts."""
    for rows in organisation_rows(shape, seed=seed):
        for row in rows.rows:
            yield f"{rows.table} " + "|".join(map(as_text, row))


def test_the_same_seed_gives_the_same_rows() -> None:
    assert list(lines_of(SHAPE, 1)) == list(lines_of(SHAPE, 1))


def test_another_seed_gives_others() -> None:
    one, other = (set(lines_of(SHAPE, seed)) for seed in (1, 2))
    assert len(one & other) < len(one) / 10


def test_a_longer_history_leaves_the_newest_measurements_as_they_are() -> None:
    short, long = (list(lines_of(Shape(slug="made-up", initiatives=0, kpis=20, weeks=weeks), 1)) for weeks in (10, 40))
    assert long[-100:] == short[-100:]
    assert len(long) - len(short) > 20 * 25


def test_a_course_is_the_same_whoever_asks_for_it() -> None:
    assert [kpi_course(3, 4).value(ago) for ago in range(60)] == [kpi_course(3, 4).value(ago) for ago in range(60)]


def test_the_database_takes_every_row(committed: None) -> None:
    copied: Counter[str] = Counter()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for rows in organisation_rows(SHAPE, seed=1):
            copied[rows.table] += sum(rows_copied(cursor.cursor, rows))
        for table, number in copied.items():
            column = "slug = 'made-up'" if table == "organisation" else "true"
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column}")  # noqa: S608 - our tables
            assert cursor.fetchone()[0] >= number
        transaction.set_rollback(True, using="owner")
    connections["owner"].close()
    assert copied["initiative"] == 24
    assert copied["initiative_kpi"] == 72


@pytest.mark.parametrize("name", SIZES)
def test_the_variants_differ_from_the_base_in_one_thing(name: str) -> None:
    base, *_, wide, ten, hundred = SIZES[name].shapes()
    assert (wide.initiatives, wide.kpis, wide.weeks) == (10 * base.initiatives, base.kpis, base.weeks)
    assert [(each.initiatives, each.kpis, each.weeks / base.weeks) for each in (ten, hundred)] == [
        (base.initiatives, base.kpis, 10),
        (base.initiatives, base.kpis, 100),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, r"\N"), ([1.5, None], r"{1.5,\N}"), (b"\x01\xff", r"\\x01ff"), ("a b", "a b"), ((), "{}")],
)
def test_values_are_written_as_copy_reads_them(value: object, text: str) -> None:
    assert as_text(value) == text


def test_lines_are_read_to_their_end() -> None:
    lines = Lines(f"{number}\n" for number in range(10_000))
    read = "".join(iter(lambda: lines.read(8192), ""))
    assert read.splitlines() == [str(number) for number in range(10_000)]

"""How each thing of a sheet comes in: all of it, or nothing and it is refused."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from ops_model.imports.cells import Cells
from ops_model.imports.errors import RowError, reasons_said
from ops_model.imports.mapping import MappingT
from ops_model.imports.report import Deed, Line, Outcome
from ops_model.imports.sheet_kind import Run
from ops_model.services.errors import ServiceError
from ops_model.services.refusals import one_write

Thing = TypeVar("Thing")


class RowThing(Protocol):
    """A row that is about one thing: its number, what the thing is found by, and its full name."""

    @property
    def row(self) -> int:
        """The row's number."""

    @property
    def key(self) -> object:
        """What the thing is found by."""

    @property
    def title(self) -> str:
        """Its full name."""


RowT = TypeVar("RowT", bound=RowThing)


def each_attempted(
    things: Iterable[Thing],
    *,
    thing: str,
    named: Callable[[Thing], tuple[str, Sequence[int]]],
    act: Callable[[Thing], Outcome],
) -> Iterator[Outcome]:
    """Yield what becomes of each thing: all of it is done, or nothing and it is refused.

    `named` returns its full name and its rows.
    """
    for one in things:
        title, rows = named(one)
        try:
            with one_write():
                outcome = act(one)
        except (RowError, ServiceError) as error:
            said = reasons_said(error) if isinstance(error, ServiceError) else str(error)
            outcome = _refused(thing, title, rows, said)
        yield outcome


def rows_attempted(
    run: Run[MappingT], *, thing: str, read: Callable[[Cells], RowT], write: Callable[[RowT], Line]
) -> Iterator[Outcome]:
    """Yield what becomes of each row of a sheet in which a row is a thing. Rows that cannot be read are refused, and so
    are those that are about the same."""
    sound: dict[object, list[RowT]] = defaultdict(list)
    for row in run.sheet.rows:
        try:
            one = read(run.cells(row))
            sound[one.key].append(one)
        except RowError as error:
            yield _refused(thing, "Cannot be read", [row.number], str(error))

    def act(several: Sequence[RowT]) -> Outcome:
        if len(several) > 1:
            raise RowError("They are about the same: keep one.")
        return Outcome(title=several[0].title, lines=[write(several[0])])

    yield from each_attempted(
        sound.values(), thing=thing, named=lambda several: (several[0].title, [one.row for one in several]), act=act
    )


def _refused(thing: str, title: str, rows: Sequence[int], said: str) -> Outcome:
    return Outcome(title=title, lines=[Line(thing=thing, deed=Deed.REFUSED, rows=rows, said=said)])

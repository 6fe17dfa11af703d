"""Cells of a row, read by field and kind. What a mapping takes for empty is None, everywhere."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from ops_model.imports.errors import RowError
from ops_model.imports.mapping import SheetMapping, folded
from ops_model.imports.numbers import number_read
from ops_model.imports.rows import Cell, Row, plain_text

Read = TypeVar("Read")
Word = TypeVar("Word", bound=StrEnum)


def cell_given(row: Row, header: str | None, mapping: SheetMapping) -> Cell:
    """Return what a row says under a header; None where it says nothing, by the mapping, or has no such column."""
    cell = row.cells.get(header) if header else None
    text = folded(plain_text(cell))
    return None if not text or text in mapping.empty else cell


class Cells:
    """The cells of one row. What cannot be read is noted, so that all of a row is refused at once, by `check`."""

    def __init__(self, row: Row, columns: Mapping[str, str], mapping: SheetMapping) -> None:
        """Take the row, the header of each field, and how cells are read."""
        self.row = row.number
        self._row, self._columns, self._mapping = row, columns, mapping
        self._problems: list[str] = []
        if row.surplus:
            self._problems.append("it has cells beyond the header: quote texts that hold the delimiter")

    def refuse(self, field: str, problem: str) -> None:
        """Note what is wrong with a field."""
        self._problems.append(f"{self._where(field)}: {problem}")

    def check(self) -> None:
        """Raise RowError where anything was noted."""
        if self._problems:
            raise RowError(f"{'; '.join(self._problems)}.")

    def read(self, field: str, reader: Callable[[Cell], Read]) -> Read | None:
        """Return what a reader, which raises ValueError with a sentence, makes of a cell; None for an empty one."""
        cell = cell_given(self._row, self._columns.get(field), self._mapping)
        if cell is None and (cell := self._mapping.defaults.get(field)) is None:
            return None
        try:
            return reader(cell)
        except ValueError as error:
            self.refuse(field, str(error).rstrip("."))
            return None

    def text(self, field: str) -> str | None:
        """Return a text, with single blanks."""
        return self.read(field, plain_text)

    def needed(self, field: str) -> str:
        """Return a text that may not be empty."""
        text = self.text(field)
        if text is None:
            self.refuse(field, "it is needed, and is empty")
        return text or ""

    def number(self, field: str) -> Decimal | None:
        """Return an exact number."""
        return self.read(field, lambda cell: number_read(cell, self._mapping.numbers))

    def weight(self, field: str) -> float | None:
        """Return a number that is kept as a float."""
        number = self.number(field)
        return None if number is None else float(number)

    def whole(self, field: str) -> int | None:
        """Return a whole number."""
        number = self.number(field)
        if number is None or number == number.to_integral_value():
            return None if number is None else int(number)
        self.refuse(field, f"{number:f} is not a whole number")
        return None

    def day(self, field: str) -> date | None:
        """Return a day, of a workbook's date or of a text as the mapping's `date_format` writes it."""
        return self.read(field, self._day)

    def word(self, field: str, kind: type[Word]) -> Word | None:
        """Return one of some words, spelled as the mapping's `values` say, or as itself."""
        return self.read(field, lambda cell: self._word(field, plain_text(cell), kind))

    def words(self, field: str, kind: type[Word]) -> tuple[Word, ...] | None:
        """Return several words, separated by commas or semicolons, each once."""
        texts = self.texts(field) or ()
        return self.read(field, lambda _: tuple(self._word(field, text, kind) for text in texts))

    def texts(self, field: str) -> tuple[str, ...] | None:
        """Return several texts, separated by commas or semicolons, each once."""
        return self.read(field, lambda cell: tuple(dict.fromkeys(filter(None, map(str.strip, _parts(cell))))))

    def shares(self, field: str, kind: type[Word]) -> dict[Word, float] | None:
        """Return words with a number each ("CULTURE 2; TALENT 1"), 1 where none stands there."""
        return self.read(field, lambda cell: self._shares(field, [part for part in _parts(cell) if part.strip()], kind))

    def _shares(self, field: str, parts: list[str], kind: type[Word]) -> dict[Word, float]:
        shares = dict(self._share(field, part, kind) for part in parts)
        if len(shares) < len(parts):
            raise ValueError("a word stands there twice: name each once")
        return shares

    def _share(self, field: str, part: str, kind: type[Word]) -> tuple[Word, float]:
        found = re.fullmatch(r"\s*(?P<word>.*?)(?:\s+(?P<share>[0-9]+(?:\.[0-9]+)?))?\s*", part)
        if not found:
            raise ValueError(f"'{part}' is no word with a number")
        return self._word(field, found["word"], kind), float(found["share"] or 1)

    def _word(self, field: str, text: str, kind: type[Word]) -> Word:
        spelled = self._mapping.values.get(field, {}).get(folded(text), text.upper().replace(" ", "_"))
        if spelled in [*kind]:
            return kind(spelled)
        raise ValueError(f"'{text}' is none of {', '.join(kind)}: say in the mapping's values.{field} which it is")

    def _day(self, cell: Cell) -> date:
        if isinstance(cell, date):
            return date(cell.year, cell.month, cell.day)
        text, written = plain_text(cell), self._mapping.date_format
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            example = f"{date(2018, 3, 31):{written}}"
            raise ValueError(f"'{text}' is no day: write it as {example}, or set date_format") from None

    def _where(self, field: str) -> str:
        header = self._columns.get(field)
        return (
            f"column '{header}'" if header else f"the default of {field}" if field in self._mapping.defaults else field
        )


def _parts(cell: Cell) -> list[str]:
    return re.split("[;,]", plain_text(cell))

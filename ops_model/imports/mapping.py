"""Mappings: how a sheet is to be read, as a TOML file says it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from ops_model.documents.codec import DocumentError, document_read
from ops_model.domain.framework import LeverKind
from ops_model.imports.errors import SheetError

MappingT = TypeVar("MappingT", bound="SheetMapping")
Words = Mapping[str, type[StrEnum]]


class PercentSign(StrEnum):
    """What a number with a percent sign means: "3 %" is the ratio 0.03, or 3 points."""

    RATIO = "ratio"
    POINTS = "points"


class PeriodKind(StrEnum):
    """What a period's cell names; its last day is what counts."""

    FISCAL_YEAR = "fiscal_year"
    FISCAL_QUARTER = "fiscal_quarter"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DATE = "date"


class NamedAfter(StrEnum):
    """Which calendar year a fiscal year is called by: that in which it ends, or that in which it starts."""

    END = "end"
    START = "start"


class MetAtBaseline(StrEnum):
    """What becomes of a KPI that meets its last target at the baseline: it is refused, or kept in a band by it."""

    REFUSE = "refuse"
    MAINTAIN = "maintain"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMapping:
    """How numbers are spelled where they stand as text. `percent_sign` None: a number with the sign is refused."""

    decimal_mark: str = "."
    thousands_mark: str = ""
    currency_signs: tuple[str, ...] = ()
    percent_sign: PercentSign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """How any sheet is read: field by field which column, which words, which default; `empty` are the cells that say
    nothing. `delimiter` None: the one that the header shows."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    numbers: NumberMapping = NumberMapping()
    date_format: str = "%Y-%m-%d"
    delimiter: str | None = None
    header_row: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMapping:
    """What a unit of the sheet is called here, what its numbers are multiplied by, and how many decimals are shown
    (None: as many as they have, up to 4)."""

    unit: str
    scale: Decimal = Decimal(1)
    decimals: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMapping:
    """How a period becomes its last day. `first_month` of the fiscal year, None: the organisation's."""

    kind: PeriodKind
    first_month: int | None = None
    named_after: NamedAfter = NamedAfter.END


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiMapping(SheetMapping):
    """How the long KPI sheet is read. `lever_by_name` has the lever of a KPI by its name, and goes before its column;
    `units` is about every unit of the sheet, or empty: then units stand there as they are to be called."""

    period: PeriodMapping
    units: Mapping[str, UnitMapping] = field(default_factory=dict)
    lever_by_name: Mapping[str, LeverKind] = field(default_factory=dict)
    met_at_baseline: MetAtBaseline = MetAtBaseline.REFUSE


def mapping_read(path: Path | None, kind: type[MappingT], *, fields: Iterable[str], words: Words) -> MappingT:
    """Return the mapping that a TOML file says for a sheet of these fields (None: an empty one), its spellings folded.

    `words` are the fields that are told in words. Raises SheetError for what cannot be read, for keys and fields that
    there are not, and for values that cannot be.
    """
    try:
        mapping = document_read(kind, _scales_as_texts(_toml(path)) if path else {})
        _check(mapping, tuple(fields), words)
        return _folded(mapping)
    except DocumentError as error:
        raise SheetError(f"{path.name if path else 'The mapping'}: {error}") from error


def folded(text: str) -> str:
    """Return a text as spellings are compared: without case, with single blanks."""
    return " ".join(text.split()).casefold()


def _toml(path: Path) -> dict[str, Any]:
    try:
        # As texts, decimals stay exact.
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=str)
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SheetError(f"{path.name} is no TOML file: {error}.") from error
    if _has_nul(document):
        raise SheetError(f"{path.name} holds the character U+0000: take it out.")
    return document


def _has_nul(value: object) -> bool:
    """Whether a text below has the character U+0000, which nothing that is kept may have."""
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(_has_nul(part) for pair in value.items() for part in pair)
        case list():
            return any(map(_has_nul, value))
    return False


def _scales_as_texts(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with whole scales as the texts that exact numbers are read from."""
    units = document.get("units")
    for entry in units.values() if isinstance(units, dict) else ():
        if isinstance(entry, dict) and type(entry.get("scale")) is int:
            entry["scale"] = str(entry["scale"])
    return document


def _check(mapping: SheetMapping, fields: tuple[str, ...], words: Words) -> None:
    for table, known in (("columns", fields), ("defaults", fields), ("values", tuple(words))):
        for name in getattr(mapping, table):
            if name not in known:
                raise DocumentError((table, name), f"There is no such field; there are {', '.join(known)}.")
    for name, spellings in mapping.values.items():
        for spelling, word in spellings.items():
            if word not in [*words[name]]:
                raise DocumentError(("values", name, spelling), f"'{word}' is not one of {', '.join(words[name])}.")
    _check_spellings(mapping)
    if isinstance(mapping, KpiMapping):
        _check_kpis(mapping)


def _check_spellings(mapping: SheetMapping) -> None:
    decimal, thousands = mapping.numbers.decimal_mark, mapping.numbers.thousands_mark
    if decimal not in {".", ","}:
        raise DocumentError(("numbers", "decimal_mark"), "It is '.' or ','.")
    if len(thousands) > 1 or thousands == decimal or thousands.isalnum():
        raise DocumentError(("numbers", "thousands_mark"), "It is one character, and another than decimal_mark.")
    if mapping.delimiter is not None and (len(mapping.delimiter) != 1 or mapping.delimiter in '"\r\n'):
        raise DocumentError(("delimiter",), "It is one character: a comma, a semicolon or a tab, written '\\t'.")
    try:
        datetime.strptime(f"{date(2018, 3, 31):{mapping.date_format}}", mapping.date_format)  # noqa: DTZ007 - a day
    except (ValueError, re.error):
        raise DocumentError(("date_format",), "It is no format of days; one is '%d.%m.%Y'.") from None
    if mapping.header_row < 1:
        raise DocumentError(("header_row",), "Rows are counted from 1.")


def _check_kpis(mapping: KpiMapping) -> None:
    month = mapping.period.first_month
    if month is not None and not 1 <= month <= 12:
        raise DocumentError(("period", "first_month"), "It is a month, 1 to 12.")
    for name, entry in mapping.units.items():
        if entry.scale <= 0:
            raise DocumentError(("units", name, "scale"), "It is above 0.")


def _folded(mapping: MappingT) -> MappingT:
    values = {name: {folded(key): word for key, word in table.items()} for name, table in mapping.values.items()}
    mapping = replace(mapping, values=values, empty=tuple(map(folded, mapping.empty)))
    if isinstance(mapping, KpiMapping):
        units = {folded(name): entry for name, entry in mapping.units.items()}
        levers = {folded(name): lever for name, lever in mapping.lever_by_name.items()}
        return replace(mapping, units=units, lever_by_name=levers)
    return mapping

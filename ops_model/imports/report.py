"""What an import did, row by row, and how it is printed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What was done; NOTED is said and not counted."""

    CREATED = "created"
    CHANGED = "changed"
    RECORDED = "recorded"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was done about a thing (`KPI`, `measurement`, `row`) that stands in some rows; `said` says more of it."""

    thing: str
    deed: Deed
    rows: Sequence[int] = ()
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All that was done about one thing of the sheet, by its full name; `remark` is listed once more in the end."""

    title: str
    lines: Sequence[Line]
    remark: str | None = None

    @property
    def refused(self) -> Sequence[Line]:
        """What was refused of it."""
        return [line for line in self.lines if line.deed is Deed.REFUSED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a whole sheet."""

    file: str
    columns: str
    outcomes: Sequence[Outcome]

    @property
    def refusals(self) -> int:
        """How many things were refused."""
        return sum(len(outcome.refused) for outcome in self.outcomes)

    @property
    def came_in(self) -> bool:
        """Whether anything was not refused."""
        return any(line.deed not in {Deed.REFUSED, Deed.NOTED} for one in self.outcomes for line in one.lines)


def report_lines(report: Report) -> Iterator[str]:
    """Say what became of each row, then how many of each were done, what is remarkable, and what was refused."""
    yield f"{report.file}: {report.columns}"
    for outcome in report.outcomes:
        yield ""
        yield outcome.title
        yield from (f"  {_line(line)}" for line in outcome.lines)
    yield from _section("Summary", _summary(report.outcomes))
    yield from _section("Remarks", [f"{one.title}: {one.remark}" for one in report.outcomes if one.remark])
    refused = [f"{one.title}, {rows_said(line.rows)}: {line.said}" for one in report.outcomes for line in one.refused]
    yield from _section("Refused", refused)


def rows_said(rows: Iterable[int]) -> str:
    """Return rows as people name them: "row 2", "rows 2 to 5 and 9"."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and spans[-1][-1] == row - 1:
            spans[-1].append(row)
        else:
            spans.append([row])
    parts = [part for span in spans for part in (map(str, span) if len(span) < 3 else [f"{span[0]} to {span[-1]}"])]
    *others, last = parts
    said = f"{', '.join(others)} and {last}" if others else last
    return f"row {said}" if said.isdigit() else f"rows {said}"


def counted(number: int, word: str) -> str:
    """Return a number of things in words: "1 target", "2 targets"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _line(line: Line) -> str:
    done = ": ".join(part for part in ("" if line.deed is Deed.NOTED else line.deed, line.said) if part)
    return f"{rows_said(line.rows)}: {done}" if line.rows else done


def _summary(outcomes: Iterable[Outcome]) -> Iterator[str]:
    lines = [line for outcome in outcomes for line in outcome.lines if line.deed is not Deed.NOTED]
    counts = Counter((line.thing, line.deed) for line in lines)
    for thing in dict.fromkeys(line.thing for line in lines):
        of_thing = [f"{counts[thing, deed]:,} {deed}" for deed in Deed if counts[thing, deed]]
        yield f"{thing}s: {', '.join(of_thing)}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        if place == 0:
            yield ""
            yield title
        yield f"  {line}"

"""The milestones sheet: a row a milestone, by its initiative's code and its name."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ops_model.imports.attempts import rows_attempted
from ops_model.imports.cells import Cells
from ops_model.imports.changes import changed_said, differences, given
from ops_model.imports.errors import RowError
from ops_model.imports.mapping import SheetMapping, folded
from ops_model.imports.report import Deed, Line, Outcome
from ops_model.imports.sheet_kind import Run, SheetKind
from ops_model.selectors.reports import Milestone
from ops_model.services.milestone import (
    milestone_add,
    milestone_cancel,
    milestone_complete,
    milestone_reopen,
    milestone_update,
)

_COLUMNS = ("due_on", "weight", "forecast_on")
_ENDS: Mapping[str, Callable[..., UUID]] = {"completed_on": milestone_complete, "cancelled_on": milestone_cancel}
"""How a milestone ends, by the field that says when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """What a row says. `columns` hold what is not empty, `ends` the day of its end by the field's name."""

    row: int
    initiative: str
    name: str
    columns: Mapping[str, Any]
    ends: Mapping[str, date]
    reason: str | None

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by."""
        return self.initiative, folded(self.name)

    @property
    def title(self) -> str:
        """Its initiative's code and its name."""
        return f"{self.initiative} {self.name}"


def milestones_import(run: Run[SheetMapping]) -> Iterator[Outcome]:
    """Bring in the milestones of a sheet, and yield what became of each. What a cell leaves empty stays as it is.

    Statements are those of the services that each needs, none for one that is as the sheet says.
    """
    milestones = defaultdict(list)
    for milestone in run.state.milestones:
        milestones[milestone.initiative.code, folded(milestone.name)].append(milestone)

    def write(row: MilestoneRow) -> Line:
        there = milestones.get(row.key, [])
        if len(there) > 1:
            raise RowError(f"The initiative has {len(there)} milestones of this name: rename them first.")
        return _update(run, row, there[0]) if there else _add(run, row)

    yield from rows_attempted(run, thing="milestone", read=_row, write=write)


MILESTONE_SHEET = SheetKind(
    fields=("initiative", "name", *_COLUMNS, *_ENDS, "reason"),
    needed=(("initiative",), ("name",)),
    words={},
    mapping=SheetMapping,
    bring_in=milestones_import,
)


def _row(cells: Cells) -> MilestoneRow:
    columns = {
        "due_on": cells.day("due_on"),
        "weight": cells.weight("weight"),
        "forecast_on": cells.day("forecast_on"),
    }
    row = MilestoneRow(
        row=cells.row,
        initiative=cells.needed("initiative"),
        name=cells.needed("name"),
        columns=given(columns),
        ends=given({name: cells.day(name) for name in _ENDS}),
        reason=cells.text("reason"),
    )
    if len(row.ends) > 1:
        cells.refuse("cancelled_on", "it is completed as well: leave one of the two empty")
    cells.check()
    return row


def _add(run: Run[SheetMapping], row: MilestoneRow) -> Line:
    initiative = next((one for one in run.state.initiatives if one.code == row.initiative), None)
    if initiative is None:
        raise RowError(
            f"There is no initiative '{row.initiative}': correct the code, or bring the initiative in first."
        )
    if "due_on" not in row.columns:
        raise RowError("It has no day that it is due on, and is new: fill its column.")
    columns = {"name": row.name, **row.columns}
    milestone_id = milestone_add(writer=run.writer, initiative_id=initiative.id, columns=columns)
    for name, day in row.ends.items():
        _ENDS[name](writer=run.writer, milestone_id=milestone_id, version=1, **{name: day})
    said = [f"due on {row.columns['due_on']}", *_ended_said(row.ends)]
    return Line(thing="milestone", deed=Deed.CREATED, rows=[row.row], said=", ".join(said))


def _update(run: Run[SheetMapping], row: MilestoneRow, milestone: Milestone) -> Line:
    there = {name: getattr(milestone, name) for name in (*_COLUMNS, *_ENDS)}
    columns, ends, version = differences(row.columns, there), differences(row.ends, there), milestone.version
    if columns:
        reason = row.reason or run.reason
        milestone_update(writer=run.writer, milestone_id=milestone.id, version=version, columns=columns, reason=reason)
        version += 1
    if ends and (milestone.completed_on or milestone.cancelled_on):
        milestone_reopen(writer=run.writer, milestone_id=milestone.id, version=version)
        version += 1
    for name, day in ends.items():
        _ENDS[name](writer=run.writer, milestone_id=milestone.id, version=version, **{name: day})
    said: Sequence[str] = [*changed_said(columns, there), *_ended_said(ends)]
    deed = Deed.CHANGED if said else Deed.UNCHANGED
    return Line(thing="milestone", deed=deed, rows=[row.row], said=", ".join(said))


def _ended_said(ends: Mapping[str, date]) -> Iterator[str]:
    for name, day in ends.items():
        yield f"{name.replace('_', ' ')} {day}"

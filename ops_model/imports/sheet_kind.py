"""What every kind of sheet has in common: its fields, its columns, and one run of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic
from uuid import UUID

from ops_model.imports.cells import Cells
from ops_model.imports.errors import SheetError
from ops_model.imports.mapping import MappingT, Words, folded
from ops_model.imports.report import Outcome
from ops_model.imports.rows import Row, Sheet
from ops_model.selectors.state import OrganisationState
from ops_model.services.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Generic[MappingT]):
    """One run: a sheet and how it is read, the organisation as it is today, and who writes. `columns` has the header of
    each field that the sheet has."""

    sheet: Sheet
    mapping: MappingT
    columns: Mapping[str, str]
    state: OrganisationState
    writer: Writer

    @property
    def reason(self) -> str:
        """Why something changes, where the sheet gives no reason of its own."""
        return f"Import of {self.sheet.file}"

    def cells(self, row: Row) -> Cells:
        """Return a row's cells, to be read by field."""
        return Cells(row, self.columns, self.mapping)

    def member(self, cells: Cells, field: str) -> UUID | None:
        """Return the member whose e-mail a cell gives; None for an empty one. A stranger is noted as a problem."""
        email = cells.text(field)
        found = next((one.id for one in self.state.members if email and folded(one.email) == folded(email)), None)
        if email and not found:
            cells.refuse(field, f"no member has the e-mail '{email}': correct it, or leave it empty")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind(Generic[MappingT]):
    """A kind of sheet: the fields that it can have; those of which one each is needed; the fields told in words; the
    function that brings a run in; and whether columns are found by the fields' own names, or only the mapping's are
    read."""

    fields: Sequence[str]
    needed: Sequence[Sequence[str]]
    words: Words
    mapping: type[MappingT]
    bring_in: Callable[[Run[MappingT]], Iterator[Outcome]]
    found_by_name: bool = True


def columns_found(kind: SheetKind[MappingT], mapping: MappingT, sheet: Sheet) -> Mapping[str, str]:
    """Return the header of each field that the sheet has: the one that the mapping names, or else, where columns are
    found by name, the field's own name in plain words; an empty one leaves the field out.

    Raises SheetError for a header that is missing or stands twice, and for a field that is needed and is nowhere.
    """
    named = {folded(header) for header in mapping.columns.values()}
    own = {_field_name(header): header for header in sheet.headers if folded(header) not in named}
    wanted = {name: own[name] for name in kind.fields if kind.found_by_name and name in own} | dict(mapping.columns)
    found: dict[str, str] = {}
    for name in (name for name in kind.fields if wanted.get(name)):
        headers = [header for header in sheet.headers if folded(header) == folded(wanted[name])]
        if not headers:
            there = ", ".join(filter(None, sheet.headers))
            raise SheetError(f"{sheet.file} has no column '{wanted[name]}' for {name}; its columns are {there}.")
        if len(headers) > 1:
            raise SheetError(
                f"{sheet.file} has several columns '{headers[0]}', and {name} is read from it: rename one."
            )
        found[name] = headers[0]
    for names in kind.needed:
        if not any(name in found or name in mapping.defaults for name in names):
            raise SheetError(f"{sheet.file} has no column for {' or '.join(names)}: name it in the mapping's columns.")
    return found


def _field_name(header: str) -> str:
    return folded(header).replace(" ", "_")


def columns_said(columns: Mapping[str, str], sheet: Sheet) -> str:
    """Say which column is read as what, and which is not read."""
    read = ", ".join(f"{name} from '{header}'" for name, header in columns.items())
    unread = ", ".join(f"'{header}'" for header in sheet.headers if header and header not in columns.values())
    return f"{read}; not read: {unread}" if unread else read

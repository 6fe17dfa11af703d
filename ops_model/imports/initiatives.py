"""The initiatives sheet: a row an initiative, by its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ops_model.domain.framework import LeverKind, Origin, Pillar, Principle
from ops_model.domain.stages import InitiativeStage
from ops_model.imports.attempts import rows_attempted
from ops_model.imports.cells import Cells
from ops_model.imports.changes import changed_said, differences, given
from ops_model.imports.errors import RowError
from ops_model.imports.mapping import SheetMapping
from ops_model.imports.report import Deed, Line, Outcome
from ops_model.imports.sheet_kind import Run, SheetKind
from ops_model.selectors.reports import Initiative, InitiativeTerms
from ops_model.services.initiative import initiative_create, initiative_update
from ops_model.services.initiative_terms import initiative_move, initiative_set_terms
from ops_model.services.lever_shares import LeverShareEntry

_COLUMNS = ("name", "summary", "customer_outcome", "origin", "owner", "sponsor", "start_date")
_TAGS = ("principles", "pillars", "tags")
_AGREED = ("stage", "weight", "target_date", "lever", "levers", "valid_from", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRow:
    """What a row says. `columns` and `terms` hold what is not empty, by the names that services know."""

    row: int
    code: str
    columns: Mapping[str, Any]
    terms: Mapping[str, Any]
    stage: InitiativeStage | None
    lever: LeverKind | None
    shares: Mapping[LeverKind, float] | None
    valid_from: date | None
    reason: str | None

    @property
    def key(self) -> str:
        """What it is found by."""
        return self.code

    @property
    def title(self) -> str:
        """Its code, and its name where the sheet has it."""
        return " ".join(filter(None, (self.code, self.columns.get("name"))))


def initiatives_import(run: Run[SheetMapping]) -> Iterator[Outcome]:
    """Bring in the initiatives of a sheet, and yield what became of each. What a cell leaves empty stays as it is.

    Statements are those of the services that each needs, none for one that is as the sheet says.
    """
    initiatives = {one.code: one for one in run.state.initiatives}

    def write(row: InitiativeRow) -> Line:
        initiative = initiatives.get(row.code)
        return _update(run, row, initiative) if initiative else _create(run, row)

    yield from rows_attempted(run, thing="initiative", read=lambda cells: _row(run, cells), write=write)


INITIATIVE_SHEET = SheetKind(
    fields=("code", *_COLUMNS, *_TAGS, *_AGREED),
    needed=(("code",),),
    words={
        "origin": Origin,
        "principles": Principle,
        "pillars": Pillar,
        "stage": InitiativeStage,
        "lever": LeverKind,
        "levers": LeverKind,
    },
    mapping=SheetMapping,
    bring_in=initiatives_import,
)


def _row(run: Run[SheetMapping], cells: Cells) -> InitiativeRow:
    columns = {
        "name": cells.text("name"),
        "summary": cells.text("summary"),
        "customer_outcome": cells.text("customer_outcome"),
        "origin": cells.word("origin", Origin),
        "owner_id": run.member(cells, "owner"),
        "sponsor_id": run.member(cells, "sponsor"),
        "start_date": cells.day("start_date"),
        "principles": cells.words("principles", Principle),
        "pillars": cells.words("pillars", Pillar),
        "tags": cells.texts("tags"),
    }
    row = InitiativeRow(
        row=cells.row,
        code=cells.needed("code"),
        columns=given(columns),
        terms=given({"weight": cells.weight("weight"), "target_date": cells.day("target_date")}),
        stage=cells.word("stage", InitiativeStage),
        lever=cells.word("lever", LeverKind),
        shares=cells.shares("levers", LeverKind),
        valid_from=cells.day("valid_from"),
        reason=cells.text("reason"),
    )
    if row.lever and row.shares and row.lever not in row.shares:
        cells.refuse("lever", f"{row.lever} has no share in levers: name it there, or leave levers empty")
    cells.check()
    return row


def _create(run: Run[SheetMapping], row: InitiativeRow) -> Line:
    shares = row.shares or ({row.lever: 1.0} if row.lever else None)
    if shares is None:
        raise RowError("It has no lever, and is new: fill the column of lever or of levers.")
    if "name" not in row.columns:
        raise RowError("It has no name, and is new: fill its column.")
    first = given({"stage": row.stage, "valid_from": row.valid_from, "reason": row.reason})
    terms = {**row.terms, **first, "lever_shares": _entries(shares, row.lever)}
    initiative_create(writer=run.writer, columns={"code": row.code, **row.columns}, terms=[terms])
    begins = row.valid_from or run.writer.today
    said = f"{row.stage or InitiativeStage.PROPOSED} from {begins} on, of {', '.join(shares)}"
    return Line(thing="initiative", deed=Deed.CREATED, rows=[row.row], said=said)


def _update(run: Run[SheetMapping], row: InitiativeRow, initiative: Initiative) -> Line:
    terms = initiative.terms_now
    if terms is None:
        raise RowError(f"It begins on {initiative.terms[0].valid_from}, and nothing can be said of it before.")
    columns, settings = _changes(row, initiative), _settings(row, terms)
    moves = row.stage is not None and row.stage is not terms.stage
    writer, one, version = run.writer, initiative.id, initiative.version
    reason = row.reason or run.reason
    if columns:
        initiative_update(writer=writer, initiative_id=one, version=version, columns=columns)
        version += 1
    if row.stage and moves:
        initiative_move(
            writer=writer, initiative_id=one, version=version, stage=row.stage, valid_from=None, reason=reason
        )
        version += 1
    if settings:
        agreed = {**settings, "reason": reason}
        initiative_set_terms(writer=writer, initiative_id=one, version=version, valid_from=None, settings=agreed)
    changed = [*_said(columns, settings, row.stage if moves else None, initiative, terms)]
    deed = Deed.CHANGED if changed else Deed.UNCHANGED
    return Line(thing="initiative", deed=deed, rows=[row.row], said=", ".join(changed))


def _changes(row: InitiativeRow, initiative: Initiative) -> dict[str, Any]:
    return differences(row.columns, {name: getattr(initiative, name) for name in row.columns})


def _settings(row: InitiativeRow, terms: InitiativeTerms) -> dict[str, Any]:
    """Return the settings in which a row differs from the terms in force. A lever alone says which is the primary one,
    and is the only one where it had no share."""
    settings = differences(row.terms, {name: getattr(terms, name) for name in row.terms})
    lever = row.lever or terms.primary_lever
    shares = row.shares or (terms.lever_shares if lever in terms.lever_shares else {lever: 1.0})
    primary = lever if lever in shares else next(iter(shares))
    if (primary, shares) != (terms.primary_lever, terms.lever_shares):
        settings["lever_shares"] = _entries(shares, primary)
    return settings


def _said(
    columns: Mapping[str, Any],
    settings: Mapping[str, Any],
    moved_to: InitiativeStage | None,
    initiative: Initiative,
    terms: InitiativeTerms,
) -> Iterator[str]:
    yield from changed_said(columns, {name: getattr(initiative, name) for name in columns})
    if moved_to:
        yield f"moved from {terms.stage} to {moved_to}"
    for name, value in settings.items():
        if name == "lever_shares":
            yield "levers " + ", ".join(f"{entry.lever} {entry.share:g}" for entry in value)
        else:
            yield from changed_said({name: value}, {name: getattr(terms, name)})


def _entries(shares: Mapping[LeverKind, float], primary: LeverKind | None) -> list[LeverShareEntry]:
    """Return lever shares as services know them; without a primary lever it is the first one."""
    first = primary or next(iter(shares))
    return [LeverShareEntry(lever=lever, share=share, primary=lever is first) for lever, share in shares.items()]

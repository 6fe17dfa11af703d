"""What the commands that bring in a sheet have in common."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, transaction
from tqdm import tqdm

from ops_model import clock
from ops_model.domain.roles import Role
from ops_model.imports.errors import SheetError
from ops_model.imports.mapping import SheetMapping, mapping_read
from ops_model.imports.report import Report, report_lines
from ops_model.imports.rows import Sheet, sheet_read
from ops_model.imports.sheet_kind import Run, SheetKind, columns_found, columns_said
from ops_model.selectors.organisations import organisation_place
from ops_model.selectors.state import organisation_state
from ops_model.selectors.tenants import organisation_enter
from ops_model.services.history import command_note
from ops_model.services.writer import Writer


class SheetImportCommand(BaseCommand):
    """Brings a sheet into an organisation in one transaction, and says row by row what it did."""

    kind: ClassVar[SheetKind[Any]]
    mapping_required: ClassVar[bool] = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument("file", type=Path, help="the sheet: .csv in UTF-8, or .xlsx")
        parser.add_argument(
            "--organisation", required=True, metavar="SLUG", help="the organisation's name in addresses"
        )
        _add_reading(parser, mapping_required=self.mapping_required)
        parser.add_argument("--dry-run", action="store_true", help="do all of it, say so, and keep nothing")
        parser.add_argument("--skip-bad-rows", action="store_true", help="bring in the rest where something is refused")

    def handle(self, **options: Any) -> None:
        """Bring it in, or say kindly why not."""
        try:
            mapping = mapping_read(
                options["mapping"], self.kind.mapping, fields=self.kind.fields, words=self.kind.words
            )
            sheet = sheet_read(
                options["file"],
                name=options["sheet"],
                delimiter=mapping.delimiter,
                header_row=mapping.header_row,
            )
            report, kept = self._bring_in(sheet, mapping, options)
        except SheetError as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            message = "Somebody else was writing just then, or the database is gone: nothing is written. Run it again."
            raise CommandError(message) from error
        for line in report_lines(report):
            self.stdout.write(line)
        self._conclude(report, kept=kept, dry_run=options["dry_run"], skip=options["skip_bad_rows"])

    def _bring_in(self, sheet: Sheet, mapping: SheetMapping, options: dict[str, Any]) -> tuple[Report, bool]:
        """Return what became of the sheet, and whether it is kept."""
        columns = columns_found(self.kind, mapping, sheet)
        with transaction.atomic():
            command_note(command=type(self).__module__.rpartition(".")[2])
            run = _run(options["organisation"], sheet=sheet, mapping=mapping, columns=columns)
            # Things come in one by one; of the long sheet several rows are one. It shows only where a person looks on.
            outcomes = [*tqdm(self.kind.bring_in(run), unit="thing", leave=False, disable=None)]
            report = Report(file=sheet.file, columns=columns_said(columns, sheet), outcomes=outcomes)
            kept = not options["dry_run"] and (options["skip_bad_rows"] or not report.refusals)
            transaction.set_rollback(not kept)
        return report, kept

    def _conclude(self, report: Report, *, kept: bool, dry_run: bool, skip: bool) -> None:
        """Say whether it is written. Raises CommandError, for exit code 1, where something was refused and the rest did
        not come in, or would not."""
        written = "Everything else is written." if report.refusals else "Everything is written."
        nothing = "This was a dry run: nothing is written." if dry_run else "Nothing is written."
        said = written if kept and report.came_in else nothing
        if not report.refusals or (skip and report.came_in):
            self.stdout.write(f"\n{said}")
            return
        self.stdout.flush()  # a log has the report first, and then what stops the command
        advice = "correct them." if skip else "correct them, or bring in the rest with --skip-bad-rows."
        raise CommandError(f"{said} Refused: {report.refusals}; {advice}")


def _add_reading(parser: ArgumentParser, *, mapping_required: bool) -> None:
    parser.add_argument(
        "--mapping",
        type=Path,
        required=mapping_required,
        metavar="MAPPING.toml",
        help="how the sheet is read (docs/import.md)",
    )
    parser.add_argument("--sheet", metavar="NAME", help="which sheet of the workbook (the first)")


def _run(slug: str, **parts: Any) -> Run[Any]:
    """Enter the organisation, and return the run. Raises CommandError where there is no such organisation."""
    organisation_id = organisation_enter(slug=slug)
    if organisation_id is None:
        raise CommandError(f"There is no organisation '{slug}': make it first with organisation_create.")
    _, time_zone = organisation_place(organisation_id)
    today = clock.today(time_zone)
    state = organisation_state(organisation_id, today)
    if state is None:
        raise CommandError(f"There is no organisation '{slug}' any more.")
    writer = Writer(organisation_id=organisation_id, membership_id=None, role=Role.EDITOR, today=today)
    return Run(state=state, writer=writer, **parts)

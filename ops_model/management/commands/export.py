"""Write a table of the reporting API to a file."""

from argparse import ArgumentTypeError
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

from ops_model import clock
from ops_model.reporting.errors import ReportError
from ops_model.reporting.exporting import file_pieces
from ops_model.reporting.files import FORMATS
from ops_model.reporting.files.formats import Batch
from ops_model.reporting.filters import Rows
from ops_model.reporting.parameters import table_parameters
from ops_model.reporting.reading import StateRows, TableParameters, table_rows
from ops_model.reporting.tables import TABLES_BY_ADDRESS, Table
from ops_model.selectors.database import read_from, reporting_database
from ops_model.selectors.organisations import organisation_place
from ops_model.selectors.state import OrganisationState, organisation_state
from ops_model.selectors.tenants import organisation_enter, snapshot_open


class Command(BaseCommand):
    """Writes what `GET /reporting/TABLE.FORMAT` sends, to the disk."""

    help = "Write a table of the reporting API to a file (docs/reporting.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what it takes."""
        parser.add_argument("table", choices=TABLES_BY_ADDRESS, metavar="TABLE", help=", ".join(TABLES_BY_ADDRESS))
        parser.add_argument(
            "--organisation", required=True, metavar="SLUG", help="the organisation's name in addresses"
        )
        parser.add_argument("--format", choices=FORMATS, default="csv", help="(csv)")
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to (SLUG-TABLE.FORMAT, here)")
        parser.add_argument(
            "--where",
            type=_pair,
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a filter, orderBy or asOf, as in the file's address; may be repeated",
        )
        parser.add_argument("--bom", action="store_true", help="begin a CSV with a byte order mark, for Excel")

    def handle(self, **options: Any) -> None:
        """Write it, or say kindly why not. A file that was there is replaced when the new one is whole."""
        table, slug = TABLES_BY_ADDRESS[options["table"]], options["organisation"]
        output = options["output"] or Path(f"{slug}-{table.address}.{options['format']}")
        unfinished = output.with_name(f"{output.name}.part")
        try:
            with unfinished.open("wb") as file:
                file.writelines(_pieces(table, slug, options["format"], _given(options["where"]), bom=options["bom"]))
            unfinished.replace(output)
        except ReportError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"{output} is written")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ArgumentTypeError(f"{text!r} is no NAME=VALUE")
    return name, value


def _given(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        given[name].append(value)
    return given


def _pieces(table: Table, slug: str, suffix: str, given: dict[str, list[str]], *, bom: bool) -> Iterator[bytes]:
    database = reporting_database()
    with transaction.atomic(using=database):
        with read_from(database):
            rows = _rows(table, slug, table_parameters(table, given))
            watch = partial(_shown, total=rows.count())
        yield from file_pieces(table, rows, FORMATS[suffix], bom=bom, watch=watch)


def _rows(table: Table, slug: str, asked: TableParameters) -> Rows:
    snapshot_open()
    organisation_id = organisation_enter(slug=slug)
    if organisation_id is None:
        raise CommandError(f"There is no organisation '{slug}'.")
    state_of = partial(_state, organisation_id)
    return table_rows(table, organisation_id, asked, shown=StateRows(), state_of=state_of)


def _state(organisation_id: UUID, as_of: date | None) -> OrganisationState:
    _, time_zone = organisation_place(organisation_id)
    state = organisation_state(organisation_id, as_of or clock.today(time_zone))
    if state is None:
        raise CommandError("The organisation is not there any more.")
    return state


def _shown(batches: Iterator[Batch], total: int) -> Iterator[Batch]:
    """Show a person who looks on how far it is."""
    with tqdm(total=total, unit="row", leave=False, disable=None) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))

"""Bring in a sheet of initiatives."""

from ops_model.imports.initiatives import INITIATIVE_SHEET
from ops_model.management.sheet_import import SheetImportCommand


class Command(SheetImportCommand):
    """Brings in a sheet with a row an initiative."""

    help = "Bring in a sheet of initiatives (docs/import.md)."
    kind = INITIATIVE_SHEET

"""Bring in a sheet of milestones."""

from ops_model.imports.milestones import MILESTONE_SHEET
from ops_model.management.sheet_import import SheetImportCommand


class Command(SheetImportCommand):
    """Brings in a sheet with a row a milestone."""

    help = "Bring in a sheet of milestones (docs/import.md)."
    kind = MILESTONE_SHEET

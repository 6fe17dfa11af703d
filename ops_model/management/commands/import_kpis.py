"""Bring in a sheet of KPIs."""

from ops_model.imports.kpis import KPI_SHEET
from ops_model.management.sheet_import import SheetImportCommand


class Command(SheetImportCommand):
    """Brings in the long KPI sheet: a row a KPI and period, with target and actual."""

    help = "Bring in a sheet with a row a KPI and period (docs/import.md)."
    kind = KPI_SHEET
    mapping_required = True

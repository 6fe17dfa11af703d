"""A transformation office that brings sheets in, as the tests of this room need one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from openpyxl import Workbook

from ops_model.imports.kpis import KPI_SHEET
from ops_model.models import Kpi, KpiTerms, Measurement, Organisation
from ops_model.selectors.state import OrganisationState, organisation_state

TODAY = date(2020, 12, 31)

KPI_MAPPING = """
[period]
kind = "fiscal_year"
first_month = 10

[defaults]
lever = "CULTURE"
unit = "points"
"""
"""The fiscal year ends in September; the columns are added by `columns`."""

HEADER = "name,period,actual,target,direction"


def columns(header: str) -> str:
    """Return what a mapping says of columns that are called as the fields are."""
    fields = {name: name.replace(" ", "_").lower() for name in header.split(",")}
    return "".join(f'columns.{field} = "{name}"\n' for name, field in fields.items() if field in KPI_SHEET.fields)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and what it refused (None: its exit code is 0)."""

    printed: str
    error: str | None

    def lines_of(self, title: str) -> list[str]:
        """Return the lines under a title."""
        lines = self.printed.splitlines()
        start = lines.index(title) + 1
        return [line.strip() for line in lines[start : [*lines, ""].index("", start)]]


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation, and a folder for its sheets."""

    organisation: Organisation
    folder: Path

    def kpis(self, *lines: str, mapping: str = KPI_MAPPING, header: str = HEADER, flags: Sequence[str] = ()) -> Answer:
        """Bring in a sheet of KPIs; columns are called as the fields are, unless the mapping says otherwise."""
        mapping = mapping if "columns" in mapping else columns(header) + mapping
        return self.run("import_kpis", self.sheet(header, *lines), mapping=mapping, flags=flags)

    def initiatives(self, *lines: str, mapping: str | None = None, flags: Sequence[str] = ()) -> Answer:
        """Bring in a sheet of initiatives, the first line its header."""
        return self.run("import_initiatives", self.sheet(*lines), mapping=mapping, flags=flags)

    def milestones(self, *lines: str, mapping: str | None = None, flags: Sequence[str] = ()) -> Answer:
        """Bring in a sheet of milestones, the first line its header."""
        return self.run("import_milestones", self.sheet(*lines), mapping=mapping, flags=flags)

    def run(self, command: str, sheet: Path, *, mapping: str | None, flags: Sequence[str] = ()) -> Answer:
        """Run a command on a file."""
        arguments = [str(sheet), "--organisation", self.organisation.slug, *flags]
        if mapping is not None:
            path = self.folder / "mapping.toml"
            path.write_text(mapping, encoding="utf-8")
            arguments += ["--mapping", str(path)]
        printed = StringIO()
        try:
            call_command(command, *arguments, stdout=printed)
        except CommandError as error:
            return Answer(printed.getvalue(), str(error))
        return Answer(printed.getvalue(), None)

    def sheet(self, *lines: str, name: str = "sheet.csv") -> Path:
        """Write a CSV file."""
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def workbook(self, *rows: Sequence[object], name: str = "sheet.xlsx") -> Path:
        """Write a workbook whose first sheet has these rows."""
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(list(row))
        path = self.folder / name
        book.save(path)
        book.close()
        return path

    @property
    def state(self) -> OrganisationState:
        """The organisation as it is."""
        state = organisation_state(self.organisation.pk, TODAY)
        assert state
        return state

    def kpi(self, name: str) -> Kpi:
        """Return a KPI by its name."""
        return Kpi.objects.get(name=name)

    def terms(self, name: str) -> KpiTerms:
        """Return the only terms of a KPI."""
        return KpiTerms.objects.get(kpi__name=name)

    def measured(self, name: str) -> dict[str, str]:
        """Return what counts of a KPI, by day."""
        found = Measurement.objects.filter(kpi__name=name, superseded_at=None).order_by("observed_on")
        return {str(one.observed_on): f"{one.value:f}" for one in found}

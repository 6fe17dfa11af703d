"""docs/import.md names everything that a mapping and a sheet can say, and its example prints what is printed there."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_type_hints

import pytest
from pytest_django import Settings

from ops_model.imports.initiatives import INITIATIVE_SHEET
from ops_model.imports.kpis import KPI_SHEET
from ops_model.imports.mapping import KpiMapping, UnitMapping, mapping_read
from ops_model.imports.milestones import MILESTONE_SHEET
from ops_model.imports.sheet_kind import SheetKind
from ops_model.models import Kpi
from tests.api.documented import ROOT
from tests.imports.office import Answer, Office

PAGE = ROOT / "docs" / "import.md"
SECTIONS = {
    "The long KPI sheet": KPI_SHEET,
    "The initiatives sheet": INITIATIVE_SHEET,
    "The milestones sheet": MILESTONE_SHEET,
}


def mapping_keys(kind: type[Any], path: str = "") -> Iterator[str]:
    """Yield every key of a mapping, those of its tables after a dot."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        if is_dataclass(hints[field.name]):
            yield from mapping_keys(hints[field.name], f"{path}{field.name}.")
        else:
            yield path + field.name


def section(title: str) -> str:
    """Return a section of the page."""
    return PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> set[str]:
    """Return what stands as code in the first cells of a section's tables."""
    return {name for row in re.findall(r"^\| (.*?) \|", text, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)}


def test_every_key_of_a_mapping_stands_in_its_table() -> None:
    assert first_cells(section("The mapping")) == set(mapping_keys(KpiMapping))
    (units,) = re.findall(r"^\| `units` .*", section("The mapping"), re.MULTILINE)
    assert {field.name for field in fields(UnitMapping)} <= set(re.findall(r"\w+", units))


@pytest.mark.parametrize(("title", "kind"), SECTIONS.items())
def test_every_field_of_a_sheet_stands_in_its_table(title: str, kind: SheetKind[Any]) -> None:
    assert first_cells(section(title)) == set(kind.fields)


def example(name: str) -> str:
    """Return a part of the example."""
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", section("An example"), re.DOTALL)
    assert found
    return found[1]


def bring_in(office: Office, *flags: str) -> Answer:
    """Bring the example in."""
    sheet = office.folder / "kpis.csv"
    sheet.write_text(example("kpis.csv"), encoding="utf-8")
    return office.run("import_kpis", sheet, mapping=example("mapping.toml"), flags=flags)


def test_the_example_prints_what_is_printed(office: Office, settings: Settings, request: pytest.FixtureRequest) -> None:
    settings.OPS_TODAY = date(2024, 6, 30)
    answer = bring_in(office, "--skip-bad-rows")
    if request.config.getoption("--rewrite-docs"):
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(text.replace(f"```text\n{example('report')}```", f"```text\n{answer.printed}```"), "utf-8")
    assert answer.printed == example("report")
    assert Kpi.objects.count() == 3
    assert "KPIs: 3 unchanged, 1 refused" in bring_in(office, "--skip-bad-rows").printed


def test_the_example_of_a_real_sheet_is_a_mapping() -> None:
    path = ROOT / "docs" / "examples" / "gsa.toml"
    mapping = mapping_read(path, KpiMapping, fields=KPI_SHEET.fields, words=KPI_SHEET.words)
    assert len(mapping.lever_by_name) == 28
    assert set(mapping.lever_by_name.values()) == set(KPI_SHEET.words["lever"])

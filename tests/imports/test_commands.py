"""One transaction, all or nothing, and a sentence for whatever cannot be used."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ops_model.models import ChangeStatement, Initiative, Kpi, Measurement
from tests import factories as make
from tests.database import enter
from tests.imports.office import HEADER, KPI_MAPPING, Answer, Office, columns

SOUND = "Sound,2018,1,2,INCREASE"
BAD = "Bad,2018,1,2,"


def test_a_dry_run_says_all_and_writes_nothing(office: Office) -> None:
    before = office.state.data_version
    answer = office.kpis(SOUND, flags=["--dry-run"])
    assert answer.error is None
    assert "KPIs: 1 created" in answer.printed
    assert answer.printed.endswith("\nThis was a dry run: nothing is written.\n")
    assert office.state.data_version == before
    assert not Kpi.objects.exists()


def test_one_bad_row_and_nothing_comes_in(office: Office) -> None:
    before = office.state.data_version
    answer = office.kpis(SOUND, BAD)
    assert answer.error == ("Nothing is written. Refused: 1; correct them, or bring in the rest with --skip-bad-rows.")
    assert "KPIs: 1 created, 1 refused" in answer.printed
    assert office.state.data_version == before
    assert not Kpi.objects.exists()


def test_bad_rows_are_skipped_when_asked_and_the_rest_comes_in(office: Office) -> None:
    answer = office.kpis(SOUND, BAD, flags=["--skip-bad-rows"])
    assert answer.error is None
    assert answer.printed.endswith("\nEverything else is written.\n")
    assert [kpi.name for kpi in Kpi.objects.all()] == ["Sound"]


def test_the_audit_log_names_the_command_and_a_dry_run_leaves_nothing_there(office: Office) -> None:
    before = ChangeStatement.objects.count()
    office.kpis(SOUND, flags=["--dry-run"])
    assert ChangeStatement.objects.count() == before
    office.kpis(SOUND)

    assert {*ChangeStatement.objects.values_list("thing", "kind", "context__command")} >= {
        ("kpi", "insert", "import_kpis"),
        ("kpi_terms", "insert", "import_kpis"),
        ("measurement", "insert", "import_kpis"),
    }


@pytest.mark.parametrize("flags", [["--dry-run"], ["--dry-run", "--skip-bad-rows"]])
def test_a_dry_run_ends_as_the_run_would(office: Office, flags: list[str]) -> None:
    answer = office.kpis(SOUND, BAD, flags=flags)
    assert (answer.error is None) is ("--skip-bad-rows" in flags)
    assert not Kpi.objects.exists()


def test_where_nothing_is_left_the_run_fails(office: Office) -> None:
    answer = office.kpis(BAD, flags=["--skip-bad-rows"])
    assert answer.error == "Nothing is written. Refused: 1; correct them."


def test_another_organisation_is_untouched(office: Office) -> None:
    other = make.make_organisation()
    make.make_kpi(other, "SOUND", name="Sound")
    enter(office.organisation.pk)
    office.kpis(SOUND)
    assert Measurement.objects.count() == 1
    enter(other.pk)
    assert not Measurement.objects.exists()
    assert Kpi.objects.get().version == 1


def refused(office: Office, sheet: Path, *flags: str, mapping: str = columns(HEADER) + KPI_MAPPING) -> str:
    """Return why a sheet cannot be used at all; nothing is printed then."""
    answer = office.run("import_kpis", sheet, mapping=mapping, flags=flags)
    assert answer == Answer("", answer.error)
    return answer.error or ""


def test_a_file_that_cannot_be_used_is_named_with_what_to_do(office: Office) -> None:
    folder = office.folder
    (folder / "latin.csv").write_bytes("näme,period\n".encode("latin-1"))
    (folder / "wide.csv").write_bytes("name,period\nA,2018\n".encode("utf-16"))
    (folder / "zeros.csv").write_bytes(b"name,period\nA\0,2018\n")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 not really")
    (folder / "folder.csv").mkdir()
    (folder / "empty.csv").write_bytes(b"")
    (folder / "bare.csv").write_text(HEADER + "\n\n , ,\n")
    (folder / "quote.csv").write_text(HEADER + '\n"A,2018,1\n')
    sentences = {
        "missing.csv": "cannot be read: No such file or directory.",
        "folder.csv": "cannot be read: Is a directory.",
        "sheet.xls": "sheet.xls is neither .csv nor .xlsx: save it as one of the two.",
        "latin.csv": "latin.csv is not in UTF-8: save it as 'CSV UTF-8'.",
        "wide.csv": "wide.csv is not in UTF-8",
        "zeros.csv": "zeros.csv holds NUL characters and is no text",
        "broken.xlsx": "broken.xlsx is no workbook that can be read: save it as .xlsx again.",
        "empty.csv": "empty.csv has no header in row 1",
        "bare.csv": "bare.csv has a header and no rows below it.",
        "quote.csv": "quote.csv is no CSV file with the delimiter ',': unexpected end of data.",
    }
    for name, sentence in sentences.items():
        assert sentence in refused(office, folder / name), name


def test_an_organisation_that_there_is_not_is_named(office: Office) -> None:
    sheet = office.sheet(HEADER, SOUND)
    enter()
    office.organisation.slug = "nobody"
    assert refused(office, sheet) == "There is no organisation 'nobody': make it first with organisation_create."


@pytest.mark.parametrize(
    ("mapping", "header", "sentence"),
    [
        (
            'columns.note = "Bem."\n' + KPI_MAPPING,
            HEADER,
            "sheet.csv has no column 'Bem.' for note; its columns are name,",
        ),
        ('columns.actuals = "Ist"\n' + KPI_MAPPING, HEADER, "columns.actuals: There is no such field; there are name,"),
        ("colums = {}\n" + KPI_MAPPING, HEADER, "mapping.toml: colums: There is no such key."),
        ("", HEADER, "mapping.toml: period: It is missing."),
        ('period.kind = "decade"', HEADER, "period.kind: 'decade' is not one of fiscal_year, fiscal_quarter, year,"),
        ('period = {kind = "year", first_month = 13}', HEADER, "period.first_month: It is a month, 1 to 12."),
        (KPI_MAPPING + '[values.lever]\nWork = "WORK"', HEADER, "values.lever.Work: 'WORK' is not one of STRUCTURE,"),
        (KPI_MAPPING + '[values.unit]\n"%" = "%"', HEADER, "values.unit: There is no such field; there are lever,"),
        (KPI_MAPPING + '[lever_by_name]\nA = "WORK"', HEADER, "lever_by_name.A: 'WORK' is not one of STRUCTURE,"),
        (KPI_MAPPING + '[units]\nX = {unit = "%", scale = 0}', HEADER, "units.X.scale: It is above 0."),
        (KPI_MAPPING + "[units]\nX = {scale = 100}", HEADER, "units.X.unit: It is missing."),
        (KPI_MAPPING + '[numbers]\ndecimal_mark = ";"', HEADER, "numbers.decimal_mark: It is '.' or ','."),
        (KPI_MAPPING + '[numbers]\nthousands_mark = "."', HEADER, "numbers.thousands_mark: It is one character,"),
        ("delimiter = ', '\n" + KPI_MAPPING, HEADER, "delimiter: It is one character"),
        ("header_row = 0\n" + KPI_MAPPING, HEADER, "header_row: Rows are counted from 1."),
        ('met_at_baseline = "keep"\n' + KPI_MAPPING, HEADER, "met_at_baseline: 'keep' is not one of refuse, maintain."),
        ("period = [", HEADER, "mapping.toml is no TOML file"),
        ("a = " + "[" * 5_000, HEADER, "mapping.toml is no TOML file"),
        ('date_format = "%Y-%Y"\n' + KPI_MAPPING, HEADER, "mapping.toml: date_format: It is no format of days"),
        (KPI_MAPPING + 'definition = "a\\u0000b"\n', HEADER, "mapping.toml holds the character U+0000"),
        (
            KPI_MAPPING,
            "name,year,actual,target,direction",
            "sheet.csv has no column 'period' for period; its columns are name, year,",
        ),
        (
            KPI_MAPPING,
            HEADER + ",Actual",
            "sheet.csv has several columns 'actual', and actual is read from it",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_is_named_with_what_to_do(
    office: Office, mapping: str, header: str, sentence: str
) -> None:
    assert sentence in refused(office, office.sheet(header, SOUND), mapping=columns(HEADER) + mapping)


def test_a_mapping_that_there_is_not_is_named(office: Office) -> None:
    answer = office.run(
        "import_initiatives", office.sheet("code", "A"), mapping=None, flags=["--mapping", "/nowhere/map.toml"]
    )
    assert answer.error == "/nowhere/map.toml cannot be read: No such file or directory."


def test_a_sheet_of_a_workbook_is_chosen_by_name(office: Office) -> None:
    book = Workbook()
    for name in ("Notes", "Figures"):
        page = book.create_sheet(name)
        page.append(HEADER.split(","))
        page.append([name, 2018, 1, None, "INCREASE"])
    del book["Sheet"]
    path = office.folder / "book.xlsx"
    book.save(path)
    assert refused(office, path, "--sheet", "Other") == (
        "book.xlsx has no sheet 'Other': its sheets are 'Notes', 'Figures'."
    )
    assert "leave out the sheet's name" in refused(office, office.sheet(HEADER, SOUND), "--sheet", "Figures")
    office.run("import_kpis", path, mapping=columns(HEADER) + KPI_MAPPING, flags=["--sheet", "Figures"])
    office.run("import_kpis", path, mapping=columns(HEADER) + KPI_MAPPING)
    assert {kpi.name for kpi in Kpi.objects.all()} == {"Figures", "Notes"}


def test_the_report_says_which_columns_are_read(office: Office) -> None:
    answer = office.kpis("A,2018,1,INCREASE,x", header="name,Period,actual,direction,goal")
    assert answer.printed.splitlines()[0] == (
        "sheet.csv: name from 'name', direction from 'direction', period from 'Period', actual from 'actual'; not read:"
        " 'goal'"
    )


def test_a_field_that_is_needed_and_nowhere_is_named(office: Office) -> None:
    mapping = columns("period,actual") + KPI_MAPPING
    assert refused(office, office.sheet(HEADER, SOUND), mapping=mapping) == (
        "sheet.csv has no column for name or code: name it in the mapping's columns."
    )


def test_of_a_kpi_sheet_only_the_columns_of_the_mapping_are_read(office: Office) -> None:
    header = "name,period,actual,direction,owner"
    mapping = columns("name,period,actual,direction") + KPI_MAPPING
    answer = office.kpis("A,2018,1,INCREASE,Ada", header=header, mapping=mapping)
    assert answer.error is None
    assert "not read: 'owner'" in answer.printed


def test_a_column_named_as_a_field_can_be_left_out_or_taken_for_another(office: Office) -> None:
    lines = ("code;name;lever;origin", "A;First;TALENT;North")
    assert office.initiatives(*lines).error
    assert office.initiatives(*lines, mapping='columns.origin = ""', flags=["--dry-run"]).error is None
    assert office.initiatives(*lines, mapping='columns.tags = "origin"').error is None
    assert (Initiative.objects.get().origin, Initiative.objects.get().tags) == (None, ["North"])

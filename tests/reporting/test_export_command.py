"""`manage.py export`: the file that the API sends, on the disk, whole or not at all."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from ops_model.management.commands import export
from ops_model.reporting.files import FORMATS
from tests.api import world
from tests.api.world import World


@pytest.fixture
def example(committed: None, settings: Any) -> World:
    """Have the organisation of the worked example."""
    settings.OPS_TODAY = world.TODAY
    return world.worked_example()


def _export(*arguments: str) -> str:
    said = StringIO()
    call_command("export", *arguments, stdout=said)
    return said.getvalue()


def _lines(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8-sig") as opened:
        return [*csv.DictReader(opened)]


def test_a_table_is_written_and_where_is_said(example: World, tmp_path: Path) -> None:
    output = tmp_path / "measured.csv"
    where = ("--where", "kpiCode=eNPS", "--where", "orderBy=-observedOn")
    said = _export("measurements", "--organisation", example.slug, "--output", str(output), *where)
    assert said == f"{output} is written\n"
    assert [line["value"] for line in _lines(output)] == ["24", "20", "15"]
    assert [*tmp_path.iterdir()] == [output]


def test_what_stands_is_written_as_of_today_or_another_day(example: World, tmp_path: Path) -> None:
    output = tmp_path / "kpis.csv"
    _export("kpis", "--organisation", example.slug, "--output", str(output))
    assert {line["as_of"] for line in _lines(output)} == {"2026-07-01"}
    _export("kpis", "--organisation", example.slug, "--output", str(output), "--where", "asOf=2026-04-15")
    assert {line["as_of"] for line in _lines(output)} == {"2026-04-15"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_left_out_the_file_is_called_after_what_it_has(
    suffix: str, example: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _export("lever-days", "--organisation", example.slug, "--format", suffix)
    assert [file.name for file in tmp_path.iterdir()] == [f"{example.slug}-lever-days.{suffix}"]


def test_a_byte_order_mark_is_there_on_request(example: World, tmp_path: Path) -> None:
    output = tmp_path / "levers.csv"
    _export("levers", "--organisation", example.slug, "--output", str(output), "--bom")
    assert output.read_bytes().startswith(b"\xef\xbb\xbfkey,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("kpis", "--organisation", "none"), "There is no organisation 'none'."),
        (("levers", "--organisation", "none"), "There is no organisation 'none'."),
        (("kpis", "--where", "colour=red"), "'colour': There is no such parameter: "),
        (("kpis", "--where", "health=RED"), "'health': RED is none of "),
        (("kpis", "--format", "xlsx", "--bom"), "'bom': A file of xlsx has no byte order mark."),
        (("kpis", "--where", "colour"), "'colour' is no NAME=VALUE"),
        (("figures",), "invalid choice: 'figures'"),
    ],
)
def test_what_cannot_be_written_is_said_and_what_was_there_stays(
    arguments: tuple[str, ...], message: str, example: World, tmp_path: Path
) -> None:
    output = tmp_path / "file"
    output.write_text("what was there")
    others = () if "--organisation" in arguments else ("--organisation", example.slug)
    with pytest.raises(CommandError) as refused:
        _export(*arguments, *others, "--output", str(output))
    assert message in str(refused.value)
    assert output.read_text() == "what was there"
    assert [*tmp_path.iterdir()] == [output]


def test_a_folder_that_is_not_there_is_said(example: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"file\.csv cannot be written: No such file or directory\."):
        _export("kpis", "--organisation", example.slug, "--output", str(tmp_path / "nowhere" / "file.csv"))


def test_an_end_half_way_leaves_the_file_that_was_there(example: World, tmp_path: Path) -> None:
    output = tmp_path / "kpis.csv"
    output.write_text("what was there")

    def half(*_: object, **__: object) -> Any:
        yield b"key"
        raise KeyboardInterrupt

    with mock.patch.object(export, "file_pieces", half), pytest.raises(KeyboardInterrupt):
        _export("kpis", "--organisation", example.slug, "--output", str(output))
    assert output.read_text() == "what was there"
    assert [*tmp_path.iterdir()] == [output]

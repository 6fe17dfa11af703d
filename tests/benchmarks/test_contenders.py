"""Contenders come from lock files, and are skipped with a reason where they cannot be had."""

import json
import sys
from pathlib import Path

import pytest

from backend.bootstrap import ROOT
from benchmarks.chosen import RIVALS, contenders_chosen, names_known, parts_chosen
from benchmarks.contenders.contender import Contender, MissingError
from benchmarks.contenders.installed import installed
from benchmarks.contenders.raw import raw
from benchmarks.questions import READS, document

LOCKS = ("benchmarks/node/package-lock.json", "benchmarks/stock/requirements.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


def test_every_package_has_a_hash() -> None:
    packages = json.loads((ROOT / LOCKS[0]).read_text())["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    requirements = (ROOT / LOCKS[1]).read_text().replace("\\\n", "").splitlines()
    assert all("--hash=sha256:" in line for line in requirements)


def test_what_cannot_be_had_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Contender:
        raise MissingError("npm is not installed")

    monkeypatch.setattr("benchmarks.chosen.RIVALS", {"raw": raw, "mercurius": missing})
    contenders, absent = contenders_chosen(())
    names = [contender.name for contender in contenders]
    assert names[0] == "tracker_first"
    assert names[-1] == "raw"
    assert absent["mercurius"] == "skipped: npm is not installed"


def test_names_choose_parts_and_contenders_in_their_order() -> None:
    assert parts_chosen(("writes", "raw", "scaling")) == ["scaling", "writes"]
    assert parts_chosen(("raw",)) == parts_chosen(())
    assert set(RIVALS) < set(names_known())


def test_packages_are_installed_once_for_a_lock(tmp_path: Path) -> None:
    lock, folder = tmp_path / "lock", tmp_path / "packages"
    lock.write_text("one")
    make = [sys.executable, "-c", "import pathlib; pathlib.Path('packages').mkdir()"]
    installed(folder, lock=lock, commands=[make])
    installed(folder, lock=lock, commands=[["/no/such/program"]])
    lock.write_text("two")
    with pytest.raises(MissingError, match="no/such/program"):
        installed(folder, lock=lock, commands=[["/no/such/program"]])


def test_a_failure_to_install_is_told_in_one_line(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("one")
    fail = [sys.executable, "-c", "import sys; sys.exit('first line\\nerror: no such package\\nand more')"]
    with pytest.raises(MissingError, match=r"failed: error: no such package$"):
        installed(tmp_path / "packages", lock=lock, commands=[fail])


@pytest.mark.parametrize("schema", ["tracker", "mercurius", "postgraphile", "stock"])
@pytest.mark.parametrize("question", READS)
def test_every_schema_has_every_question(schema: str, question: str) -> None:
    assert f"query {question.upper()}(" in document(schema, question)

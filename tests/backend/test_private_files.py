"""A file with secrets is whole or not there, and nobody else's to read."""

from pathlib import Path

import pytest

from backend.private_files import write_private


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    write_private(tmp_path / "demo.json", "{}\n")
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "demo.json").read_text() == "{}\n"


def test_an_interrupted_write_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_private(tmp_path / "demo.json", "old")

    def interrupted(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_private(tmp_path / "demo.json", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["demo.json"]
    assert (tmp_path / "demo.json").read_text() == "old"

"""What must hold before the process may start."""

from pathlib import Path

import pytest

from backend.checks import psycopg_is_absent


def test_psycopg_3_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))

    assert [problem.id for problem in psycopg_is_absent(app_configs=None)] == ["backend.E001"]


def test_without_psycopg_3_there_is_nothing_to_say() -> None:
    assert psycopg_is_absent(app_configs=None) == []

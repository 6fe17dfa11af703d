"""manage.py alone, before there is anything but Python."""

import ast
import importlib.util
import runpy
import shutil
import sys
import threading
from pathlib import Path

import pytest

from backend import bootstrap
from backend.bootstrap import BootstrapError

MANAGE = bootstrap.ROOT / "manage.py"
NEWER_THAN_SOME_PYTHONS = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.AsyncFunctionDef, ast.Match)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose .venv is not built; building it makes its Python and nothing else."""
    venv = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", venv / "built-from")
    (tmp_path / "requirements.lock").write_text("one==1\n")
    return tmp_path


@pytest.fixture
def builds(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands by which .venv is built; they make its Python."""
    commands: list[list[str]] = []

    def run(command: list[str]) -> None:
        commands.append(command)
        bootstrap.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.touch()

    monkeypatch.setattr(bootstrap, "_run", run)
    return commands


def test_manage_parses_on_an_old_python() -> None:
    tree = ast.parse(MANAGE.read_text(), feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, NEWER_THAN_SOME_PYTHONS)]


def test_an_old_python_is_told_which_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    monkeypatch.setattr(sys, "argv", ["manage.py", "demo"])
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.8\.18"):
        runpy.run_path(str(MANAGE), run_name="__main__")


def test_a_built_environment_is_not_built_again(builds: list[list[str]]) -> None:
    bootstrap.ensure_built()
    steps = len(builds)
    bootstrap.ensure_built()
    assert steps == len(builds) == 2


def test_a_changed_lock_file_builds_anew(checkout: Path, builds: list[list[str]]) -> None:
    bootstrap.ensure_built()
    (bootstrap.VENV / "left over").touch()
    bootstrap.LOCK.write_text("one==2\n")
    assert not bootstrap.is_built()
    bootstrap.ensure_built()
    assert bootstrap.is_built()
    assert not (bootstrap.VENV / "left over").exists()


def test_another_python_builds_anew(builds: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.ensure_built()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    assert not bootstrap.is_built()


def test_an_interrupted_build_is_built_again(builds: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(bootstrap, "_run", lambda _command: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bootstrap.ensure_built()
    assert not bootstrap.is_built()
    bootstrap.ensure_built()
    assert bootstrap.is_built()


def test_a_stale_environment_is_rebuilt_by_its_own_python(
    builds: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    original = Path(sys.executable).resolve()
    bootstrap.PYTHON.parent.mkdir(parents=True)
    bootstrap.PYTHON.symlink_to(original)
    monkeypatch.setattr(sys, "executable", str(bootstrap.PYTHON))
    bootstrap.ensure_built()
    assert builds[0][0] == str(original)


def test_of_two_that_start_at_once_one_builds(builds: list[list[str]]) -> None:
    threads = [threading.Thread(target=bootstrap.ensure_built) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert bootstrap.is_built()
    assert len(builds) == 2


@pytest.mark.parametrize("uv", ["/somewhere/uv", None], ids=["uv", "pip"])
def test_every_installation_checks_hashes(
    builds: list[list[str]], monkeypatch: pytest.MonkeyPatch, uv: str | None
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: uv)
    bootstrap.ensure_built()
    assert "--require-hashes" in builds[-1]
    assert (builds[-1][0] == uv) == (uv is not None)


def test_without_the_venv_module_the_package_is_named(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    package = f"apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(BootstrapError, match=package):
        bootstrap.ensure_built()


def test_a_failed_step_shows_what_it_said(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BootstrapError, match="no such package"):
        bootstrap._run([sys.executable, "-c", "raise SystemExit('no such package')"])


def test_who_may_not_write_the_checkout_is_told_what_to_do(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    with pytest.raises(BootstrapError, match="clone the project as this user"):
        bootstrap.ensure_built()


def test_the_lock_file_has_hashes_and_no_addresses() -> None:
    lock = (MANAGE.parent / "requirements.lock").read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock

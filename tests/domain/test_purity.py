"""The domain is pure: the standard library alone, and of that nothing that reads or writes the world."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

DOMAIN = Path(__file__).parents[2] / "ops_model" / "domain"
OF_THE_WORLD = {
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "time",
}


def imported(file: Path) -> Iterator[str]:
    """Yield the names of the modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


@pytest.mark.parametrize("file", sorted(DOMAIN.rglob("*.py")), ids=lambda file: str(file.relative_to(DOMAIN)))
def test_a_module_imports_the_domain_and_what_is_pure_of_the_standard_library(file: Path) -> None:
    outside = {name for name in imported(file) if not f"{name}.".startswith("ops_model.domain.")}

    assert {name.partition(".")[0] for name in outside} <= sys.stdlib_module_names - OF_THE_WORLD

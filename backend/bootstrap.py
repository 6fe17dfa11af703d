"""From a clean clone to a running command: builds .venv from requirements.lock, then starts again with its Python.

Only the standard library is at hand here. The stamp inside .venv says what it was built from and is written last, so
that what was interrupted is built again, and what has changed too.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "built-from"


class BootstrapError(Exception):
    """.venv cannot be built; the message says what to do."""


def main(argv: list[str]) -> int:
    """Run the command with .venv's Python, building .venv where it is missing; the exit code."""
    if Path(sys.prefix).resolve() == VENV.resolve() and is_built():
        from backend.command_line import run

        return run(argv)
    try:
        ensure_built()
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *argv[1:]])  # noqa: S606 - no shell is the point
    except BootstrapError as error:
        _say(str(error))
    except PermissionError:
        _say(
            f"{VENV} was built with a Python that this user may not run.\n"
            "Clone the project as this user, and run it there."
        )
    return 1


def expected_stamp() -> str:
    """What .venv has to be built from now: the lock file and this kind of Python."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    version = ".".join(str(part) for part in sys.version_info[:2])
    return f"{digest} {sys.implementation.name}-{version} {sysconfig.get_platform()}\n"


def is_built() -> bool:
    """Whether .venv is whole and built from what it has to be."""
    try:
        return PYTHON.exists() and STAMP.read_text() == expected_stamp()
    except OSError:
        return False


def ensure_built() -> None:
    """Build .venv unless it is; of several that start at once one builds, the others wait. Raises BootstrapError."""
    if is_built():
        return
    if not os.access(ROOT, os.W_OK):
        message = f"{VENV} has to be built, and this user may not write to {ROOT}.\n"
        raise BootstrapError(message + "Run this once as its owner, or clone the project as this user.")
    with _alone():
        if not is_built():
            _build()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock on the checkout's folder itself: no lock file is left behind."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another process that builds .venv")
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError:
            pass  # some network file systems cannot lock a folder
        yield
    finally:
        os.close(folder)


def _build() -> None:
    # Not the Python of a .venv that is about to be replaced, but the one that it was made from: while it is there.
    base = os.path.realpath(sys.executable)
    uv = shutil.which("uv")
    if uv is None:
        _require_venv_modules()
    _say("building .venv from requirements.lock, once; it takes a minute or so")
    began = time.monotonic()
    try:
        STAMP.unlink(missing_ok=True)
        if VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        message = f"{VENV} has to be built anew, and this user may not remove it ({error.strerror}). Remove it by hand."
        raise BootstrapError(message) from error
    if uv is None:
        _run([base, "-m", "venv", str(VENV)])
        _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", "-r", str(LOCK)])
    else:
        _run([uv, "venv", "--quiet", "--python", base, str(VENV)])
        _run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", str(LOCK)])
    STAMP.write_text(expected_stamp())
    _say(f".venv is built ({time.monotonic() - began:.0f} s)")


def _require_venv_modules() -> None:
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    version = ".".join(str(part) for part in sys.version_info[:2])
    message = (
        f"This Python {version} lacks its venv module.\n"
        f"On Debian and Ubuntu it is a package: apt-get install python{version}-venv\n"
        "Or install uv, which needs no such module."
    )
    raise BootstrapError(message)


def _run(command: list[str]) -> None:
    """Run one step of the build, silent unless it fails."""
    surroundings = {
        name: value for name, value in os.environ.items() if name not in {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    }
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=surroundings,
    )
    if done.returncode != 0:
        end = "\n".join(done.stdout.splitlines()[-20:])
        message = f"{end}\nThat was: {' '.join(command)}\n"
        raise BootstrapError(
            message + "Packages come from PyPI, or from the index that pip or uv is set to: is it reachable?"
        )


def _say(text: str) -> None:
    print("manage.py: " + text, file=sys.stderr, flush=True)  # noqa: T201 - there is no Django yet to say it

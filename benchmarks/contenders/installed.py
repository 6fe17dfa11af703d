"""Packages of contenders: brought in once from a lock file, and again when it changes."""

import hashlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contenders.contender import MissingError

INSTALL_SECONDS = 600


def installed(folder: Path, *, lock: Path, commands: Sequence[Sequence[str | Path]]) -> None:
    """Run the commands unless `folder` was built from this lock file. Raises MissingError with what was said last."""
    stamp, wanted = folder / ".built-from", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    for command in commands:
        try:
            done = subprocess.run(
                command, cwd=lock.parent, check=False, capture_output=True, text=True, timeout=INSTALL_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise MissingError(f"{command[0]}: {error}") from error
        if done.returncode:
            said = [line for line in (done.stderr or done.stdout).splitlines() if "rror" in line] or ["no reason given"]
            raise MissingError(f"{Path(command[0]).name} failed: {said[0][:200]}")
    stamp.write_text(wanted)

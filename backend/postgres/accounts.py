"""As whom the server runs: PostgreSQL refuses to run as root, so root runs it as `nobody`."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.postgres.errors import PostgresError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the operating system."""

    name: str
    uid: int
    gid: int

    @property
    def is_mine(self) -> bool:
        """Whether it is the user that this process runs as."""
        return self.uid == os.geteuid()

    def process_options(self) -> dict[str, Any]:
        """What `subprocess` must be told so that the process runs as this user."""
        return {} if self.is_mine else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path, mode: int) -> None:
        """Make the file or folder this user's, with that mode."""
        path.chmod(mode)
        if not self.is_mine:
            os.chown(path, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """Whether this user can enter the folder; tried, for modes alone do not tell (lists, mounts, containers)."""
        tried = subprocess.run(
            ["/bin/sh", "-c", 'cd "$0"', str(folder)],
            check=False,
            capture_output=True,
            cwd="/",
            **self.process_options(),
        )
        return tried.returncode == 0


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def account_of(uid: int) -> Account:
    """The user with that id. Raises PostgresError where it has no name: PostgreSQL needs one."""
    try:
        return _account(pwd.getpwuid(uid))
    except KeyError:
        message = f"The user with id {uid} has no entry in the system's list of users, and PostgreSQL needs its name."
        raise PostgresError(message + " Run as a named user, or set DATABASE_URL.") from None


def server_account(data: Path) -> Account:
    """As whom the server of these data runs: their owner where they exist, else this user, `nobody` for root.

    Raises PostgresError where there is no such user.
    """
    if os.geteuid() != 0:
        return account_of(os.geteuid())
    if data.exists():
        return account_of(data.stat().st_uid)
    try:
        return _account(pwd.getpwnam(UNPRIVILEGED))
    except KeyError:
        message = f"PostgreSQL does not run as root, and there is no user `{UNPRIVILEGED}` to run it as."
        raise PostgresError(message + " Run as an ordinary user, or set DATABASE_URL.") from None

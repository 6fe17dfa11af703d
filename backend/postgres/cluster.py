"""The folders of one embedded server.

`home` (DIR/postgres) belongs to whoever uses the server and holds its locks. `place` inside it belongs to the server:

    home/start.lock   who starts or stops the server holds it
    home/kept         there after `db start`: the last user leaves the server running
    home/place/       a folder, or a link to one elsewhere
        users.lock    whoever uses the server shares it
        data/         the cluster, its owner's alone
        socket/       the server's socket, its owner's alone; a link to a short path where its own is too long
        hba.conf, ident.conf, server.log, and as root the programs

As root the server is `nobody`, who may not enter every folder: a clone below a folder of mode 0700 is common on build
machines. Where `nobody` cannot reach home, the place is a new folder of a random name below /var/tmp, which outlives
a restart. The link then is all that DIR has of it: who deletes DIR leaves that folder behind, and who deletes that
folder loses the data.
"""

import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from backend.postgres.accounts import Account, server_account
from backend.postgres.errors import PostgresError

PORT = 5432
LONGEST_SOCKET_FOLDER = 80
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
OUTSIDE = ("/var/tmp", tempfile.gettempdir())  # noqa: S108 - only parents of folders that get random names


@dataclass(frozen=True, slots=True)
class Cluster:
    """One embedded server, by the folder that it is kept in. `durable`: survives a crash of the machine. It has so many
    `connections` for all who ask at once."""

    home: Path
    durable: bool = True
    connections: int = 100

    @property
    def start_lock(self) -> Path:
        """The file that whoever starts or stops the server locks."""
        return self.home / "start.lock"

    @property
    def kept(self) -> Path:
        """The file that says: keep running without users."""
        return self.home / "kept"

    @property
    def place(self) -> Path:
        """Where the server's own files are, links resolved."""
        return (self.home / "place").resolve()

    @property
    def users_lock(self) -> Path:
        """The file that every user of the server shares a lock of."""
        return self.place / "users.lock"

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.place / "data"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.place / "server.log"

    @property
    def socket_folder(self) -> Path:
        """Where the server's socket is, as clients are told."""
        return (self.place / "socket").resolve()

    @property
    def account(self) -> Account:
        """As whom the server runs. Raises PostgresError where nobody suits."""
        return server_account(self.data)

    def url(self, role: str, database: str) -> str:
        """The connection string of a role to a database. It carries no secret: the socket admits by user."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def open_home(self) -> None:
        """Make the home folder. Raises PostgresError where it cannot be written."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == self.home.stat().st_uid:
                self.home.chmod(0o711 if os.geteuid() == 0 else 0o700)
            readable = os.access(self.home, os.R_OK | os.W_OK | os.X_OK)
        except OSError as error:
            message = f"Cannot write to {self.home}: {error.strerror}. Choose another folder by --data DIR."
            raise PostgresError(message) from error
        if not readable:
            message = (
                f"{self.home} belongs to another user. Run this as that user, or choose another folder by --data DIR."
            )
            raise PostgresError(message)

    def open_place(self) -> None:
        """Make the server's folder where it is missing; the caller holds the start lock."""
        link = self.home / "place"
        if link.is_dir():
            return
        link.unlink(missing_ok=True)  # a link to a folder that is gone
        account = self.account
        link.mkdir()
        link.chmod(0o711)  # whatever the umask says
        if _serves(link, account):
            return
        link.rmdir()
        link.symlink_to(_place_outside(account))

    def open_socket_folder(self) -> Path:
        """Make the folder of the socket where it is missing or not the server's alone, and return it.

        A folder of a short path elsewhere is trusted only while it is the server's own: the name of a deleted one
        could be taken.
        """
        link = self.place / "socket"
        account = self.account
        if link.is_dir() and link.stat().st_uid == account.uid and link.stat().st_mode & 0o077 == 0:
            return self.socket_folder
        if link.is_symlink():
            link.unlink()
        elif link.exists():
            shutil.rmtree(link)
        if len(os.fsencode(link)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(link)):
            link.mkdir()
        else:
            link.symlink_to(tempfile.mkdtemp(prefix="ops-", dir=short_folder()))
        account.own(link, 0o700)
        return self.socket_folder


def _serves(folder: Path, account: Account) -> bool:
    """Whether the server can live in the folder: its user reaches it and may be given what is in it."""
    trial = folder / "trial"
    trial.mkdir()
    try:
        account.own(trial, 0o700)
        return account.reaches(trial)
    except OSError:
        return False
    finally:
        trial.rmdir()


def _place_outside(account: Account) -> Path:
    for parent in OUTSIDE:
        if not os.access(parent, os.W_OK):
            continue
        folder = Path(tempfile.mkdtemp(prefix="ops-postgres-", dir=parent))
        folder.chmod(0o711)
        if _serves(folder, account):
            return folder
        folder.rmdir()
    message = f"PostgreSQL would run as `{account.name}`, who reaches neither {' nor '.join(OUTSIDE)}."
    raise PostgresError(message + " Choose one by --data DIR, run as an ordinary user, or set DATABASE_URL.")


def short_folder() -> str:
    """Where short, plain paths are to be had."""
    return "/tmp" if os.access("/tmp", os.W_OK) else tempfile.gettempdir()  # noqa: S108 - mkdtemp makes the name

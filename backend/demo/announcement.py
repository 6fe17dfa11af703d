"""How a demo says that it runs: to people on the terminal, to scripts in DIR/demo.json."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from backend.private_files import write_private

FILE = "demo.json"
QUERY = (
    '{ organisation(slug: "meridian") { scorecard '
    "{ asOf index expectedIndex health coverage levers { lever { kind } progress health coverage } } } }"
)


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A person who may sign in to the demo."""

    email: str
    role: str
    token: str


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """An organisation of the demo and its people."""

    slug: str
    users: tuple[DemoUser, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """All that a user of the demo has to know. `reporting` is None until that API exists."""

    url: str
    tracker: str
    reporting: str | None
    today: str
    database: str
    password: str
    organisations: Sequence[DemoOrganisation]

    def lines(self) -> list[str]:
        """What the terminal shows; the last line runs as pasted once TOKEN is set as the line before says."""
        shown = [
            f"GraphQL   {self.tracker} (in a browser: GraphiQL)",
            f"Database  {self.database}",
            "",
            "Users and their tokens",
        ]
        for organisation in self.organisations:
            shown += [
                f"  {organisation.slug:<10}{user.role:<13}{user.email:<34}{user.token}" for user in organisation.users
            ]
        token = self.organisations[0].users[0].token
        return [
            *shown,
            "",
            f"Sign in by {self.url}/sign-in/ with any of these e-mails and the password: {self.password}",
            "",
            "Ask for the scorecard (Ctrl-C here stops the demo):",
            "",
            f"TOKEN={token}",
            curl_line(self.tracker),
        ]


def curl_line(tracker: str) -> str:
    """The command that asks for a scorecard, `$TOKEN` its only blank."""
    body = json.dumps({"query": QUERY}, separators=(",", ":"))
    headers = "-H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'"
    return f"curl -s {tracker} {headers} -d '{body}'"


@contextmanager
def announced(data: Path, announcement: Announcement) -> Iterator[None]:
    """Have DIR/demo.json, whole and for this user alone, while the body runs."""
    write_private(data / FILE, json.dumps(asdict(announcement), indent=2) + "\n")
    try:
        yield
    finally:
        withdraw(data)


def withdraw(data: Path) -> None:
    """Take away a DIR/demo.json, also one that a killed demo left: who waits for it must not find an old one."""
    (data / FILE).unlink(missing_ok=True)

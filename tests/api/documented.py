"""Queries that stand in the documentation, each with its answer.

A query is a block of ```graphql, its whole answer the block of ```json right after it. Who asks may stand
before it: <!-- asked as ADMIN -->.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fixtures.generate.layout import laid_out
from ops_model.domain.roles import Role
from tests.api.client import REPORTING, TRACKER

ROOT = Path(__file__).parent.parent.parent
_QUERY = re.compile(
    r"(?P<asked><!-- asked as (?P<role>[A-Z]+) -->\n)?"
    r"```graphql\n(?P<query>.*?)\n```\n(?:\s*```json\n(?P<answer>.*?)\n```)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Documented:
    """The query at a place among those of one page."""

    page: Path
    place: int

    def __str__(self) -> str:
        """Return what a test run calls it."""
        return f"{self.page.name}-{self.place + 1}"

    @property
    def query(self) -> str:
        """The query as it is printed."""
        return self._match()["query"]

    @property
    def role(self) -> Role:
        """Who asks: the VIEWER, or the EDITOR what writes, unless the page says otherwise."""
        return Role(self._match()["role"] or (Role.EDITOR if self.writes else Role.VIEWER))

    @property
    def writes(self) -> bool:
        """Whether it is a mutation."""
        return self.query.startswith("mutation")

    @property
    def path(self) -> str:
        """The address of the API that it is asked at."""
        return REPORTING if self.page.name == "reporting.md" else TRACKER

    @property
    def answer(self) -> Any:
        """The answer as it is printed; None where there is none."""
        printed = self._match()["answer"]
        return None if printed is None else json.loads(printed)

    def rewrite(self, answer: Any) -> None:
        """Print this answer in place of the old."""
        text, found = self.page.read_text(encoding="utf-8"), self._match()
        query = f"{found['asked'] or ''}```graphql\n{found['query']}\n```"
        block = f"{query}\n\n```json\n{laid_out(answer, step='  ', width=100)}\n```"
        self.page.write_text(text[: found.start()] + block + text[found.end() :], encoding="utf-8")

    def _match(self) -> re.Match[str]:
        return list(_QUERY.finditer(self.page.read_text(encoding="utf-8")))[self.place]


def documented() -> Iterator[Documented]:
    """Yield every query of README.md and docs/*.md."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for place, _ in enumerate(_QUERY.finditer(page.read_text(encoding="utf-8"))):
            yield Documented(page, place)

"""docs/security.md prints who may do and see what, and what scopes leave of it, as the code has it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ops_model.domain.permissions import Action, Sight, may, may_see
from ops_model.domain.roles import Role, TokenScope, acting_role

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
OWN, NOT_AT_ALL, EVERYTHING = "own", "", "yes"
OF_ONESELF = {Sight.MEMBER_EMAIL}
"""What everyone may see of themselves."""

Row = Mapping[Role, str]


def lines() -> Iterator[list[str]]:
    """Yield the cells of each line of the roles' tables."""
    section = PAGE.read_text(encoding="utf-8").split("\n## The roles\n")[1].split("\n## ")[0]
    for line in re.findall(r"^\|(.+)\|$", section, re.MULTILINE):
        yield [cell.strip() for cell in line.split("|")]


def printed() -> Iterator[tuple[str, Row]]:
    """Yield what stands as code in the first cell of each line, with what stands below the roles."""
    for what, *cells in lines():
        for name in re.findall(r"`(\w+)`", what):
            yield name, dict(zip(Role, cells, strict=True))


def mutation_of(action: Action) -> str:
    """Return the name of the mutation of an action."""
    first, *others = action.lower().split("_")
    return first + "".join(map(str.capitalize, others))


def allowed(action: Action, role: Role) -> str:
    """Return the word for what a role may do."""
    if may(role, action):
        return EVERYTHING
    return OWN if may(role, action, owns=True) else NOT_AT_ALL


def shown(sight: Sight, role: Role) -> str:
    """Return the word for what a role may see."""
    if may_see(role, sight):
        return EVERYTHING
    return OWN if sight in OF_ONESELF else NOT_AT_ALL


def test_the_roles_tables_say_what_the_code_says_of_everything_once() -> None:
    rows = [
        *((mutation_of(action), {role: allowed(action, role) for role in Role}) for action in Action),
        *((str(sight), {role: shown(sight, role) for role in Role}) for sight in Sight),
        *((str(scope), {role: str(acting_role(role, [scope])) for role in Role}) for scope in TokenScope),
    ]
    assert sorted(printed(), key=lambda row: row[0]) == sorted(rows, key=lambda row: row[0])


def test_the_columns_are_the_roles_in_their_order() -> None:
    heads = [cells for what, *cells in lines() if what in {"what", "scope"}]
    assert heads == [[*Role], [*Role]]

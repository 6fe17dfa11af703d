"""How the rules of the database are broken over HTTP: by which mutation, what it is given, and what is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from strawberry.utils.str_converters import to_camel_case

from tests.api.bad_inputs import Input, put
from tests.api.desk import Desk, Desks, unknown_id
from tests.models.bad_rows import TEXTS

Code = Literal[
    "REQUIRED", "INVALID", "OUT_OF_RANGE", "TOO_LONG", "DUPLICATE", "NOT_FOUND", "CONFLICT", "BAD_USER_INPUT"
]
Change = Callable[[Desks, Input], Input]


@dataclass(frozen=True, slots=True)
class Broken:
    """One way to break a rule: a change of the mutation's valid input, and the code and field that are answered, `also`
    of which fields beside. With BAD_USER_INPUT the schema's own types say it, and of no field."""

    mutation: str
    change: Change
    code: Code
    field: str = ""
    also: tuple[str, ...] = ()

    @property
    def told(self) -> list[tuple[str, str]]:
        """The code and field of each reason that is to be answered."""
        return [(self.code, field) for field in (self.field, *self.also)]


NEEDED = {
    ("organisation", "name"),
    ("vision", "statement"),
    ("initiative", "code"),
    ("initiative", "name"),
    ("milestone", "name"),
    ("kpi", "code"),
    ("kpi", "name"),
    ("kpi", "unit"),
    ("membership", "name"),
    ("api_token", "name"),
}
"""The texts that a thing has to have."""

Ways = Mapping[str, list[Broken]]
"""The ways to break each constraint, by its name."""


def given(**values: Any) -> Change:
    """Give other values to fields; `terms__0__weight` is a field within. What can be called is asked for the value."""

    def change(desks: Desks, valid: Input) -> Input:
        for name, value in values.items():
            path = tuple(int(part) if part.isdigit() else part for part in name.split("__"))
            valid = put(path, value(desks.here) if callable(value) else value)(valid)
        return valid

    return change


def text(table: str, column: str, mutation: str, path: str = "") -> Ways:
    """Break a text's rule: by one character too many, and by blanks alone, which are nothing where it is needed."""
    field = path or to_camel_case(column)
    too_long, blank = "x" * (TEXTS[table][column] + 1), " \t\n"
    name = field.replace(".", "__")
    return {
        f"{table}_{column}_text": [
            Broken(mutation, given(**{name: too_long}), "TOO_LONG", field),
            Broken(mutation, given(**{name: blank}), "REQUIRED" if (table, column) in NEEDED else "INVALID", field),
        ]
    }


def texts(table: str, mutation: str, within: str = "") -> Ways:
    """Break the rules of all texts of a table."""
    found: dict[str, list[Broken]] = {}
    for column in TEXTS[table]:
        found |= text(table, column, mutation, within + to_camel_case(column))
    return found


def outside(constraint: str, mutation: str, field: str, *values: object) -> Ways:
    """Break the bounds of a number."""
    name = field.replace(".", "__")
    return {constraint: [Broken(mutation, given(**{name: value}), "OUT_OF_RANGE", field) for value in values]}


def no_word(constraint: str, mutation: str, field: str, *, many: bool = False) -> Ways:
    """Give a word that there is not, which is none of the schema's either."""
    word: Any = ["NONE_OF_THESE"] if many else "NONE_OF_THESE"
    return {constraint: [Broken(mutation, given(**{field.replace(".", "__"): word}), "BAD_USER_INPUT")]}


def reference(constraint: str, mutation: str, field: str, type_name: str) -> Ways:
    """Refer to nothing, and to another organisation's."""

    def theirs(desks: Desks, valid: Input) -> Input:
        return put((field,), desks.ids_there[type_name])(valid)

    unknown = given(**{field: unknown_id(type_name)})
    return {constraint: [Broken(mutation, change, "NOT_FOUND", field) for change in (unknown, theirs)]}


def organisations(*tables: tuple[str, str]) -> Ways:
    """Name another organisation, and one that there is not, to the mutation of each table."""

    def theirs(desks: Desks, valid: Input) -> Input:
        return {**valid, "organisation": desks.there.slug}

    changes = (theirs, given(organisation="no-such-slug"))
    return {
        f"{table}_organisation_reference": [Broken(mutation, each, "NOT_FOUND", "organisation") for each in changes]
        for table, mutation in tables
    }


def taken_code(desk: Desk) -> str:
    """Return a code that an initiative and a KPI have."""
    return desk.initiative(code=desk.kpi().code).code

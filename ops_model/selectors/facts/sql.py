"""Running a statement, and reading what its rows say in texts: identifiers, days, lists.

Where there are many, rows are read as the database's own columns and not as its JSON, which costs it, and us, three
times as much.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID, SafeUUID

from ops_model.selectors.database import database_connection
from ops_model.selectors.prepared import Prepared, prepared_read
from ops_model.selectors.reports import Edits

Row = tuple[Any, ...]

Columns = Mapping[str, Any]
"""A row as the database's JSON tells it."""

T = TypeVar("T")

_new, _set, _UNKNOWN = object.__new__, object.__setattr__, SafeUUID.unknown


def rows_read(statement: str | Prepared, parameters: Mapping[str, Any]) -> list[Row]:
    """Run one statement and return its rows."""
    if isinstance(statement, Prepared):
        return prepared_read(statement, parameters=parameters)
    with database_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def id_of(text: str) -> UUID:
    """Return the identifier that a text is of, as the database writes it."""
    # What UUID(text) does, without looking for other spellings and other ways to be made: half the time.
    made = _new(UUID)
    _set(made, "int", int(text.replace("-", ""), 16))
    _set(made, "is_safe", _UNKNOWN)
    return made


class Ids(dict[str, UUID]):
    """The identifiers of one reading: an identifier that is met again (an owner, an initiative) is the same object,
    which is ten times cheaper than making another."""

    def __missing__(self, text: str) -> UUID:
        """Make an identifier that is met for the first time."""
        made = self[text] = id_of(text)
        return made

    def maybe(self, text: str | None) -> UUID | None:
        """Return the identifier, or None for None."""
        return None if text is None else self[text]


class Texts(dict[str, T], Generic[T]):
    """What the texts of one reading say: one that is met again is read once, and what it says is shared."""

    def __init__(self, read: Callable[[str], T]) -> None:
        """Take how a text is read."""
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> T:
        """Read a text that is met for the first time."""
        said = self[text] = self._read(text)
        return said


def array_text(values: Iterable[object]) -> str:
    """Return an array as the database reads it, of what needs no quotes: identifiers, numbers, days. It is one value to
    the database, where a list of a thousand is a thousand expressions to parse."""
    return f"{{{','.join(map(str, values))}}}"


def array_words(text: str) -> list[str]:
    """Return what stands in an array as the database writes it, of what needs no quotes."""
    return text[1:-1].split(",") if text != "{}" else []


def json_edits(row: Columns) -> Edits:
    """Return the edits of a row."""
    return row["version"], row["created_at"], row["updated_at"], row["updated_by_id"]


def json_day(text: str | None) -> date | None:
    """Read a day, or None for null."""
    return None if text is None else date.fromisoformat(text)

"""Asking the reporting API about an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ops_model.domain.roles import Role
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import TABLES, Table
from tests.api.client import REPORTING, Api
from tests.api.world import World

TABLE = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True)
class Reports:
    """The tables of an organisation, as one of its members sees them."""

    of: World
    role: Role = Role.EDITOR

    @property
    def api(self) -> Api:
        """The API as the member asks it."""
        return self.of.api(self.role, path=REPORTING)

    def asked(self, field: str, arguments: str = "", selection: str = "nodes { key }") -> str:
        """Return the document that asks a table."""
        given = f'organisation: "{self.of.slug}" {arguments}'
        return f"{{ asked: {field}({given}) {{ {selection} }} }}"

    def page(self, field: str, arguments: str = "", selection: str = "nodes { key }") -> Any:
        """Ask a table, and return what it answers."""
        return self.api.data(self.asked(field, arguments, selection))["asked"]

    def column(self, field: str, column: str, arguments: str = "") -> list[Any]:
        """Return one column of a table's rows."""
        return [row[column] for row in self.page(field, arguments, f"nodes {{ {column} }}")["nodes"]]

    def message(self, field: str, arguments: str, selection: str = "nodes { key }") -> str:
        """Ask for what cannot be, and return what is said of it."""
        error = self.api.error(self.asked(field, arguments, selection))
        assert error["extensions"] == {"code": "BAD_USER_INPUT"}, error
        return str(error["message"])


def whole_row(table: Table) -> str:
    """Return the selection of every column of a table's rows."""
    return f"nodes {{ {columns_of(table.columns)} }}"


def columns_of(names: Sequence[str] | Any) -> str:
    """Return columns as a selection has them."""
    return " ".join(camel_case(name) for name in names)

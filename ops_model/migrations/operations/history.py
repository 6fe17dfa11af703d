"""The walls around an organisation's history: what was written there stays, and nothing but triggers writes it."""

from ops_model.migrations.operations.sql import SqlOperation
from ops_model.migrations.operations.tenancy import Grant, inside


class HistoryTable(SqlOperation):
    """All that a table of the history has: rows of organisations that were entered are seen, and are written by the
    triggers of the tracked tables alone (outside of a trigger the depth of triggers is 0). The application may SELECT
    and INSERT. Neither is there a foreign key: a trigger writes what its own table has just let through."""

    def __init__(self, table: str) -> None:
        """Take the table's name."""
        self.table = table
        self._grant = Grant(table, "SELECT, INSERT")

    def forwards(self) -> list[str]:
        """Enable and force row security, with a policy for each of the two commands, and grant them."""
        seen = inside("organisation_id")
        written = f"{seen} AND (SELECT pg_trigger_depth()) > 0"
        return [
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {self.table}_seen ON {self.table} FOR SELECT USING ({seen})",
            f"CREATE POLICY {self.table}_written ON {self.table} FOR INSERT WITH CHECK ({written})",
            *self._grant.forwards(),
        ]

    def backwards(self) -> list[str]:
        """Take all of it away."""
        return [
            *self._grant.backwards(),
            f"DROP POLICY {self.table}_written ON {self.table}",
            f"DROP POLICY {self.table}_seen ON {self.table}",
            f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
        ]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Walls around the history in {self.table}"


class HistoryBegins(SqlOperation):
    """Rows that are there already get a snapshot for their first event, so that their next change knows what it
    changed. It belongs to no statement, and is shown as no change."""

    def __init__(self, table: str, columns: str) -> None:
        """Take the tracked table's name, and its columns that events have."""
        self.table, self.columns = table, columns

    def forwards(self) -> list[str]:
        """Take the snapshots."""
        own, value = ("organisation_id, ", "id, ") if self.table == "organisation" else ("", "")
        written = f"{own}{self.columns}, pgh_obj_id, pgh_label, pgh_created_at"
        read = f"{value}{self.columns}, id, 'snapshot', now()"
        return [f"INSERT INTO {self.table}_event ({written}) SELECT {read} FROM {self.table}"]  # noqa: S608 - own names

    def backwards(self) -> list[str]:
        """Leave the tables as they are: they go with their events."""
        return []

    def describe(self) -> str:
        """Say it in one line."""
        return f"History of {self.table} begins"

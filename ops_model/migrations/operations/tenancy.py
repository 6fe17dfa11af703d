"""The walls between organisations, said once.

The roles are there before the first migration: `ops_owner` runs migrations and passes row security, `ops_app` is the
application and passes nothing. Policies read settings of the transaction through functions of the first migration,
always in a subselect: PostgreSQL evaluates it once a statement and not once a row, and an index still serves.
"""

from ops_model.migrations.operations.sql import SqlOperation

APP_ROLE = "ops_app"
READ_AND_WRITE = "SELECT, INSERT, UPDATE"


def inside(column: str) -> str:
    """Return the rule that a row is of an organisation that was entered; nothing entered: of none."""
    return f"{column} = ANY ((SELECT ops_organisations())::uuid[])"


class RowSecurity(SqlOperation):
    """Rows outside the rule can be neither seen nor written; owning the table does not help, BYPASSRLS alone does."""

    def __init__(self, table: str, rule: str) -> None:
        """Take the table's name, and the rule in SQL."""
        self.table, self.rule = table, rule

    def forwards(self) -> list[str]:
        """Enable and force row security, with one policy for all commands."""
        return [
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {self.table}_inside ON {self.table} USING ({self.rule}) WITH CHECK ({self.rule})",
        ]

    def backwards(self) -> list[str]:
        """Take the policy away, and row security with it."""
        return [
            f"DROP POLICY {self.table}_inside ON {self.table}",
            f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
        ]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Row security of {self.table}"


class SeenByPossession(SqlOperation):
    """Whoever knows what identifies a row may see that row, and not write it."""

    def __init__(self, table: str, rule: str) -> None:
        """Take the table's name, and the rule in SQL."""
        self.table, self.rule = table, rule

    def forwards(self) -> list[str]:
        """Add a policy for SELECT."""
        return [f"CREATE POLICY {self.table}_by_key ON {self.table} FOR SELECT USING ({self.rule})"]

    def backwards(self) -> list[str]:
        """Take the policy away."""
        return [f"DROP POLICY {self.table}_by_key ON {self.table}"]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Rows of {self.table} seen by possession"


class Grant(SqlOperation):
    """What a role, the application's unless another is named, may do with a table: privileges as GRANT takes them,
    columns included."""

    def __init__(self, table: str, privileges: str, *, role: str = APP_ROLE) -> None:
        """Take the table's name and the privileges."""
        self.table, self.privileges, self.role = table, privileges, role

    def forwards(self) -> list[str]:
        """Grant them."""
        return [f"GRANT {self.privileges} ON {self.table} TO {self.role}"]

    def backwards(self) -> list[str]:
        """Take everything back."""
        return [f"REVOKE ALL ON {self.table} FROM {self.role}"]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Grants on {self.table}"


class CountChanges(SqlOperation):
    """Every statement that changes rows counts in the data version of their organisations, in bulk and by hand too."""

    EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}  # a trigger with a transition table takes one event

    def __init__(self, table: str, *, function: str = "ops_count_change") -> None:
        """Take the table's name, and the trigger function if it is another."""
        self.table, self.function = table, function

    def forwards(self) -> list[str]:
        """Make one trigger for each kind of statement."""
        return [
            f"CREATE TRIGGER {self.table}_count_{event.lower()} AFTER {event} ON {self.table} "
            f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {self.function}()"
            for event, rows in self.EVENTS.items()
        ]

    def backwards(self) -> list[str]:
        """Drop the triggers."""
        return [f"DROP TRIGGER {self.table}_count_{event.lower()} ON {self.table}" for event in self.EVENTS]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Changes of {self.table} count"


class PlainReference(SqlOperation):
    """A reference to what belongs to no organisation: an organisation itself, an account. Checked at the statement."""

    columns, keys = "{column}", "id"

    def __init__(self, table: str, column: str, to: str) -> None:
        """Take the table, its column that refers, and the table that is referred to."""
        self.table, self.column, self.to = table, column, to
        self.name = f"{table}_{column.removesuffix('_id')}_reference"

    def forwards(self) -> list[str]:
        """Make the foreign key."""
        key = f"FOREIGN KEY ({self.columns.format(column=self.column)}) REFERENCES {self.to} ({self.keys})"
        return [f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} {key}"]

    def backwards(self) -> list[str]:
        """Drop the foreign key."""
        return [f"ALTER TABLE {self.table} DROP CONSTRAINT {self.name}"]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Reference of {self.table}.{self.column} to {self.to}"


class TenantReference(PlainReference):
    """A reference inside an organisation: another's row is no more to be found than one that is not there."""

    columns, keys = "organisation_id, {column}", "organisation_id, id"


class TenantTable(SqlOperation):
    """All that a table of an organisation's rows has: its organisation, the key that references lead to, row security,
    grants, and changes that count. Nothing is deleted unless `privileges` say so."""

    def __init__(self, table: str, *, privileges: str = READ_AND_WRITE, aside: bool = False) -> None:
        """Take the table's name and what the application may do with it. `aside`: its rows are kept beside the
        organisation's data and are no part of it, so that no version and no history knows of them."""
        self.table, self.privileges, self.aside = table, privileges, aside

    @property
    def _parts(self) -> list[SqlOperation]:
        walls: list[SqlOperation] = [
            PlainReference(self.table, "organisation_id", "organisation"),
            RowSecurity(self.table, inside("organisation_id")),
            Grant(self.table, self.privileges),
        ]
        return walls if self.aside else [*walls, CountChanges(self.table)]

    def forwards(self) -> list[str]:
        """Make all of it."""
        key = f"ALTER TABLE {self.table} ADD CONSTRAINT {self.table}_id_unique UNIQUE (organisation_id, id)"
        return [key, *(statement for part in self._parts for statement in part.forwards())]

    def backwards(self) -> list[str]:
        """Take all of it away."""
        key = f"ALTER TABLE {self.table} DROP CONSTRAINT {self.table}_id_unique"
        return [*(statement for part in reversed(self._parts) for statement in part.backwards()), key]

    def describe(self) -> str:
        """Say it in one line."""
        return f"Walls around {self.table}"

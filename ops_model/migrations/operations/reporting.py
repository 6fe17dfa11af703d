"""The reporting views, said once: made of the columns of their models, with what these say of themselves as comments."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from ops_model.migrations.operations.tenancy import APP_ROLE

REPORT_ROLE = "ops_report"


class ReportView(Operation):
    """A view with the walls of whoever asks it (`security_invoker`): row security lets through what it would of the
    tables below, and nothing is granted that those do not grant."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model: str, comment: str, body: str) -> None:
        """Take the model's name, what the view is, and a SELECT that has a column for each of the model's, in any
        order."""
        self.model, self.comment, self._select = model, comment, body

    def body(self, view: str, columns: str) -> str:
        """Return the SELECT of a view with these columns, each with its type."""
        del view, columns
        return self._select

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture: the model was there before."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the view."""
        del from_state
        model = to_state.apps.get_model(app_label, self.model)
        view = model._meta.db_table
        fields = model._meta.local_fields
        names = ", ".join(str(field.column) for field in fields)
        typed = ", ".join(f"{field.column} {field.db_type(schema_editor.connection)}" for field in fields)
        body = self.body(view, typed)
        schema_editor.execute(
            f"CREATE VIEW {view} WITH (security_invoker = true) AS SELECT {names} FROM ({body}) AS row"  # noqa: S608 - own names
        )
        schema_editor.execute(f"COMMENT ON VIEW {view} IS {schema_editor.quote_value(self.comment)}")
        for field in fields:
            told = schema_editor.quote_value(str(field.help_text))
            schema_editor.execute(f"COMMENT ON COLUMN {view}.{field.column} IS {told}")
        schema_editor.execute(f"GRANT SELECT ON {view} TO {APP_ROLE}, {REPORT_ROLE}")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the view."""
        del to_state
        schema_editor.execute(f"DROP VIEW {from_state.apps.get_model(app_label, self.model)._meta.db_table}")

    def describe(self) -> str:
        """Say it in one line."""
        return f"Reporting view of {self.model}"


class StateView(ReportView):
    """A view of rows that are in no table: whoever asks it has put them, computed, into a setting of the transaction
    that is called as the view is. To everybody else it is empty."""

    def __init__(self, model: str, comment: str) -> None:
        """Take the model's name, and what the view is."""
        super().__init__(model, comment, "")

    def body(self, view: str, columns: str) -> str:
        """Return the SELECT of the rows in the setting that is called as the view is."""
        return f"SELECT * FROM json_to_recordset(ops_rows('{view}')) AS computed ({columns})"  # noqa: S608 - own names

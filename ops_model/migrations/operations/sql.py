"""An operation that is statements and nothing else."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class SqlOperation(Operation):
    """Statements that Django's own picture of the models has no part in; a subclass says which and what undoes them."""

    reduces_to_sql = True
    reversible = True

    def forwards(self) -> list[str]:
        """Return the statements that do it."""
        raise NotImplementedError

    def backwards(self) -> list[str]:
        """Return the statements that undo it."""
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Do it."""
        del app_label, from_state, to_state
        for statement in self.forwards():
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Undo it."""
        del app_label, from_state, to_state
        for statement in self.backwards():
            schema_editor.execute(statement)

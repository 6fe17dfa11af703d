"""History: what became of every row, kept by triggers and by nothing else.

Each table of an organisation's rows has an event table, and a statement that changed some of its rows one row in
`change_statement`, which orders the whole history. Both are written by the triggers of the tracked table in one go, so
that changes in bulk and by hand are in it too. django-pghistory makes the event models and has migrations follow the
columns; the SQL of the triggers is ours, for three reasons: an event knows its statement; no setting of the application
switches them off (pgtrigger's own can be told to ignore themselves); and none of pghistory's tables is written.
"""

from collections.abc import Iterable
from typing import Any, cast

import pghistory
import pgtrigger
from django.db import models
from pghistory.models import Event
from pghistory.trigger import Event as EventTrigger
from pgtrigger.compiler import Trigger as CompiledTrigger
from pgtrigger.compiler import UpsertTriggerSql

from ops_model.models.fields import Reference
from ops_model.models.rows import TenantRow

CONTEXT_SETTING = "pghistory.context_metadata"
"""The setting of the transaction that says who changes: a JSON object. Of a person `user` (the account), `token` (the
API token, null for a browser), `request` and `operation`; of a command `command`. Left out or empty: nobody says."""

WITHOUT_HISTORY = {
    "api_token_use": "that a token was used is no change",
    "change_statement": "the history's own",
    "idempotency_key": "kept for a while only, and no data of the organisation",
    "snapshot": "never changed, and itself what was",
    "snapshot_initiative": "as snapshot",
    "snapshot_kpi": "as snapshot",
    "snapshot_lever": "as snapshot",
}
"""Tables of organisations' rows that have no history, and why: what nobody would call a change of theirs."""

UNTRACKED = frozenset({"id", "token_hash"})
"""Columns that events have not, whatever the table: the id is the event's `pgh_obj`, and a secret is nobody's to
read."""


class ChangeStatement(TenantRow):
    """One statement that changed rows of one table in one organisation: which (`thing` is the table, `kind` the label
    of its events), how many, when, and by whom. `at` is the clock's, not the transaction's: statements of one
    transaction have an order."""

    at = models.DateTimeField(db_default=models.Func(function="clock_timestamp", output_field=models.DateTimeField()))
    thing = models.TextField()
    kind = models.TextField()
    row_count = models.IntegerField()
    context = models.JSONField(null=True)

    class Meta:
        db_table = "change_statement"
        indexes = [models.Index(name="change_statement_newest", fields=["organisation", "-at", "-id"])]


class RowEvent(Event):
    """What a row was after a statement, or, deleted, before it. `pgh_id` orders the events of one row: it is drawn
    while the row is locked. `pgh_statement` None: a snapshot, made when the row's history began."""

    pgh_id = models.BigAutoField(primary_key=True)
    organisation = Reference("ops_model.Organisation")
    pgh_statement = Reference("ops_model.ChangeStatement", null=True)

    class Meta:
        abstract = True


class HistorySql(UpsertTriggerSql):
    """How a trigger is installed: as by pgtrigger, without asking whether to ignore it. Migrations hold on to it."""

    def get_template(self) -> str:
        """Return the template of the statements."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                {func}
            END
            $$;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table} {referencing}
                FOR EACH {level} EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class HistoryTrigger(EventTrigger):
    """Writes the statement and the events of its rows. An update's are the rows that differ from before in a tracked
    column: a set difference, and not a join, which a cached plan for few rows would do in nested loops."""

    @property
    def _events(self) -> Any:
        return cast("type[Event]", self.event_model)._meta

    def get_func(self, model: models.Model) -> str:
        """Return the body of the trigger's function."""
        tracked, events = {field.name for field in model._meta.fields}, self._events
        columns = [field.column for field in events.fields if field.name in tracked]
        tenant = "organisation_id" if "organisation_id" in columns else "id"
        read = ", ".join(dict.fromkeys(["id", tenant, *columns]))
        written = ", ".join(dict.fromkeys(["organisation_id", *columns]))
        values = ", ".join(f"changed.{column}" for column in dict.fromkeys([tenant, *columns]))
        # The names below are of this package's tables and columns.
        before = f"EXCEPT SELECT {read} FROM old_values"  # noqa: S608
        changed = {"INSERT": "new_values", "UPDATE": f"new_values {before}", "DELETE": "old_values"}
        return self.format_sql(
            f"""
            WITH changed AS (SELECT {read} FROM {changed[str(self.operation)]}), statement AS (
                INSERT INTO change_statement (organisation_id, thing, kind, row_count, context)
                SELECT {tenant}, '{model._meta.db_table}', '{self.label}', count(*),
                    nullif(current_setting('{CONTEXT_SETTING}', true), '')::jsonb
                FROM changed GROUP BY {tenant}
                RETURNING id, organisation_id, at, context
            )
            INSERT INTO {events.db_table}
                ({written}, pgh_obj_id, pgh_statement_id, pgh_label, pgh_created_at, pgh_context)
            SELECT {values}, changed.id, statement.id, '{self.label}', statement.at, statement.context
            FROM changed JOIN statement ON statement.organisation_id = changed.{tenant};
            RETURN NULL;
            """  # noqa: S608
        )

    def compile(self, model: models.Model) -> CompiledTrigger:
        """Return the trigger as migrations hold it."""
        compiled = super().compile(model)
        return CompiledTrigger(name=compiled.name, sql=HistorySql(**compiled.sql.kwargs))


class _Tracker(pghistory.RowEvent):
    """Has its own trigger installed, and is otherwise pghistory's."""

    def add_event_trigger(self, event_model: type[Event]) -> None:
        """Register the trigger."""
        trigger = cast("Any", HistoryTrigger)(
            name=f"history_{self.label}",
            label=self.label,
            operation=self.operation,
            row=self.row,
            event_model=event_model,
            level=pgtrigger.Statement,
        )
        pgtrigger.register(trigger)(event_model.pgh_tracked_model)


class _Insert(_Tracker, pghistory.InsertEvent): ...


class _Update(_Tracker, pghistory.UpdateEvent): ...


class _Delete(_Tracker, pghistory.DeleteEvent): ...


def histories_of(tables: Iterable[type[models.Model]]) -> dict[type[models.Model], type[Event]]:
    """Give every table a history, and return its event model."""
    return {table: _event_model(table) for table in tables}


def tracked_models(base: type[models.Model] = TenantRow) -> list[type[models.Model]]:
    """Return the models of organisations' rows that have a history."""
    found = [each for model in base.__subclasses__() for each in (model, *tracked_models(model))]
    return [model for model in found if not model._meta.abstract and model._meta.db_table not in WITHOUT_HISTORY]


def _event_model(table: type[models.Model]) -> type[Event]:
    names = {field.name for field in table._meta.fields}
    name = table._meta.db_table
    indexes = [
        models.Index(name=f"{name}_by_object", fields=["organisation", "pgh_obj", "-pgh_id"]),
        models.Index(name=f"{name}_by_statement", fields=["organisation", "pgh_statement", "-pgh_id"]),
    ]
    model = pghistory.create_event_model(
        table,
        _Insert(),
        _Update(),
        _Delete(),
        exclude=sorted({*UNTRACKED, "organisation"} & names),
        obj_field=pghistory.ObjForeignKey(db_index=False, related_name="+", null=False),
        context_field=pghistory.ContextJSONField(),
        context_id_field=cast("Any", None),  # as its documentation has it, and not its type
        base_model=RowEvent,
        model_name=f"{table.__name__}Event",
        meta={"db_table": f"{name}_event", "indexes": indexes},
        abstract=False,
        level=pgtrigger.Statement,
    )
    return cast("type[Event]", model)

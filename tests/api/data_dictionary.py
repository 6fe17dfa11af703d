"""The data dictionary of docs/reporting.md, as the database's own comments tell it."""

import re
from collections.abc import Iterator

from ops_model.models.reporting.columns import UNIT
from ops_model.reporting.tables import TABLES, UNSHOWN, Table
from tests.api.documented import ROOT
from tests.models import catalogue

PAGE = ROOT / "docs" / "reporting.md"
_PRINTED = re.compile(r"(<!-- data dictionary -->\n)(.*?)(<!-- end of data dictionary -->)", re.DOTALL)
_TYPES = {
    "boolean": "true or false",
    "date": "day",
    "double precision": "number",
    "integer": "whole number",
    "numeric": "exact number",
    "timestamp with time zone": "instant",
}


def dictionary_told() -> str:
    """Return it as the views tell it, in Markdown."""
    return "\n".join(line for table in TABLES for line in _section(table))


def dictionary_printed() -> str:
    """Return it as it is printed."""
    ((_, printed, _),) = _PRINTED.findall(PAGE.read_text(encoding="utf-8"))
    return str(printed)


def dictionary_rewrite(told: str) -> None:
    """Print this in place of the old."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_PRINTED.sub(lambda found: f"{found[1]}{told}{found[3]}", text), encoding="utf-8")


def _section(table: Table) -> Iterator[str]:
    view = table.view._meta.db_table
    ((about,),) = catalogue.rows("SELECT obj_description(%s::regclass)", [view])
    yield f"\n### `{table.name}`\n\n{about} View `{view}`.\n"
    yield "| column | type | unit | meaning |\n| --- | --- | --- | --- |"
    for column, kind, told in catalogue.view_columns(view):
        if column not in UNSHOWN:
            meaning, _, unit = told.partition(UNIT)
            words = ", ".join(word for word, _ in table.columns[column].choices or ())
            type_ = f"one of {words}" if words else _TYPES.get(kind, kind)
            yield f"| `{column}` | {type_} | {unit.removesuffix('.')} | {meaning} |"
    yield ""

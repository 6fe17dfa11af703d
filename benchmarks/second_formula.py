"""The figures in SQL, for contenders whose users would write them there: once live, once over roll-ups.

It is the same text in two schemas, for what it says without a schema is found in its own first: the roll-ups have
measurements of their own.
"""

from pathlib import Path

from django.db import connections, transaction

from benchmarks.dataset.shapes import AS_OF, BASE

LIVE, ROLL_UPS = "live", "rollups"
FORMULA = ("types", "items", "cards", "scorecard")
SCRIPTS = {LIVE: (*FORMULA, "live"), ROLL_UPS: ("measurement", *FORMULA, "kept")}
FOLDER = Path(__file__).parent / "sql"


def second_formula_installed() -> None:
    """Make both schemas, as the owner, who is also whom the contenders work as."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for schema, scripts in SCRIPTS.items():
            cursor.execute(f"CREATE SCHEMA {schema}; SET LOCAL search_path = {schema}, public")
            for script in scripts:
                cursor.execute(script_read(script))


def script_read(name: str) -> str:
    """Return the text of a script, for the day and the organisation of the data set."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return text.replace("'AS_OF'", f"'{AS_OF}'").replace("'BASE'", f"'{BASE}'")

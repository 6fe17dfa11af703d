"""A table like that of the measurements: columns, defaults, checks and indexes, and nothing that keeps history, counts
versions, refers to other tables or hides rows. What the database does by itself is measured with it."""

from django.db import connections

TWIN = "measurement_twin"


def twin_made() -> None:
    """Make the table where it is missing, for the application's role too."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TWIN} (LIKE measurement INCLUDING ALL)")
        cursor.execute(f"GRANT SELECT, INSERT ON {TWIN} TO ops_app")
    connections["owner"].close()

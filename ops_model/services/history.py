"""Who changes something, for the audit log, where nobody signed in."""

import json

from django.db import connection

from ops_model.models.history import CONTEXT_SETTING


def command_note(*, command: str) -> None:
    """Note for the audit log that what is written until the transaction ends, a command writes. One round trip."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [CONTEXT_SETTING, json.dumps({"command": command})])

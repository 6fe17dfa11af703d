"""Levers: what an organisation says of the six."""

from uuid import UUID

from ops_model.domain.permissions import Action
from ops_model.models import Lever
from ops_model.services.refusals import one_write
from ops_model.services.rows import Changes, columns_check, members_check, row_change, row_lock
from ops_model.services.writer import Writer


def lever_update(*, writer: Writer, lever_id: UUID, version: int, columns: Changes) -> UUID:
    """Change what is said of a lever: the columns given, and no others. Its weight is in the scoring policy.

    Two statements, one more for a sponsor. Raises ServiceError: FORBIDDEN, NOT_FOUND, CONFLICT, and what columns cannot
    be.
    """
    writer.ask(Action.LEVER_UPDATE)
    columns_check(columns)
    with one_write():
        lever = row_lock(Lever, writer, lever_id, version=version)
        members_check(writer, columns, ["sponsor"])
        row_change(lever, writer, columns)
    return lever_id

"""An application that has forgotten its own filters: what keeps organisations apart then is row security alone."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import override_settings

_WRITTEN_BY_HAND = re.compile(
    r"(\w+\.)?(organisation_id|organisation\.id) = (%\(organisation_id\)s(?:::uuid)?|organisation\.id|parent\.id)"
)
_WRITTEN_BY_DJANGO = re.compile(r'"\w+"\."organisation_id" = (?=%s)')


@contextmanager
def filters_removed() -> Generator[list[str]]:
    """Take the application's own filter out of every statement; gives those that had one."""
    touched: list[str] = []

    def unfiltered(run: Callable[..., Any], sql: str, parameters: Any, many: Any, context: Any) -> Any:
        without = sql if sql.startswith("INSERT") else _without(sql)
        touched.extend([sql] * (without != sql))
        return run(without, parameters, many, context)

    with override_settings(OPS_PREPARE=False), connection.execute_wrapper(unfiltered):
        yield touched


def _without(sql: str) -> str:
    without = _WRITTEN_BY_DJANGO.sub("NULL IS DISTINCT FROM ", _WRITTEN_BY_HAND.sub("true", sql))
    assert "= %(organisation_id)s" not in without, f"a filter that is not known here: {sql}"
    return without

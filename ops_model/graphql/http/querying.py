"""A query: executed until all that it needs has been read, or answered as it was before."""

from contextlib import closing
from enum import StrEnum

import orjson
from django.conf import settings
from django.db import transaction
from graphql import ExecutionResult

from ops_model import clock
from ops_model.graphql.http.answers import Answer, data_answer, data_etag
from ops_model.graphql.http.answers_remembered import Answers, Key, Remembered
from ops_model.graphql.http.asked import Asked, Context, context_open, result_answer
from ops_model.graphql.http.errors import ApiError, ErrorCode
from ops_model.selectors.access import Access, access_look
from ops_model.selectors.database import read_from
from ops_model.selectors.reading import Reading

_ANSWERS = Answers()


class Remembering(StrEnum):
    """What a process remembers between requests: nothing, the states of organisations, or answers too."""

    OFF = "off"
    STATE = "state"
    ANSWERS = "answers"


def query_answer(asked: Asked) -> tuple[Answer, Access]:
    """Answer a query, in a transaction that is one snapshot; or by what is remembered, which takes one round trip."""
    remembering = Remembering(settings.OPS_REMEMBER)
    if remembering is Remembering.ANSWERS and (repeated := _repeated(asked)):
        return repeated
    with read_from(asked.database), transaction.atomic(using=asked.database):
        context = context_open(asked.credential, asked.limits, remembers=remembering is not Remembering.OFF)
        with closing(context.reading):
            if remembering is Remembering.ANSWERS and (key := asked.key(context.reading.days)):
                return _remembered(asked, context, key), context.access
            return result_answer(_result(asked, context), asked.charge), context.access


def _repeated(asked: Asked) -> tuple[Answer, Access] | None:
    """Return the answer that is remembered, by one round trip; None where there is none, or nobody signed in."""
    if asked.question is None:
        return None
    with read_from(asked.database):
        access = access_look(credential=asked.credential, at=clock.now(), timeout_ms=asked.limits.statement_timeout_ms)
    key = access and asked.key(Reading(access, clock.today).days)
    known = _ANSWERS.get(key) if key else None
    return (_told(asked, known), access) if access and known else None


def _remembered(asked: Asked, context: Context, key: Key) -> Answer:
    """Execute, and remember what changes with nothing but its key."""
    result = _result(asked, context)
    if result.errors or result.data is None or not context.reading.is_of_versions:
        return result_answer(result, asked.charge)
    data = orjson.dumps(result.data)
    known = Remembered(data, asked.charge.cost.actual(result.data), data_etag(data))
    _ANSWERS.put(key, known)
    return _told(asked, known)


def _told(asked: Asked, known: Remembered) -> Answer:
    """Return what is remembered as an answer, and as what it costs."""
    return data_answer(known.data, {"cost": asked.charge.told(known.cost)}, etag=known.etag)


def _result(asked: Asked, context: Context) -> ExecutionResult:
    """Execute, and where histories were asked for that are not read yet, read all of them and execute again: so each
    is one statement for all its parents, however many."""
    limits = asked.limits
    for _ in range(limits.history_rounds):
        result = asked.execute(context)
        if not context.reading.histories.pending:
            return result
        context.reading.histories.load()
    raise ApiError(
        ErrorCode.GRAPHQL_VALIDATION_FAILED,
        f"The operation nests histories more than {limits.history_rounds - 1} deep.",
    )
